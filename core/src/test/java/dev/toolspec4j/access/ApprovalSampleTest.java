package dev.toolspec4j.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.tool.CallInterceptor;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How a user puts a human, or a rule, before every tool that acts. */
class ApprovalSampleTest {
    /** Asks before a tool that acts runs; reading needs no approval. */
    private static CallInterceptor approval(Predicate<ToolCall> approver) {
        return (spec, call, next) -> {
            boolean acts = spec.isPresent() && !spec.get().traits().effects().readOnly();
            if (acts && !approver.test(call)) {
                return ToolResult.failure(
                        FailureKind.DENIED,
                        "the user did not approve '" + call.tool() + "'. Nothing was done. Ask the user what to do.");
            }
            return next.proceed(call);
        };
    }

    @Test
    void anApproverDecidesOnActingToolsBeforeTheyRun() {
        List<String> ran = new ArrayList<>();
        List<ToolCall> asked = new ArrayList<>();
        ToolRegistry tools = ToolRegistry.of(List.of(
                        SampleTools.tell(call -> {
                            ran.add(call.string("message"));
                            return ToolResult.text("told");
                        }),
                        SampleTools.look(SampleTools.done())))
                .guarded(approval(call -> {
                    asked.add(call);
                    return call.string("message").equals("harmless");
                }));

        ToolResult refused = tools.call(ToolCall.of("tell", Map.of("message", "delete everything")));
        ToolResult approved = tools.call(ToolCall.of("tell", Map.of("message", "harmless")));
        ToolResult read = tools.call(ToolCall.of("look", Map.of()));

        assertThat(refused.text()).contains("did not approve");
        assertThat(approved.text()).isEqualTo("told");
        assertThat(read.isError()).isFalse();
        assertThat(ran).containsExactly("harmless");
        assertThat(asked).hasSize(2);
    }
}
