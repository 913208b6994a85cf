package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Calls, contexts and results. */
class ToolValuesTest {
    @Test
    void aTextIsItsOwnJson() {
        assertThat(ToolResult.text("hi").structured()).isEqualTo(Map.of("text", "hi"));
        assertThat(ToolResult.text("hi").isError()).isFalse();
    }

    @Test
    void aJsonResultIsTextAndFactsInTheSameOrder() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("z", 1);
        facts.put("a", List.of("x"));

        assertThat(ToolResult.json(facts).text()).isEqualTo("{\"z\":1,\"a\":[\"x\"]}");
        assertThat(ToolResult.json(facts).structured())
                .containsExactly(Map.entry("z", 1), Map.entry("a", List.of("x")));
    }

    @Test
    void aFailureStartsWithErrorOnceAndHasItsJsonForm() {
        ToolResult failure = ToolResult.failure(FailureKind.NOT_FOUND, "Error: no peer is named 'bob'.");

        assertThat(failure.text()).isEqualTo("Error: no peer is named 'bob'.");
        assertThat(failure.structured())
                .containsExactly(
                        Map.entry("success", false),
                        Map.entry("kind", "not_found"),
                        Map.entry("error", "no peer is named 'bob'."));
    }

    @Test
    void detailsFollowAndNeverReplaceTheFailuresOwnMembers() {
        ToolResult failure = new ToolResult.Failure(
                FailureKind.LIMIT, "full.", new LinkedHashMap<>(Map.of("success", true, "limit", 10)));

        assertThat(failure.structured()).containsEntry("success", false).containsEntry("limit", 10);
    }

    @Test
    void valuesAreCopiedInDepthKeepTheirOrderAndCannotBeChanged() {
        List<Object> inner = new ArrayList<>(List.of("a"));
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("z", inner);
        given.put("a", new LinkedHashMap<>(Map.of("k", inner)));
        given.put("none", null);
        Map<String, Object> arguments = ToolCall.of("run", given).arguments();
        Map<String, Object> facts = ToolResult.of("", given).structured();
        inner.add("b");
        given.clear();

        for (Map<String, Object> kept : List.of(arguments, facts)) {
            assertThat(kept).isUnmodifiable();
            assertThat(kept.keySet()).containsExactly("z", "a", "none");
            assertThat(kept.get("z")).isEqualTo(List.of("a"));
            assertThat((List<?>) kept.get("z")).isUnmodifiable();
            assertThat((Map<?, ?>) kept.get("a")).isUnmodifiable();
        }
    }

    @Test
    void argumentsAreReadByTheirTypes() {
        ToolCall call = ToolCall.of(
                "run",
                Map.of(
                        "text",
                        "a",
                        "count",
                        3,
                        "huge",
                        Long.MAX_VALUE,
                        "weight",
                        0.5,
                        "loud",
                        true,
                        "tags",
                        List.of("x", 1, "y")));

        assertThat(call.string("text")).isEqualTo("a");
        assertThat(call.optionalString("count")).isEmpty();
        assertThat(call.optionalInt("count")).hasValue(3);
        assertThat(call.optionalInt("huge")).hasValue(Integer.MAX_VALUE);
        assertThat(call.optionalInt("text")).isEmpty();
        assertThat(call.optionalDouble("weight")).isEqualTo(OptionalDouble.of(0.5));
        assertThat(call.optionalDouble("none")).isEmpty();
        assertThat(call.optionalBoolean("loud")).contains(true);
        assertThat(call.optionalBoolean("text")).isEmpty();
        assertThat(call.strings("tags")).containsExactly("x", "y");
        assertThat(call.strings("none")).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> call.string("none"))
                .withMessageContaining("the schema of 'run' must require the string argument 'none'");
    }

    @Test
    void aContextCarriesWhatIsSetAndNothingElse() {
        List<Progress> reported = new ArrayList<>();
        CallContext context = CallContext.builder()
                .callId("c")
                .conversationId("v")
                .deadline(Instant.EPOCH)
                .progress(reported::add)
                .attribute("traceparent", "00")
                .attribute("depth", 2)
                .build();
        context.toBuilder().build().report(Progress.of(1, "half"));

        assertThat(reported).containsExactly(Progress.of(1, "half"));
        assertThat(context.callId()).contains("c");
        assertThat(context.conversationId()).contains("v");
        assertThat(context.deadline()).contains(Instant.EPOCH);
        assertThat(context.attribute("traceparent")).contains("00");
        assertThat(context.attribute("depth")).isEmpty();
        assertThat(context.attributes()).isUnmodifiable().hasSize(2);
        assertThat(CallContext.none().callId()).isEmpty();
        assertThat(CallContext.none().attributes()).isEmpty();
    }
}
