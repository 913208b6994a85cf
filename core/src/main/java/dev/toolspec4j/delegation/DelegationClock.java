package dev.toolspec4j.delegation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Time and chance, as the engine sees them; tests bring their own. Safe for use by several threads. */
public interface DelegationClock extends AutoCloseable {
    /** Returns what time it is. */
    Instant now();

    /**
     * Runs a task once, after a delay that may be zero. The task is short: it hands work to other threads.
     *
     * @return what prevents the run, if it has not begun
     */
    Alarm after(Duration delay, Runnable task);

    /**
     * Blocks the calling thread until the latch is at zero, which a task of this clock, or another thread, brings
     * about.
     *
     * @throws InterruptedException when the thread was interrupted first
     */
    void await(CountDownLatch until) throws InterruptedException;

    /** Returns a number from 0, inclusive, to 1, exclusive. */
    double random();

    /** Ends it; tasks that have not begun never run. */
    @Override
    void close();

    /** Returns one that tells the clock's time and runs tasks on one thread of its own. */
    static DelegationClock system(Clock clock) {
        return new SystemDelegationClock(clock);
    }

    /** A run to come. */
    @FunctionalInterface
    interface Alarm {
        /** Prevents the run; does nothing when it has begun. */
        void cancel();
    }
}
