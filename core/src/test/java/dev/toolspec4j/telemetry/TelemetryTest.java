package dev.toolspec4j.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolHandler;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();
    private final Telemetry telemetry = Telemetry.of(sdk, "ws-1");

    @AfterEach
    void closeSdk() {
        sdk.close();
    }

    private static ToolRegistry greeting(Telemetry telemetry, ToolHandler handler) {
        ToolSpec spec = ToolSpec.named("greet")
                .summary("Greets somebody.")
                .whenToUse("When somebody comes.")
                .input(JsonSchema.object().string("name", "Whom to greet.").build())
                .section(new Section("sample", "Samples", ""))
                .traits(ToolTraits.of("Greet", new ToolTraits.Effects(true, false, true, false)))
                .handler(handler)
                .build();
        return ToolRegistry.of(List.of(spec)).intercepted(telemetry.interceptor());
    }

    private static ToolCall greet(CallContext context) {
        return new ToolCall("greet", Map.of("name", "Ann"), context);
    }

    private static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span '" + name + "' in " + exporter.getFinishedSpanItems()));
    }

    @Test
    void aCallIsOneInternalSpanWithTheConventionsAttributes() {
        greeting(telemetry, call -> ToolResult.text("hi"))
                .call(greet(CallContext.builder()
                        .callId("call_7")
                        .conversationId("chat-1")
                        .build()));

        SpanData span = span("execute_tool greet");
        assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attributes(span))
                .containsOnly(
                        entry("gen_ai.operation.name", "execute_tool"),
                        entry("gen_ai.tool.name", "greet"),
                        entry("gen_ai.tool.type", "function"),
                        entry("gen_ai.tool.description", "Greets somebody."),
                        entry("gen_ai.tool.call.id", "call_7"),
                        entry("gen_ai.conversation.id", "chat-1"),
                        entry("workspace.id", "ws-1"));
    }

    @Test
    void argumentsAndResultsAreRecordedOnlyOnRequestAndRedacted() {
        Telemetry talkative = telemetry.withContent(text -> text.replace("Ann", "[REDACTED]"));

        greeting(talkative, call -> ToolResult.text("hi Ann")).call(greet(CallContext.none()));

        assertThat(attributes(span("execute_tool greet")))
                .containsEntry("gen_ai.tool.call.arguments", "{\"name\":\"[REDACTED]\"}")
                .containsEntry("gen_ai.tool.call.result", "hi [REDACTED]");
    }

    @Test
    void aFailureIsAnErrorOfItsKind() {
        greeting(telemetry, call -> ToolResult.failure(FailureKind.NOT_FOUND, "nobody is here"))
                .call(greet(CallContext.none()));

        SpanData span = span("execute_tool greet");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(span)).containsEntry("error.type", "not_found");
        assertThat(span.toString()).doesNotContain("nobody is here");
    }

    @Test
    void aToolThatBreaksIsAnErrorOfItsExceptionsType() {
        ToolResult result = greeting(telemetry, call -> {
                    throw new IllegalStateException("secret");
                })
                .call(greet(CallContext.none()));

        assertThat(result.isError()).isTrue();
        assertThat(attributes(span("execute_tool greet")))
                .containsEntry("error.type", "java.lang.IllegalStateException");
        assertThat(span("execute_tool greet").toString()).doesNotContain("secret");
    }

    @Test
    void anUnknownToolNameBecomesNoSpanNameAndNoTimeSeries() {
        greeting(telemetry, call -> ToolResult.text("hi")).call(ToolCall.of("invented_1", Map.of()));

        assertThat(attributes(span("execute_tool")))
                .containsEntry("gen_ai.tool.name", "invented_1")
                .containsEntry("error.type", "unknown_tool");
        assertThat(points("toolspec4j.tool.errors")).containsExactly(Map.entry("_unknown unknown_tool", 1L));
    }

    @Test
    void whatTheToolDoesIsAChildOfItsCall() {
        greeting(telemetry, call -> {
                    try (TracedOperation read = telemetry.memory("search_memory", "all")) {
                        read.set("memory.result_count", 2);
                    }
                    return ToolResult.text("hi");
                })
                .call(greet(CallContext.none()));

        SpanData read = span("search_memory");
        assertThat(read.getParentSpanId()).isEqualTo(span("execute_tool greet").getSpanId());
        assertThat(attributes(read))
                .containsEntry("gen_ai.operation.name", "search_memory")
                .containsEntry("memory.scope", "all")
                .containsEntry("memory.result_count", 2L);
    }

    @Test
    void theThreadsSpanIsTheParent() {
        Span chat = sdk.getTracer("test").spanBuilder("chat").startSpan();
        try (Scope scope = chat.makeCurrent()) {
            assertThat(scope).isNotNull();
            greeting(telemetry, call -> ToolResult.text("hi")).call(greet(CallContext.none()));
        }

        assertThat(span("execute_tool greet").getParentSpanId())
                .isEqualTo(chat.getSpanContext().getSpanId());
    }

    @Test
    void aTraceparentAttributeIsTheParent() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        greeting(telemetry, call -> ToolResult.text("hi"))
                .call(greet(
                        CallContext.builder().attribute("traceparent", parent).build()));

        SpanData span = span("execute_tool greet");
        assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }

    @Test
    void aGivenContextIsTheParentWhateverTheThreadSays() {
        Span chat = sdk.getTracer("test").spanBuilder("chat").startSpan();

        greeting(telemetry, call -> ToolResult.text("hi"))
                .call(greet(CallContext.builder()
                        .attribute(TraceContext.CONTEXT, Context.root().with(chat))
                        .build()));

        assertThat(span("execute_tool greet").getParentSpanId())
                .isEqualTo(chat.getSpanContext().getSpanId());
    }

    @Test
    void anInvalidTraceparentIsIgnored() {
        for (String bad : List.of("", "nonsense", "00-0-0-0", "ff-" + "0".repeat(32) + "-" + "0".repeat(16) + "-01")) {
            ToolResult result = greeting(telemetry, call -> ToolResult.text("hi"))
                    .call(greet(
                            CallContext.builder().attribute("traceparent", bad).build()));
            assertThat(result.isError()).isFalse();
        }
        assertThat(exporter.getFinishedSpanItems())
                .hasSize(4)
                .allSatisfy(span ->
                        assertThat(span.getParentSpanContext().isValid()).isFalse());
    }

    @Test
    void callsErrorsAndDurationsAreCounted() {
        ToolRegistry tools = greeting(
                telemetry,
                call -> call.optionalString("name").filter("Bob"::equals).isPresent()
                        ? ToolResult.failure(FailureKind.DENIED, "not Bob")
                        : ToolResult.text("hi"));
        tools.call(greet(CallContext.none()));
        tools.call(ToolCall.of("greet", Map.of("name", "Bob")));

        var all = metrics.collectAllMetrics();
        assertThat(points(all, "toolspec4j.tool.calls")).containsExactly(Map.entry("greet", 2L));
        assertThat(points(all, "toolspec4j.tool.errors")).containsExactly(Map.entry("greet denied", 1L));
        MetricData duration = all.stream()
                .filter(metric -> metric.getName().equals("gen_ai.execute_tool.duration"))
                .findFirst()
                .orElseThrow();
        assertThat(duration.getUnit()).isEqualTo("s");
        assertThat(duration.getHistogramData().getPoints()).hasSize(2);
    }

    private List<Map.Entry<String, Long>> points(String metric) {
        return points(metrics.collectAllMetrics(), metric);
    }

    private static List<Map.Entry<String, Long>> points(java.util.Collection<MetricData> all, String name) {
        List<Map.Entry<String, Long>> points = new ArrayList<>();
        for (MetricData metric : all) {
            if (metric.getName().equals(name)) {
                for (LongPointData point : metric.getLongSumData().getPoints()) {
                    String tool = point.getAttributes().get(AttributeKey.stringKey("gen_ai.tool.name"));
                    String error = point.getAttributes().get(AttributeKey.stringKey("error.type"));
                    points.add(Map.entry(error == null ? tool : tool + " " + error, point.getValue()));
                }
            }
        }
        return points;
    }

    @Test
    void aDelegationThatSomebodyWaitsForIsAChildClientSpan() {
        Span call = sdk.getTracer("test").spanBuilder("call").startSpan();
        AgentSpan delegation = telemetry.invokeAgent(new AgentSpan.Start(
                "task-1", Optional.of("chat-1"), Context.root().with(call), AgentSpan.Relation.CHILD));
        delegation.addressee("peer-7", "Researcher");
        delegation.happened("sending");
        delegation.completed();

        SpanData span = span("invoke_agent Researcher");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getParentSpanId()).isEqualTo(call.getSpanContext().getSpanId());
        assertThat(attributes(span))
                .containsOnly(
                        entry("gen_ai.operation.name", "invoke_agent"),
                        entry("gen_ai.agent.id", "peer-7"),
                        entry("gen_ai.agent.name", "Researcher"),
                        entry("gen_ai.conversation.id", "chat-1"),
                        entry("workspace.id", "ws-1"),
                        entry("a2a.source_workspace_id", "ws-1"),
                        entry("a2a.target_workspace_id", "peer-7"),
                        entry("a2a.task_id", "task-1"),
                        entry("a2a.task_status", "completed"));
        assertThat(span.getEvents()).extracting(event -> event.getName()).containsExactly("sending");
    }

    @Test
    void aDelegationThatNobodyWaitsForIsATraceOfItsOwnThatNamesTheCall() {
        Span call = sdk.getTracer("test").spanBuilder("call").startSpan();
        AgentSpan delegation = telemetry.invokeAgent(
                new AgentSpan.Start("task-1", Optional.empty(), Context.root().with(call), AgentSpan.Relation.LINKED));
        delegation.failed("unreachable");

        SpanData span = span("invoke_agent");
        assertThat(span.getTraceId()).isNotEqualTo(call.getSpanContext().getTraceId());
        assertThat(span.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext()).isEqualTo(call.getSpanContext()));
        assertThat(attributes(span)).containsEntry("error.type", "unreachable");
    }

    @Test
    void aDelegationGoesOnInItsTraceAfterARestart() {
        AgentSpan before = telemetry.invokeAgent(
                new AgentSpan.Start("task-1", Optional.empty(), Context.root(), AgentSpan.Relation.CHILD));
        String kept = before.traceparent().orElseThrow();
        before.handOver();

        AgentSpan after = telemetry.invokeAgent(
                new AgentSpan.Start("task-1", Optional.empty(), TraceContext.of(kept), AgentSpan.Relation.RESUMED));
        after.addressee("peer-7", "Researcher");
        after.completed();

        SpanData resumed = span("invoke_agent Researcher");
        SpanData first = span("invoke_agent");
        assertThat(resumed.getTraceId()).isEqualTo(first.getTraceId());
        assertThat(resumed.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(attributes(resumed)).containsEntry("toolspec4j.delegation.resumed", true);
    }

    @Test
    void theOtherWorkspacesWorkIsAChildOfTheDelegation() {
        AgentSpan delegation = telemetry.invokeAgent(
                new AgentSpan.Start("task-1", Optional.empty(), Context.root(), AgentSpan.Relation.CHILD));
        Map<String, String> headers = TraceContext.headers(delegation.context());
        Telemetry other = Telemetry.of(sdk, "ws-2");
        Map<String, String> received = new LinkedHashMap<>();
        headers.forEach((name, value) -> received.put(name.toUpperCase(java.util.Locale.ROOT), value));

        other.serve(TraceContext.of(received), "task-1").close();
        delegation.completed();

        SpanData served = span("invoke_agent ws-2");
        assertThat(served.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(served.getTraceId()).isEqualTo(span("invoke_agent").getTraceId());
        assertThat(served.getParentSpanId()).isEqualTo(span("invoke_agent").getSpanId());
    }

    @Test
    void anOperationEndsOnce() {
        TracedOperation write = telemetry.memory("create_memory", "TEAM");
        write.close();
        write.close();

        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
    }

    @Test
    void withoutAnSdkNothingBreaksAndTheCallersPositionIsPassedOn() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Telemetry none = Telemetry.none();

        ToolResult result = greeting(none, call -> ToolResult.text("hi"))
                .call(greet(
                        CallContext.builder().attribute("traceparent", parent).build()));
        AgentSpan delegation = none.invokeAgent(
                new AgentSpan.Start("task-1", Optional.empty(), TraceContext.of(parent), AgentSpan.Relation.CHILD));
        AgentSpan rootless = none.invokeAgent(
                new AgentSpan.Start("task-1", Optional.empty(), Context.root(), AgentSpan.Relation.CHILD));

        assertThat(result.text()).isEqualTo("hi");
        assertThat(delegation.traceparent()).contains(parent);
        assertThat(rootless.traceparent()).isEmpty();
    }

    @Test
    void aRecorderThatBreaksChangesNoResult() {
        SpanProcessor broken = new SpanProcessor() {
            @Override
            public void onStart(Context parentContext, ReadWriteSpan span) {
                throw new IllegalStateException("broken at the start");
            }

            @Override
            public boolean isStartRequired() {
                return true;
            }

            @Override
            public void onEnd(ReadableSpan span) {
                throw new IllegalStateException("broken at the end");
            }

            @Override
            public boolean isEndRequired() {
                return true;
            }
        };
        try (OpenTelemetrySdk brokenSdk = OpenTelemetrySdk.builder()
                .setTracerProvider(
                        SdkTracerProvider.builder().addSpanProcessor(broken).build())
                .build()) {
            Telemetry unlucky = Telemetry.of(brokenSdk, "ws-1");

            ToolResult result = greeting(unlucky, call -> ToolResult.text("hi")).call(greet(CallContext.none()));
            unlucky.memory("create_memory", "LOCAL").close();

            assertThat(result).isEqualTo(ToolResult.text("hi"));
        }
    }

    @Test
    void aRedactorThatBreaksRecordsNoContent() {
        Telemetry broken = telemetry.withContent(text -> {
            throw new IllegalStateException("broken pattern");
        });

        ToolResult result = greeting(broken, call -> ToolResult.text("hi")).call(greet(CallContext.none()));

        assertThat(result.text()).isEqualTo("hi");
        assertThat(attributes(span("execute_tool greet")))
                .doesNotContainKeys("gen_ai.tool.call.arguments", "gen_ai.tool.call.result");
    }

    @Test
    void openTelemetryOfTheUserMayBeTheNoopOne() {
        assertThat(greeting(Telemetry.of(OpenTelemetry.noop(), "ws-1"), call -> ToolResult.text("hi"))
                        .call(greet(CallContext.none()))
                        .text())
                .isEqualTo("hi");
    }
}
