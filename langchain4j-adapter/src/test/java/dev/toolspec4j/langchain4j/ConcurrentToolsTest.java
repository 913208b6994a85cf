package dev.toolspec4j.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import dev.toolspec4j.testkit.ModelReply;
import dev.toolspec4j.testkit.ModelReply.Call;
import dev.toolspec4j.testkit.ScriptedModel;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tools that run at the same time on threads of LangChain4j's own. */
class ConcurrentToolsTest {
    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    private final List<String> traces = new CopyOnWriteArrayList<>();
    private final CyclicBarrier bothRun = new CyclicBarrier(2);

    interface Assistant {
        String ask(String question);
    }

    interface Passing {
        String ask(@UserMessage String question, InvocationParameters parameters);
    }

    @Test
    void installedToolsRunInTheContextOfTheThreadThatAsked() {
        assertTraced(tools -> tools.install(AiServices.builder(Assistant.class)));
    }

    @Test
    void providedToolsRunInTheContextOfTheThreadThatAsked() {
        assertTraced(tools -> AiServices.builder(Assistant.class).toolProvider(tools.toolProvider()));
    }

    @Test
    void aContextPassedByHandWins() {
        try (ScriptedModel model = model()) {
            Passing assistant = LangChain4jTools.from(registry())
                    .install(AiServices.builder(Passing.class).chatModel(Models.chat(model.baseUrl())))
                    .executeToolsConcurrently()
                    .build();
            Span span = TELEMETRY
                    .getOpenTelemetry()
                    .getTracer("test")
                    .spanBuilder("mine")
                    .startSpan();

            assistant.ask(
                    "go",
                    InvocationParameters.from(
                            LangChain4jTools.OPENTELEMETRY_CONTEXT,
                            Context.root().with(span)));

            assertThat(traces).hasSize(2).containsOnly(span.getSpanContext().getTraceId());
        }
    }

    private void assertTraced(Function<LangChain4jTools, AiServices<Assistant>> way) {
        try (ScriptedModel model = model()) {
            Assistant assistant = way.apply(LangChain4jTools.from(registry()))
                    .chatModel(Models.chat(model.baseUrl()))
                    .executeToolsConcurrently()
                    .build();
            Span span = TELEMETRY
                    .getOpenTelemetry()
                    .getTracer("test")
                    .spanBuilder("ask")
                    .startSpan();

            try (Scope scope = span.makeCurrent()) {
                assertThat(scope).isNotNull();
                assertThat(assistant.ask("go")).isEqualTo("done");
            }

            assertThat(traces).hasSize(2).containsOnly(span.getSpanContext().getTraceId());
        }
    }

    private static ScriptedModel model() {
        return ScriptedModel.playing(
                ModelReply.calls(new Call("left", "{}"), new Call("right", "{}")), ModelReply.says("done"));
    }

    private ToolRegistry registry() {
        return Probe.registry(Probe.tool("left", call -> meet()), Probe.tool("right", call -> meet()));
    }

    /** Ends only when both tools run at the same time. */
    private ToolResult meet() throws InterruptedException {
        traces.add(Span.current().getSpanContext().getTraceId());
        try {
            bothRun.await(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the tools ran one after the other", e);
        }
        return ToolResult.text("met");
    }
}
