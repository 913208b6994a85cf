package dev.toolspec4j.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltinToolsTest {
    private static final ToolRegistry REGISTRY = BuiltinTools.catalogue();
    private static final List<String> FORMER =
            List.of("delegate_to_workspace", "check_delegation_status", "search_memory");

    static List<ToolSpec> specs() {
        return REGISTRY.specs();
    }

    @Test
    void thereAreEightToolsInTheOrderOfTheirNamesRecord() {
        ToolNames names = BuiltinTools.names();

        assertThat(REGISTRY.specs())
                .extracting(ToolSpec::name)
                .containsExactly(
                        names.delegateTask(),
                        names.delegateTaskAsync(),
                        names.checkTaskStatus(),
                        names.listPeers(),
                        names.getWorkspaceInfo(),
                        names.sendMessageToUser(),
                        names.commitMemory(),
                        names.recallMemory());
    }

    @Test
    void theTwoSectionsPartitionTheRegistry() {
        assertThat(REGISTRY.sections()).extracting(Section::id).containsExactly("a2a", "memory");
        List<ToolSpec> joined = new ArrayList<>();
        REGISTRY.sections().forEach(section -> joined.addAll(REGISTRY.in(section)));
        assertThat(joined).containsExactlyElementsOf(REGISTRY.specs());
        assertThat(REGISTRY.in(REGISTRY.sections().get(0))).hasSize(6);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everySummaryIsALineWhoseFirstSentenceFitsAnIndex(ToolSpec spec) {
        String first = spec.summary().split("(?<=\\.)\\s", 2)[0];

        assertThat(first.length()).as(first).isLessThanOrEqualTo(80);
        assertThat(spec.summary()).endsWith(".").doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everySchemaStaysInsideThePortableSubset(ToolSpec spec) {
        Map<String, Object> root = spec.inputSchema().members();

        assertThat(root.keySet()).isSubsetOf("type", "properties", "required");
        Map<?, ?> properties = (Map<?, ?>) root.get("properties");
        properties.forEach((name, property) -> {
            Map<?, ?> members = (Map<?, ?>) property;
            assertThat(members.keySet())
                    .as(spec.name() + "." + name)
                    .allSatisfy(key -> assertThat(Set.of("type", "description", "enum", "items"))
                            .contains(String.valueOf(key)));
            assertThat(String.valueOf(members.get("description"))).isNotBlank();
        });
    }

    @Test
    void formerNamesAppearNowhereThatAnAgentCanSee() {
        String seen = everythingSeen();

        assertThat(FORMER).allSatisfy(former -> assertThat(seen).doesNotContain(former));
        assertThat(REGISTRY.specs().stream().flatMap(spec -> spec.traits().formerNames().stream()))
                .containsExactlyElementsOf(FORMER);
    }

    @Test
    void aFormerNameIsAnsweredWithThePresentOne() {
        assertThat(REGISTRY.call("search_memory", "{}", CallContext.none()).text())
                .isEqualTo("Error: the tool 'search_memory' is now named 'recall_memory'. Call 'recall_memory'.");
    }

    @Test
    void theQueuedTheAttachmentAndTheScopeRulesAreStatedOncePerSurface() {
        for (String surface : List.of(prompt(), toolList())) {
            assertThat(count(surface, "busy and will reply")).as("queued rule").isEqualTo(1);
            assertThat(count(surface, "never as links, paths or base64"))
                    .as("attachment rule")
                    .isEqualTo(1);
            assertThat(count(surface, "a workspace without parent may"))
                    .as("GLOBAL rule")
                    .isEqualTo(1);
            assertThat(count(surface, "TEAM: also for your parent, siblings and children"))
                    .as("TEAM rule")
                    .isEqualTo(1);
        }
    }

    @Test
    void instructionsFitWhatHostsKeep() {
        int characters = REGISTRY.sections().stream()
                .mapToInt(section ->
                        REGISTRY.guidance(section, UnaryOperator.identity()).length())
                .sum();

        assertThat(characters).isLessThanOrEqualTo(1_000);
    }

    @Test
    void theCatalogueAnswersThatNoWorkspaceIsOpen() {
        ToolResult result = REGISTRY.call("list_peers", "", CallContext.none());

        assertThat(result.isError()).isTrue();
        assertThat(result.structured()).containsEntry("kind", FailureKind.UNAVAILABLE.id());
        assertThat(result.text()).contains("no workspace is open");
    }

    private static int count(String text, String phrase) {
        return (int)
                Pattern.compile(Pattern.quote(phrase)).matcher(text).results().count();
    }

    private static String toolList() {
        return REGISTRY.specs().stream()
                .map(spec -> spec.summary() + "\n" + spec.inputSchema().json())
                .collect(Collectors.joining("\n"));
    }

    private static String prompt() {
        return Stream.concat(
                        REGISTRY.specs().stream()
                                .map(spec -> spec.summary() + "\n" + REGISTRY.guidance(spec, UnaryOperator.identity())),
                        REGISTRY.sections().stream()
                                .map(section -> REGISTRY.guidance(section, UnaryOperator.identity())))
                .collect(Collectors.joining("\n"));
    }

    private static String everythingSeen() {
        return prompt() + toolList() + REGISTRY.sections();
    }
}
