package dev.toolspec4j.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.SearchBehavior;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of JSON Schema on its way to LangChain4j. */
class SchemaMappingTest {
    @Test
    void theEightToolsLoseNothing() {
        assertThat(LangChain4jTools.from(BuiltinTools.catalogue()).losses()).isEmpty();
        assertThat(LangChain4jTools.from(BuiltinTools.catalogue())
                        .with(SchemaMode.FAITHFUL)
                        .losses())
                .isEmpty();
    }

    @Test
    void aToolWithoutParametersHasNoneAtAll() {
        assertThat(specification(JsonSchema.object().build(), SchemaMode.PORTABLE)
                        .parameters())
                .isNull();
        assertThat(specification(JsonSchema.object().build(), SchemaMode.FAITHFUL)
                        .parameters())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // keywords without a type of LangChain4j's become words
                "{'type':'integer','description':'How many.','minimum':1,'maximum':50,'default':10}"
                        + "|{'type':'integer','description':'How many. At least 1. At most 50. Default: 10.'}",
                "{'type':'string','format':'date','pattern':'^2','examples':['2026-01-01']}"
                        + "|{'type':'string','description':'Format: date. Must match the regular expression ^2. Examples: \\\"2026-01-01\\\".'}",
                "{'type':'string','title':'A title'}|{'type':'string','description':'A title'}",
                "{'const':5}|{'type':'integer','description':'Must be 5.'}",
                "{'enum':[1,2]}|{'type':'integer','description':'One of: 1, 2.'}",
                "{'type':'array','items':{'type':'string'},'uniqueItems':true}"
                        + "|{'type':'array','description':'No item twice.','items':{'type':'string'}}",
                // enumerations
                "{'enum':['A','','B',null]}|{'type':'string','enum':['A','B']}",
                "{'enum':['']}|{'type':'string'}",
                "{'const':'A'}|{'type':'string','enum':['A']}",
                "{'oneOf':[{'const':'A','title':'first'},{'const':'B','description':'second'}]}"
                        + "|{'type':'string','description':'A: first; B: second','enum':['A','B']}",
                // one of several types
                "{'type':['string','null'],'description':'x'}|{'type':'string','description':'x'}",
                "{'type':['integer','string']}|{'type':'string'}",
                "{'anyOf':[{'type':'integer'},{'type':'null'}],'description':'x'}|{'type':'integer','description':'x'}",
                "{'anyOf':[{'type':'integer'},{'type':'boolean'}]}"
                        + "|{'type':'integer','description':'Other forms, for callers that can send them: {\\\"type\\\":\\\"boolean\\\"}.'}",
                "{'allOf':[{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},"
                        + "{'properties':{'b':{'type':'integer'}},'required':['b']}]}"
                        + "|{'type':'object','properties':{'b':{'type':'integer'},'a':{'type':'string'}},'required':['a','b']}",
                // anything
                "true|{'type':'string','description':'Any text.'}",
                "{'type':'array'}|{'type':'array','items':{'type':'string','description':'Any text.'}}",
                "{'type':'object','additionalProperties':{'type':'string'}}"
                        + "|{'type':'object','description':'additionalProperties: {\\\"type\\\":\\\"string\\\"}. A JSON object with members of your"
                        + " choice.'}",
                // references
                "{'$ref':'#/$defs/place'}|{'type':'object','properties':{'street':{'type':'string'}},'required':['street']}",
                "{'$ref':'#/$defs/place','description':'Where.'}"
                        + "|{'type':'object','description':'Where.','properties':{'street':{'type':'string'}},'required':['street']}",
            })
    void portableSchemasHoldTypesAndWordsOnly(String given, String expected) {
        ToolSpecification specification = specification(withProperty(given), SchemaMode.PORTABLE);

        assertThat(property(specification)).isEqualTo(JsonText.readObject(json(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'#/$defs/place'}",
                "{'const':'A'}",
                "{'oneOf':[{'const':'A','title':'first'},{'const':'B'}]}",
                "{'allOf':[{'type':'object','properties':{'a':{'type':'string'}}},{'required':['a']}]}"
            })
    void whatMeansTheSameIsNoLoss(String given) {
        assertThat(losses(withProperty(given), SchemaMode.PORTABLE)).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string','format':'date'}",
                "{'type':'string','title':'T'}",
                "{'enum':['A','']}",
                "{'type':['string','null']}",
                "{'anyOf':[{'type':'integer'},{'type':'null'}]}",
                "{'anyOf':[{'type':'integer'},{'type':'boolean'}]}",
                "{'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}",
                "{'type':'object'}",
                "{'type':'array'}",
                "true"
            })
    void whatMeansLessIsReported(String given) {
        assertThat(losses(withProperty(given), SchemaMode.PORTABLE)).contains("tool 'lookup' /properties/p");
    }

    @Test
    void aSchemaThatContainsItselfEndsSomewhere() {
        JsonSchema tree = JsonSchema.of(
                json(
                        "{'type':'object','properties':{'p':{'$ref':'#/$defs/node'}},"
                                + "'$defs':{'node':{'type':'object','properties':{'name':{'type':'string'},'next':{'$ref':'#/$defs/node'}}}}}"));

        assertThat(property(specification(tree, SchemaMode.PORTABLE)).toString())
                .contains("name=", "next=");
        assertThat(losses(tree, SchemaMode.PORTABLE))
                .contains("/properties/p/properties/next")
                .contains("contains itself");
        assertThat(losses(tree, SchemaMode.FAITHFUL)).contains("contains itself");
    }

    @Test
    void referencesThatFanOutDoNotFillTheMemory() {
        StringBuilder definitions = new StringBuilder("'d0':{'type':'string'}");
        for (int i = 1; i <= 30; i++) {
            String below = "{'$ref':'#/$defs/d" + (i - 1) + "'}";
            definitions
                    .append(",'d")
                    .append(i)
                    .append("':{'type':'object','properties':{'a':")
                    .append(below)
                    .append(",'b':")
                    .append(below)
                    .append("}}");
        }
        JsonSchema bomb = JsonSchema.of(
                json("{'type':'object','properties':{'p':{'$ref':'#/$defs/d30'}},'$defs':{" + definitions + "}}"));

        assertThat(losses(bomb, SchemaMode.PORTABLE)).contains("repeats too often");
    }

    @Test
    void aLossNamesToolPathAndKeyword() {
        assertThat(LangChain4jTools.from(
                                Probe.taking(withProperty("{'type':'integer','minimum':1}"), c -> ToolResult.text("")))
                        .losses())
                .containsExactly("tool 'lookup' /properties/p: minimum moved into the description");
    }

    @Test
    void faithfulSchemasKeepEveryKeywordBelowTheRoot() {
        String given = "{'type':'string','format':'date','minLength':3}";
        JsonSchema schema = withProperty(given);

        assertThat(property(specification(schema, SchemaMode.FAITHFUL))).isEqualTo(JsonText.readObject(json(given)));
        assertThat(losses(schema, SchemaMode.FAITHFUL)).isEqualTo("[]");
    }

    @Test
    void faithfulSchemasLoseWhatCannotStandAtTheRoot() {
        JsonSchema schema =
                JsonSchema.of(json("{'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object',"
                        + "'title':'T','properties':{'p':{'type':'string'}},'anyOf':[{'required':['p']}]}"));

        assertThat(property(specification(schema, SchemaMode.FAITHFUL))).isEqualTo(Map.of("type", "string"));
        assertThat(losses(schema, SchemaMode.FAITHFUL))
                .contains("title cannot stand at the root", "anyOf cannot stand at the root")
                .doesNotContain("$schema");
    }

    @Test
    void theRegistryStillChecksWhatTheModelIsNoLongerTold() {
        ToolRegistry registry =
                Probe.taking(withProperty("{'type':'integer','minimum':1}"), call -> ToolResult.text("ran"));

        assertThat(registry.call("lookup", "{\"p\":0}", dev.toolspec4j.tool.CallContext.none())
                        .text())
                .contains("/p: must have a minimum value of 1");
    }

    @Test
    void descriptionsAreTheSummaryOrEverything() {
        LangChain4jTools tools =
                LangChain4jTools.from(Probe.taking(JsonSchema.object().build(), c -> ToolResult.text("")));

        assertThat(description(tools)).isEqualTo("Does lookup.");
        assertThat(description(tools.with(DescriptionMode.FULL))).isEqualTo("Does lookup.\n\nWhen lookup is wanted.");
    }

    @Test
    void metadataSaysWhatProgramsNeedToKnow() {
        assertThat(specification(JsonSchema.object().build(), SchemaMode.PORTABLE)
                        .metadata())
                .containsEntry("title", "Do lookup")
                .containsEntry("section", "work")
                .containsEntry("permission", "work")
                .containsEntry("readOnlyHint", true)
                .containsEntry("destructiveHint", false)
                .containsEntry("idempotentHint", true)
                .containsEntry("openWorldHint", false)
                .containsEntry(ToolSpecification.METADATA_SEARCH_BEHAVIOR, SearchBehavior.ALWAYS_VISIBLE);
    }

    private static String description(LangChain4jTools tools) {
        return tools.aiServiceTools().get(0).toolSpecification().description();
    }

    private static JsonSchema withProperty(String schema) {
        return JsonSchema.of(
                json("{'type':'object','properties':{'p':" + schema + "},'$defs':{'place':{'type':'object',"
                        + "'properties':{'street':{'type':'string'}},'required':['street']}}}"));
    }

    private static ToolSpecification specification(JsonSchema schema, SchemaMode mode) {
        return LangChain4jTools.from(Probe.taking(schema, call -> ToolResult.text("")))
                .with(mode)
                .aiServiceTools()
                .get(0)
                .toolSpecification();
    }

    private static String losses(JsonSchema schema, SchemaMode mode) {
        return LangChain4jTools.from(Probe.taking(schema, call -> ToolResult.text("")))
                .with(mode)
                .losses()
                .toString();
    }

    private static Object property(ToolSpecification specification) {
        Map<?, ?> parameters =
                (Map<?, ?>) JsonText.readObject(specification.toJson()).get("parameters");
        return ((Map<?, ?>) parameters.get("properties")).get("p");
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }
}
