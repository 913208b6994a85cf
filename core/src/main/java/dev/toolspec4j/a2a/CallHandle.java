package dev.toolspec4j.a2a;

import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** One request of a caller, which may become several on the wire, and the way to stop it. */
final class CallHandle {
    private @Nullable Call onTheWire;
    private boolean stopped;

    /** Returns a future whose cancellation stops the request. */
    <T> CompletableFuture<T> future() {
        return new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                boolean cancelled = super.cancel(mayInterrupt);
                if (cancelled) {
                    stop();
                }
                return cancelled;
            }
        };
    }

    synchronized void begin(Call call) {
        onTheWire = call;
        if (stopped) {
            call.cancel();
        }
    }

    synchronized boolean stopped() {
        return stopped;
    }

    synchronized void stop() {
        stopped = true;
        if (onTheWire != null) {
            onTheWire.cancel();
        }
    }
}
