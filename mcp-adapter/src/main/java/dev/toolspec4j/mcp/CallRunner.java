package dev.toolspec4j.mcp;

import dev.toolspec4j.mcp.McpTools.Caller;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Runs calls side by side on an executor and can interrupt each of them. */
final class CallRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);

    private final Executor executor;
    private final Map<Key, Runnable> cancellations = new ConcurrentHashMap<>();

    CallRunner(Executor executor) {
        this.executor = executor;
    }

    /** Returns the call's answer; cancelling the subscription interrupts the call. */
    Mono<CallToolResult> run(Caller caller, Supplier<CallToolResult> call) {
        return Mono.create(sink -> start(caller, call, sink));
    }

    /** Interrupts the call that a session made under a request id, and answers it; does nothing when there is none. */
    void cancel(String session, Object requestId) {
        Runnable cancellation = cancellations.get(new Key(session, requestId));
        if (cancellation != null) {
            cancellation.run();
        }
    }

    /** Interrupts and answers the calls of a session. */
    void cancelAll(String session) {
        cancellations.forEach((key, cancellation) -> {
            if (key.session().equals(session)) {
                cancellation.run();
            }
        });
    }

    /** Interrupts and answers all calls. */
    void cancelAll() {
        cancellations.values().forEach(Runnable::run);
    }

    private void start(Caller caller, Supplier<CallToolResult> call, MonoSink<CallToolResult> sink) {
        AtomicBoolean over = new AtomicBoolean();
        FutureTask<Void> task = new FutureTask<>(() -> answer(call, sink, over), null);
        Key key = new Key(caller.session().orElse(""), caller.requestId().orElse(task));
        cancellations.put(key, () -> {
            if (over.compareAndSet(false, true)) {
                // In this order: an interrupted thread that writes to a socket would close it.
                sink.success(ResultMapping.error("Error: the call was cancelled. What it had started may go on."));
                task.cancel(true);
            }
        });
        sink.onDispose(() -> cancellations.remove(key));
        sink.onCancel(() -> {
            if (over.compareAndSet(false, true)) {
                task.cancel(true);
            }
        });
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.warn("a tool call was turned away: {}", e.toString());
            sink.success(ResultMapping.error("Error: too many tools are running, so nothing was done."
                    + " Wait until a call that runs has ended, then call again."));
        }
    }

    private static void answer(Supplier<CallToolResult> call, MonoSink<CallToolResult> sink, AtomicBoolean over) {
        CallToolResult result = safely(call);
        if (over.compareAndSet(false, true)) {
            // The call is over, so an interruption of it is too; it must not close the socket that is written to.
            Thread.interrupted();
            sink.success(result);
        }
    }

    @SuppressWarnings("IllegalCatch") // Without an answer the client would wait for ever.
    private static CallToolResult safely(Supplier<CallToolResult> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            LOG.error("a tool call ended without a result", e);
            return ResultMapping.error("Error: the tool broke; this is not the fault of the arguments."
                    + " Do not call it again; go on without it or tell the user.");
        }
    }

    private record Key(String session, Object requestId) {}
}
