package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
    @Test
    void theBuilderMakesThePortableSubsetOnly() {
        JsonSchema schema = JsonSchema.object()
                .string("text", "A text.")
                .integer("count", "A count.")
                .number("weight", "A weight.")
                .bool("loud", "Loud or not.")
                .choice("tone", "A tone.", "LOW", "HIGH")
                .strings("tags", "Tags.")
                .required("text", "tone")
                .build();

        assertThat(schema.json())
                .isEqualTo("{\"type\":\"object\",\"properties\":{"
                        + "\"text\":{\"type\":\"string\",\"description\":\"A text.\"},"
                        + "\"count\":{\"type\":\"integer\",\"description\":\"A count.\"},"
                        + "\"weight\":{\"type\":\"number\",\"description\":\"A weight.\"},"
                        + "\"loud\":{\"type\":\"boolean\",\"description\":\"Loud or not.\"},"
                        + "\"tone\":{\"type\":\"string\",\"description\":\"A tone.\",\"enum\":[\"LOW\",\"HIGH\"]},"
                        + "\"tags\":{\"type\":\"array\",\"description\":\"Tags.\",\"items\":{\"type\":\"string\"}}},"
                        + "\"required\":[\"text\",\"tone\"]}");
    }

    @Test
    void theBuilderRefusesWhatSomeProviderRefuses() {
        JsonSchema.Builder builder = JsonSchema.object().string("a", "An a.");

        assertThatIllegalArgumentException().isThrownBy(() -> builder.choice("b", "A b.", "X", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.choice("b", "A b."));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.choice("b", "A b.", "LOW", "low"))
                .withMessageContaining("differ by more than case");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.string("b", " "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.string("a b", "A b."))
                .withMessageContaining("'a b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.integer("a", "Again."))
                .withMessageContaining("two properties are named 'a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.required("zzz").build())
                .withMessageContaining("'zzz' is required but not among [a]");
    }

    @Test
    void aSchemaDoesNotChangeWithItsBuilder() {
        JsonSchema.Builder builder = JsonSchema.object().string("a", "An a.");
        JsonSchema before = builder.build();
        builder.string("b", "A b.");

        assertThat(before.members().get("properties")).asString().doesNotContain("b=");
    }

    @Test
    void keepsAnyKeywordInTheAuthorsOrder() {
        String json =
                "{\"type\":\"object\",\"title\":\"T\",\"properties\":{\"z\":{\"format\":\"date\",\"type\":\"string\"},"
                        + "\"a\":{\"const\":1.50}},\"minProperties\":1}";

        assertThat(JsonSchema.of(json).json()).isEqualTo(json);
        assertThat(JsonSchema.of(json)).hasToString(json);
    }

    @Test
    void twoSchemasAreEqualWhateverTheOrderOfMembers() {
        JsonSchema one = JsonSchema.of("{\"type\":\"object\",\"minProperties\":1,\"maxProperties\":2}");
        JsonSchema other = JsonSchema.of("{\"maxProperties\":2,\"minProperties\":1,\"type\":\"object\"}");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(JsonSchema.object().build());
    }

    @Test
    void membersCannotBeChangedInAnyDepth() {
        Map<String, Object> members = JsonSchema.of("{\"type\":\"object\",\"properties\":{\"a\":{\"enum\":[\"x\"]}}}")
                .members();
        Map<?, ?> properties = (Map<?, ?>) members.get("properties");
        Map<?, ?> property = (Map<?, ?>) properties.get("a");

        assertThat(members).isUnmodifiable();
        assertThat(properties).isUnmodifiable();
        assertThat(property).isUnmodifiable();
        assertThat((List<?>) property.get("enum")).isUnmodifiable();
    }

    @Test
    void listsEveryProblemWithItsPath() {
        JsonSchema schema = JsonSchema.object()
                .string("text", "A text.")
                .integer("count", "A count.")
                .choice("tone", "A tone.", "LOW", "HIGH")
                .strings("tags", "Tags.")
                .required("text")
                .build();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("count", "3");
        value.put("tone", "loud");
        value.put("tags", List.of("a", 1));

        assertThat(schema.problems(value))
                .containsExactlyInAnyOrder(
                        "/: required property 'text' not found",
                        "/count: string found, integer expected",
                        "/tone: does not have a value in the enumeration [\"LOW\", \"HIGH\"]",
                        "/tags/1: integer found, string expected");
        assertThat(schema.problems(Map.of("text", "a", "count", 3))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"string\"}",
                "{}",
                "{\"type\":[\"object\",\"null\"]}",
                "{\"properties\":{\"a\":{\"type\":\"string\"}}}"
            })
    void theRootMustSayThatItIsAnObject(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonSchema.of(json))
                .withMessageContaining("must say \"type\":\"object\"");
    }

    @Test
    void refusesWhatIsNoSchema() {
        refuses("nonsense", "not a JSON Schema");
        refuses("[]", "expected a JSON object");
        refuses("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"strin\"}}}", "/properties/a/type");
        refuses("{\"type\":\"object\",\"required\":\"a\"}", "/required");
        refuses("{\"type\":\"object\",\"$schema\":\"https://example.org/mine\"}", "unknown JSON Schema dialect");
        refuses("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/none\"}}}", "cannot be resolved");
    }

    @Test
    void takesOlderDialectsThatAreNamed() {
        JsonSchema schema = JsonSchema.of(
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\","
                        + "\"definitions\":{\"p\":{\"type\":\"integer\"}},\"properties\":{\"a\":{\"$ref\":\"#/definitions/p\"}}}");

        assertThat(schema.problems(Map.of("a", "x"))).containsExactly("/a: string found, integer expected");
    }

    @Test
    void refersToNothingOutsideAndFetchesNothing() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            refuses(referring(base + "/thing.json"), "nothing is fetched");
            refuses(referring("file:///thing.json"), "nothing is fetched");
            refuses(referring("classpath:thing.json"), "nothing is fetched");
            refuses(referring("thing.json"), "nothing is fetched");
            refuses(
                    "{\"type\":\"object\",\"$id\":\"" + base + "/root.json\",\"allOf\":[{\"$ref\":\"other.json\"}]}",
                    "nothing is fetched");
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    private static String referring(String target) {
        return "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"" + target + "\"}}}";
    }

    private static void refuses(String json, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonSchema.of(json))
                .withMessageContaining(reason);
    }
}
