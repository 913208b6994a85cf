package dev.toolspec4j.telemetry;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.tool.CallInterceptor;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/** One span round each call. */
final class TracedCalls implements CallInterceptor {
    private static final String OPERATION = "execute_tool";
    /** A model can invent any number of names, and each would become a time series. */
    private static final String UNKNOWN = "_unknown";

    private final Telemetry telemetry;

    TracedCalls(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    @SuppressWarnings("try") // The scope is held, not used.
    public ToolResult around(Optional<ToolSpec> spec, ToolCall call, Next next) throws InterruptedException {
        TracedOperation operation = begin(spec, call);
        try (Scope current = operation.context().makeCurrent()) {
            ToolResult result = next.proceed(positioned(call, operation));
            if (result instanceof ToolResult.Failure failure) {
                operation.failed(failure.kind().id());
            }
            telemetry.content(result::text).ifPresent(text -> operation.set(Names.TOOL_RESULT.getKey(), text));
            return result;
        } catch (InterruptedException | RuntimeException | StackOverflowError e) {
            operation.failed(e);
            throw e;
        } finally {
            operation.close();
        }
    }

    private TracedOperation begin(Optional<ToolSpec> spec, ToolCall call) {
        Context parent = TraceContext.of(call.context());
        String name = spec.isPresent() ? OPERATION + " " + call.tool() : OPERATION;
        String metric = spec.isPresent() ? call.tool() : UNKNOWN;
        return telemetry.begin(
                new Telemetry.Plan(name, SpanKind.INTERNAL, parent, attributes(spec, call)),
                (took, errorType) -> telemetry.instruments().toolCalled(metric, took, errorType));
    }

    private Attributes attributes(Optional<ToolSpec> spec, ToolCall call) {
        AttributesBuilder attributes = Attributes.builder()
                .put(Names.OPERATION, OPERATION)
                .put(Names.TOOL, call.tool())
                .put(Names.TOOL_TYPE, "function");
        spec.ifPresent(known -> attributes.put(Names.TOOL_DESCRIPTION, known.summary()));
        call.context().callId().ifPresent(id -> attributes.put(Names.TOOL_CALL, id));
        call.context().conversationId().ifPresent(id -> attributes.put(Names.CONVERSATION, id));
        telemetry
                .content(() -> Json.write(call.arguments()))
                .ifPresent(arguments -> attributes.put(Names.TOOL_ARGUMENTS, arguments));
        return attributes.build();
    }

    private static ToolCall positioned(ToolCall call, TracedOperation operation) {
        return operation
                .traceparent()
                .map(traceparent -> new ToolCall(
                        call.tool(),
                        call.arguments(),
                        call.context().toBuilder()
                                .attribute(TraceContext.TRACEPARENT, traceparent)
                                .attribute(TraceContext.CONTEXT, operation.context())
                                .build()))
                .orElse(call);
    }
}
