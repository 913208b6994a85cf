package dev.toolspec4j.a2a;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops the request of a thread that is interrupted while it waits on a socket, which Java does not do by itself.
 * Handing every call to another thread would do it too, and would cost more than the call.
 */
final class InterruptWatch {
    private static final long EVERY_MILLIS = 50;

    private final ScheduledExecutorService timer;
    private final Map<CallHandle, Thread> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean watching = new AtomicBoolean();

    InterruptWatch(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Watches over a call that the current thread makes. */
    void begin(CallHandle handle) {
        waiting.put(handle, Thread.currentThread());
        if (watching.compareAndSet(false, true)) {
            lookAgain();
        }
    }

    void end(CallHandle handle) {
        waiting.remove(handle);
    }

    private void lookAgain() {
        ScheduledFuture<?> unused = timer.schedule(this::look, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        waiting.forEach((handle, thread) -> {
            if (thread.isInterrupted()) {
                handle.stop();
            }
        });
        if (!waiting.isEmpty()) {
            lookAgain();
            return;
        }
        watching.set(false);
        // A call may have begun between the two lines above, and found somebody still watching.
        if (!waiting.isEmpty() && watching.compareAndSet(false, true)) {
            lookAgain();
        }
    }
}
