package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.toolspec4j.testkit.Surface.Answer;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every adapter of a registry promises, ours and yours. Extend it in a test of the adapter: say which registry to
 * check and how an agent sees a registry through the adapter. A failure names adapter, tool, field, expected and actual
 * value of everything that differs. Parts that a {@link Surface} does not have are skipped, and shown as skipped.
 */
@DisplayName("Adapter conformance")
public abstract class AdapterConformance {
    /** For subclasses. */
    protected AdapterConformance() {}

    /** Returns the adapter's name for messages. */
    protected abstract String adapter();

    /** Returns the registry to check, the one that users get. */
    protected abstract ToolRegistry registry();

    /** Returns what an agent sees of any registry through the adapter. Called once or more in each test. */
    protected abstract Surface surface(ToolRegistry registry);

    @Test
    void namesAreUnique() {
        List<String> names = registry().specs().stream()
                .flatMap(spec -> Stream.concat(Stream.of(spec.name()), spec.traits().formerNames().stream()))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void sectionsPartitionTheRegistryCompletely() {
        ToolRegistry registry = registry();
        List<ToolSpec> inSections = registry.sections().stream()
                .flatMap(section -> registry.in(section).stream())
                .toList();

        assertThat(inSections).containsExactlyInAnyOrderElementsOf(registry.specs());
    }

    @Test
    void everyToolIsFoundByItsName() {
        ToolRegistry registry = registry();

        assertThat(registry.specs())
                .isNotEmpty()
                .allSatisfy(spec -> assertThat(registry.find(spec.name())).contains(spec));
        assertThat(registry.find("no_such_tool")).isEmpty();
    }

    @Test
    void theSurfaceShowsSomething() {
        try (Surface surface = surface(registry())) {
            assertThat(surface.tools().isPresent() || surface.promptText().isPresent())
                    .as("adapter '%s' shows tools or a prompt", adapter())
                    .isTrue();
        }
    }

    @Test
    void exposesExactlyTheRegistrysToolsInOrder() {
        ToolRegistry reversed = ToolRegistry.of(reversed(ProbeTools.registry().specs()));
        ToolRegistry more = registry().with(ProbeTools.extra());
        ToolRegistry fewer = ProbeTools.registry().without(ProbeTools.FAIL);
        for (ToolRegistry registry : List.of(registry(), more, reversed, fewer)) {
            List<String> names = registry.specs().stream().map(ToolSpec::name).toList();
            List<String> exposed =
                    exposed(registry).stream().map(ExposedTool::name).toList();
            assertThat(exposed).as("adapter '%s', names of tools", adapter()).isEqualTo(names);
        }
    }

    @Test
    void everyDescriptionIsTheSummary() {
        Mismatches mismatches = new Mismatches(adapter());
        for (ToolRegistry registry : List.of(registry(), ProbeTools.registry())) {
            for (ExposedTool tool : exposed(registry)) {
                String summary =
                        registry.find(tool.name()).map(ToolSpec::summary).orElse("(no such tool)");
                tool.description().ifPresent(text -> mismatches.compare(tool.name(), "description", summary, text));
            }
        }
        mismatches.report();
    }

    @Test
    void everySchemaIsTheSpecs() {
        Mismatches mismatches = new Mismatches(adapter());
        for (ToolRegistry registry : List.of(registry(), ProbeTools.registry())) {
            for (ExposedTool tool : exposed(registry)) {
                Map<String, Object> schema = SchemaForm.of(registry.find(tool.name())
                        .map(spec -> spec.inputSchema().json()));
                mismatches.compare(tool.name(), "schema", schema, SchemaForm.of(tool.schemaJson()));
            }
        }
        mismatches.report();
    }

    @Test
    void thePromptNamesEveryToolUnderItsSection() {
        Mismatches mismatches = new Mismatches(adapter());
        ToolRegistry more = registry().with(ProbeTools.extra());
        for (ToolRegistry registry : List.of(registry(), more, ProbeTools.registry())) {
            String prompt = prompt(registry);
            int from = 0;
            for (Section section : registry.sections()) {
                int start = prompt.indexOf(section.title(), from);
                int end = endOf(section, registry, prompt, Math.max(start, from));
                mismatches.check(section.id(), "section title", start >= 0, section.title(), "not in the prompt");
                String part = prompt.substring(Math.max(start, from), end);
                for (ToolSpec spec : registry.in(section)) {
                    boolean named = word(spec.name()).matcher(part).find();
                    mismatches.check(spec.name(), "prompt, section '" + section.id() + "'", named, spec.name(), part);
                }
                from = end;
            }
        }
        mismatches.report();
    }

    @Test
    void formerNamesAppearNowhereAnAgentCanSee() {
        Mismatches mismatches = new Mismatches(adapter());
        for (ToolRegistry registry : List.of(registry(), ProbeTools.registry())) {
            try (Surface surface = surface(registry)) {
                String seen = surface.tools().orElse(List.of()).toString()
                        + surface.promptText().orElse("");
                for (ToolSpec spec : registry.specs()) {
                    for (String former : spec.traits().formerNames()) {
                        boolean shown = word(former).matcher(seen).find();
                        mismatches.check(spec.name(), "former name", !shown, "'" + former + "' nowhere", seen);
                    }
                }
            }
        }
        mismatches.report();
    }

    @Test
    void argumentsReachTheToolAndItsTextComesBack() {
        String arguments =
                "{\"text\":\"grüße \\\"\\n\",\"count\":3,\"weight\":0.5,\"loud\":true,\"tone\":\"LOW\",\"tags\":[\"a\",\"b\"]}";

        assertThat(answer(ProbeTools.ECHO, arguments)).isEqualTo(new Answer(arguments, false));
        assertThat(answer(ProbeTools.PING, "{}")).isEqualTo(new Answer("pong", false));
    }

    @Test
    void failuresComeBackAsFailuresThatSayWhy() {
        assertFailure(answer(ProbeTools.FAIL, "{}"), "there is nothing here");
        assertFailure(answer(ProbeTools.ECHO, "{\"text\":1}"), "text");
        assertFailure(answer(ProbeTools.ECHO, "{}"), "text");
        assertThat(assertFailure(answer(ProbeTools.THROW, "{}"), ProbeTools.THROW))
                .doesNotContain("secret detail");
    }

    @Test
    void anUnknownToolIsAnsweredNotThrown() {
        assertFailure(answer("probe_pingg", "{}"), "probe_pingg");
        assertFailure(answer(ProbeTools.FORMER_PING, "{}"), ProbeTools.FORMER_PING);
    }

    private List<ExposedTool> exposed(ToolRegistry registry) {
        try (Surface surface = surface(registry)) {
            Optional<List<ExposedTool>> tools = surface.tools();
            assumeTrue(tools.isPresent(), "the adapter shows no list of tools");
            return tools.orElseThrow();
        }
    }

    private String prompt(ToolRegistry registry) {
        try (Surface surface = surface(registry)) {
            Optional<String> prompt = surface.promptText();
            assumeTrue(prompt.isPresent(), "the adapter writes no prompt");
            return prompt.orElseThrow();
        }
    }

    private Answer answer(String tool, String argumentsJson) {
        try (Surface surface = surface(ProbeTools.registry())) {
            Optional<Answer> answer = surface.call(tool, argumentsJson);
            assumeTrue(answer.isPresent(), "the adapter calls no tools");
            return answer.orElseThrow();
        }
    }

    private String assertFailure(Answer answer, String mentioned) {
        assertThat(answer.isError())
                .as("adapter '%s', isError of %s", adapter(), answer)
                .isTrue();
        assertThat(answer.text())
                .as("adapter '%s', text of a failure", adapter())
                .contains(mentioned);
        return answer.text();
    }

    private static int endOf(Section section, ToolRegistry registry, String prompt, int start) {
        List<Section> sections = registry.sections();
        int next = sections.indexOf(section) + 1;
        int end = next < sections.size() ? prompt.indexOf(sections.get(next).title(), start) : -1;
        return end < 0 ? prompt.length() : end;
    }

    private static Pattern word(String name) {
        return Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])");
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }
}
