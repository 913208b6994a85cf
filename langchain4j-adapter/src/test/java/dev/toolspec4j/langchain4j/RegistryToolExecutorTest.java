package dev.toolspec4j.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The executor in the hands of others than AI services. */
class RegistryToolExecutorTest {
    private final ToolRegistry registry = Probe.registry(
            Probe.tool(
                    "clock",
                    call -> ToolResult.json(
                            Map.of("asked_by", call.context().conversationId().orElse("nobody")))),
            Probe.tool("breaks", call -> {
                throw new IllegalStateException("broken");
            }),
            Probe.tool("stops", call -> {
                throw new InterruptedException("stop");
            }));

    @Test
    void bothOfLangChain4jsMethodsRunTheTool() {
        assertThat(executor("clock").execute(request("clock"), "ann")).isEqualTo("{\"asked_by\":\"ann\"}");
        assertThat(executor("clock")
                        .executeWithContext(
                                request("clock"),
                                InvocationContext.builder().chatMemoryId(7).build())
                        .resultText())
                .isEqualTo("{\"asked_by\":\"7\"}");
    }

    @Test
    void noContextIsFine() {
        assertThat(executor("clock").execute(request("clock"), null)).isEqualTo("{\"asked_by\":\"nobody\"}");
        assertThat(executor("clock").executeWithContext(request("clock"), null).resultText())
                .isEqualTo("{\"asked_by\":\"nobody\"}");
    }

    @Test
    void nothingIsThrown() {
        ToolExecutionResult broken = executor("breaks").executeWithContext(request("breaks"), null);

        assertThat(broken.isError()).isTrue();
        assertThat(broken.attributes()).isEqualTo(Map.of("kind", "broken"));
        assertThat(executor("breaks").execute(request("breaks"), null)).startsWith("Error: ");
    }

    @Test
    void anInterruptIsAFailureAndTheFlagIsSetAgain() {
        ToolExecutionResult stopped = executor("stops").executeWithContext(request("stops"), null);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.attributes()).isEqualTo(Map.of("kind", "cancelled"));
    }

    @Test
    void theAnswerToAnUnknownNameNeverRunsATool() {
        AtomicInteger runs = new AtomicInteger();
        ToolRegistry counted = Probe.registry(Probe.tool("clock", call -> {
            runs.incrementAndGet();
            return ToolResult.text("noon");
        }));

        ToolExecutionResultMessage answer =
                LangChain4jTools.from(counted).unknownToolStrategy().apply(request("clock"));

        assertThat(answer.text()).isEqualTo("Error: the tool 'clock' is not offered here. Go on without it.");
        assertThat(answer.id()).isEqualTo("call_1");
        assertThat(runs).hasValue(0);
        assertThat(LangChain4jTools.from(counted)
                        .unknownToolStrategy()
                        .apply(ToolExecutionRequest.builder().build())
                        .text())
                .startsWith("Error: ");
    }

    private ToolExecutor executor(String tool) {
        return LangChain4jTools.from(registry).asMap().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(tool))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static ToolExecutionRequest request(String tool) {
        return ToolExecutionRequest.builder().id("call_1").name(tool).build();
    }
}
