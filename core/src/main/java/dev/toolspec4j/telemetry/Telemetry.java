package dev.toolspec4j.telemetry;

import dev.toolspec4j.tool.CallInterceptor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Records what a workspace does as spans and metrics. Immutable, safe for use by several threads; no method throws, and
 * what a user's exporter throws is logged and goes no further.
 *
 * <p>Spans: {@code execute_tool <name>} (INTERNAL) for a call, {@code invoke_agent <name>} (CLIENT) for a delegation's
 * whole life, {@code invoke_agent <id>} (SERVER) for work done for others, {@code create_memory} and the like for the
 * memory. Metrics: {@code gen_ai.execute_tool.duration} (seconds), {@code toolspec4j.tool.calls},
 * {@code toolspec4j.tool.errors} by {@code error.type}, {@code gen_ai.client.operation.duration} (seconds).
 */
public final class Telemetry {
    private static final String SCOPE = "dev.toolspec4j";

    private final Tracer tracer;
    private final Instruments instruments;
    private final String workspaceId;
    private final Content content;

    private Telemetry(Tracer tracer, Instruments instruments, String workspaceId, Content content) {
        this.tracer = tracer;
        this.instruments = instruments;
        this.workspaceId = workspaceId;
        this.content = content;
    }

    /** Returns telemetry of the workspace that records no content. */
    public static Telemetry of(OpenTelemetry openTelemetry, String workspaceId) {
        return new Telemetry(
                openTelemetry.getTracer(SCOPE),
                new Instruments(openTelemetry.getMeter(SCOPE)),
                workspaceId,
                Content.none());
    }

    /** Returns telemetry that records nothing, but passes positions on. */
    public static Telemetry none() {
        return of(OpenTelemetry.noop(), "");
    }

    /**
     * Returns telemetry that also records arguments, results and queries, up to 8,192 characters each.
     *
     * @param redactor removes secrets from each text before it is recorded
     */
    public Telemetry withContent(UnaryOperator<String> redactor) {
        return new Telemetry(tracer, instruments, workspaceId, Content.redactedBy(redactor));
    }

    /**
     * Returns the interceptor for {@link dev.toolspec4j.tool.ToolRegistry#intercepted}, to be added last so that it is
     * outermost. A call's span is the child of {@link TraceContext#of(dev.toolspec4j.tool.CallContext)} and current
     * while the call runs; the call goes on with its position as attribute {@link TraceContext#TRACEPARENT}.
     */
    public CallInterceptor interceptor() {
        return new TracedCalls(this);
    }

    /** Begins a delegation. It ends with {@link AgentSpan#completed()} or {@link AgentSpan#failed(String)}. */
    public AgentSpan invokeAgent(AgentSpan.Start start) {
        return AgentSpan.begin(this, start);
    }

    /**
     * Begins work that another workspace asked for.
     *
     * @param caller where the other workspace stands, such as {@link TraceContext#of(java.util.Map)} of its headers
     * @param taskId the task's id, as it is known here
     */
    public TracedOperation serve(Context caller, String taskId) {
        Attributes attributes = Attributes.builder()
                .put(Names.OPERATION, "invoke_agent")
                .put(Names.AGENT, workspaceId)
                .put(Names.TASK, taskId)
                .build();
        return begin(
                new Plan("invoke_agent " + workspaceId, SpanKind.SERVER, caller, attributes), ended("serve_agent"));
    }

    /**
     * Begins a memory operation, as a part of what the thread is doing.
     * <!-- tools:ignore search_memory is the conventions' word -->
     *
     * @param operation one of the conventions' names, such as {@code create_memory}, {@code search_memory},
     *     {@code delete_memory}
     * @param scope whose memories; {@code all} for everything visible
     */
    public TracedOperation memory(String operation, String scope) {
        Attributes attributes = Attributes.builder()
                .put(Names.OPERATION, operation)
                .put(Names.MEMORY_SCOPE, scope)
                .build();
        return begin(new Plan(operation, SpanKind.CLIENT, Context.current(), attributes), ended(operation));
    }

    /**
     * Returns what may be recorded of a text: nothing, without asking for it, unless {@link #withContent} was called.
     */
    public Optional<String> content(Supplier<String> text) {
        return content.of(text);
    }

    TracedOperation begin(Plan plan, BiConsumer<Duration, Optional<String>> ended) {
        return begin(plan, tracer.spanBuilder(plan.name).setParent(plan.parent), ended);
    }

    /** Begins something that belongs to no other trace, but was caused by one. */
    TracedOperation beginLinked(Plan plan, BiConsumer<Duration, Optional<String>> ended) {
        SpanBuilder builder = tracer.spanBuilder(plan.name).setNoParent();
        if (TraceContext.isValid(plan.parent)) {
            builder.addLink(TraceContext.spanOf(plan.parent));
        }
        return begin(new Plan(plan.name, plan.kind, Context.root(), plan.attributes), builder, ended);
    }

    Instruments instruments() {
        return instruments;
    }

    BiConsumer<Duration, Optional<String>> ended(String operation) {
        return (took, errorType) -> instruments.operationEnded(operation, took, errorType);
    }

    private TracedOperation begin(Plan plan, SpanBuilder builder, BiConsumer<Duration, Optional<String>> ended) {
        builder.setSpanKind(plan.kind).setAllAttributes(plan.attributes);
        if (!workspaceId.isEmpty()) {
            builder.setAttribute(Names.WORKSPACE, workspaceId);
        }
        Span span = Quietly.get(builder::startSpan, Span.wrap(TraceContext.spanOf(plan.parent)));
        return new TracedOperation(span, plan.parent, ended);
    }

    String workspaceId() {
        return workspaceId;
    }

    /** What a span is like at its beginning. */
    record Plan(String name, SpanKind kind, Context parent, Attributes attributes) {}
}
