package dev.toolspec4j.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that is being done and watched. Close it when it is over. Safe for use by several threads; no method
 * throws.
 */
public final class TracedOperation implements AutoCloseable {
    private final Span span;
    private final Context context;
    private final BiConsumer<Duration, Optional<String>> ended;
    private final long begun = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable String errorType;

    TracedOperation(Span span, Context parent, BiConsumer<Duration, Optional<String>> ended) {
        this.span = span;
        this.context = parent.with(span);
        this.ended = ended;
    }

    /** Returns where the operation stands, for what it causes: to pass on, or to make the thread's. */
    public Context context() {
        return context;
    }

    /** Returns its position as W3C text, to send along or to keep for a restart; empty when nobody traces. */
    public Optional<String> traceparent() {
        return TraceContext.traceparent(context);
    }

    /** Adds a fact. */
    public void set(String name, String value) {
        Quietly.run(() -> span.setAttribute(name, value));
    }

    /** Adds a fact. */
    public void set(String name, long value) {
        Quietly.run(() -> span.setAttribute(name, value));
    }

    /** Adds a fact. */
    public void set(String name, boolean value) {
        Quietly.run(() -> span.setAttribute(name, value));
    }

    /** Notes that something happened on the way, such as another attempt. */
    public void happened(String event) {
        Quietly.run(() -> span.addEvent(event));
    }

    /**
     * Says that it failed.
     *
     * @param type one of few words, such as {@code unreachable}
     */
    public void failed(String type) {
        errorType = type;
        Quietly.run(() -> {
            span.setAttribute(Names.ERROR_TYPE, type);
            span.setStatus(StatusCode.ERROR, type);
        });
    }

    /** Says that it failed by an exception; the exception's text, which may hold content, is not recorded. */
    public void failed(Throwable cause) {
        failed(cause.getClass().getName());
    }

    /** Says that it is over; only the first time counts. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Quietly.run(span::end);
            Quietly.run(
                    () -> ended.accept(Duration.ofNanos(System.nanoTime() - begun), Optional.ofNullable(errorType)));
        }
    }

    void name(String name, Attributes attributes) {
        Quietly.run(() -> {
            span.updateName(name);
            span.setAllAttributes(attributes);
        });
    }
}
