package dev.toolspec4j.delegation;

import dev.toolspec4j.testkit.ManualDelegationClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets time pass while the test's own thread waits inside a call. */
final class Ticking {
    private static final Duration TICK = Duration.ofMillis(50);

    private Ticking() {}

    static <T> T during(ManualDelegationClock clock, Blocking<T> call) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread caller = Thread.currentThread();
        Thread ticker = new Thread(() -> {
            while (!over.get()) {
                if (caller.getState() == Thread.State.WAITING) {
                    clock.advance(TICK);
                }
                Thread.onSpinWait();
            }
        });
        ticker.start();
        try {
            return call.run();
        } finally {
            over.set(true);
            ticker.join();
        }
    }

    interface Blocking<T> {
        T run() throws InterruptedException;
    }
}
