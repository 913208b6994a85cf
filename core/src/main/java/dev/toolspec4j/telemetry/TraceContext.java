package dev.toolspec4j.telemetry;

import dev.toolspec4j.tool.CallContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Trace positions as W3C text, the form in which they cross processes and restarts. */
public final class TraceContext {
    /** The header, and the call attribute, that holds a position such as {@code 00-<32 hex>-<16 hex>-01}. */
    public static final String TRACEPARENT = "traceparent";
    /** The header, and the call attribute, that holds what tracing vendors add. */
    public static final String TRACESTATE = "tracestate";
    /** The call attribute that holds an OpenTelemetry {@link Context}, for frameworks that lose the thread's. */
    public static final String CONTEXT = "opentelemetry.context";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private TraceContext() {}

    /** Returns the headers that carry the position on: none when there is no valid one. */
    public static Map<String, String> headers(Context context) {
        Map<String, String> headers = new LinkedHashMap<>();
        W3C.inject(
                context,
                headers,
                (carrier, name, value) -> Objects.requireNonNull(carrier).put(name, value));
        return headers;
    }

    /** Returns the position as text; empty when there is no valid one. */
    public static Optional<String> traceparent(Context context) {
        return Optional.ofNullable(headers(context).get(TRACEPARENT));
    }

    /**
     * Returns the position that the headers name, whatever their letters' case.
     *
     * @return a context without a position when there is no valid one
     */
    public static Context of(Map<String, String> headers) {
        return Quietly.get(() -> W3C.extract(Context.root(), headers, TraceContext::header), Context.root());
    }

    /** Returns the position that the text names; a context without one when the text is not valid. */
    public static Context of(String traceparent) {
        return of(Map.of(TRACEPARENT, traceparent));
    }

    /**
     * Returns where a call stands: the context given as attribute {@value #CONTEXT}, else the position given as
     * attribute {@value #TRACEPARENT}, else the thread's.
     */
    public static Context of(CallContext call) {
        if (call.attributes().get(CONTEXT) instanceof Context given) {
            return given;
        }
        Optional<Context> carried = call.attribute(TRACEPARENT)
                .map(traceparent -> of(carrier(call, traceparent)))
                .filter(TraceContext::isValid);
        return carried.orElseGet(Context::current);
    }

    static boolean isValid(Context context) {
        return spanOf(context).isValid();
    }

    static SpanContext spanOf(Context context) {
        return Span.fromContext(context).getSpanContext();
    }

    private static Map<String, String> carrier(CallContext call, String traceparent) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TRACEPARENT, traceparent);
        call.attribute(TRACESTATE).ifPresent(state -> headers.put(TRACESTATE, state));
        return headers;
    }

    private static @Nullable String header(@Nullable Map<String, String> headers, String name) {
        return Optional.ofNullable(headers).map(Map::entrySet).stream()
                .flatMap(Set::stream)
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
