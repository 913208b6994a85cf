package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolspec4j.tool.ToolTraits.Effects;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolSpecTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "listPeers", "list_peers", "A1_", "a234567890123456789012345678901234567890"})
    void takesNamesThatEveryProviderTakes(String name) {
        assertThat(Samples.tool(name).build().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_a",
                "1a",
                "list-peers",
                "list.peers",
                "ümlaut",
                "a b",
                "a\n",
                "a2345678901234567890123456789012345678901"
            })
    void refusesOtherNamesAndSaysTheRule(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.tool(name).build())
                .withMessageContaining("tool name must match [A-Za-z][A-Za-z0-9_]{0,39}")
                .withMessageContaining("'" + name + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.formerly("now", name))
                .withMessageContaining("former name of tool 'now'");
    }

    @Test
    void refusesASummaryThatDoesNotStandAloneOnOneLine() {
        refusesSummary(" ", "must not be blank");
        refusesSummary("one\ntwo", "must be one line");
        refusesSummary("one\n", "must be one line");
        refusesSummary("one\rtwo", "must be one line");
        refusesSummary("x".repeat(1_001), "at most 1,000 characters");
        refusesSummary("Like {tool:other}.", "without references");
        refusesSummary("Like {tool:other.", "without references");
        assertThat(Samples.tool("run").summary("x".repeat(1_000)).build().summary())
                .hasSize(1_000);
    }

    private static void refusesSummary(String summary, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.tool("run").summary(summary).build())
                .withMessageStartingWith("tool 'run': the summary ")
                .withMessageContaining(rule);
    }

    @Test
    void refusesBlankGuidance() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.tool("run").whenToUse("\n").build())
                .withMessage("tool 'run': whenToUse must not be blank");
    }

    @Test
    void namesWhatTheBuilderLacks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolSpec.named("run").summary("Runs.").build())
                .withMessage("tool 'run': whenToUse is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolSpec.named("run")
                        .summary("Runs.")
                        .whenToUse("Use it.")
                        .section(Samples.MAIL)
                        .handler(call -> ToolResult.text(""))
                        .build())
                .withMessage("tool 'run': traits is missing");
    }

    @Test
    void hasNoParametersAndPromisesNoOutputUnlessToldOtherwise() {
        ToolSpec spec = Samples.tool("run").build();

        assertThat(spec.inputSchema().json()).isEqualTo("{\"type\":\"object\",\"properties\":{}}");
        assertThat(spec.outputSchema()).isEmpty();
    }

    @Test
    void aBuilderThatStartsFromASpecKeepsEverything() {
        ToolSpec spec = Samples.tool("run")
                .output(JsonSchema.object().string("a", "An a.").build())
                .build();

        assertThat(spec.toBuilder().build()).isEqualTo(spec);
        assertThat(spec.toBuilder().summary("Other.").build()).isNotEqualTo(spec);
    }

    @Test
    void aSectionHasAnIdAndATitleOnOneLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Section("Mail", "Mail", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Section("mail", " ", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Section("mail", "Mail\n", ""));
    }

    @Test
    void aReadOnlyToolDestroysNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Effects(true, true, true, false));
    }

    @Test
    void traitsKeepTheOrderOfFormerNamesAndCannotBeChanged() {
        Set<String> given = new LinkedHashSet<>(List.of("zulu", "alpha", "mike"));
        ToolTraits traits = new ToolTraits("Run", Samples.READS, Optional.of("run"), given);
        given.clear();

        assertThat(traits.formerNames())
                .containsExactly("zulu", "alpha", "mike")
                .isUnmodifiable();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ToolTraits("Run", Samples.READS, Optional.of(" "), Set.of()))
                .withMessageContaining("'Run'");
        assertThatIllegalArgumentException().isThrownBy(() -> ToolTraits.of(" ", Samples.READS));
    }
}
