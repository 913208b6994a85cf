package dev.toolspec4j.testkit;

import dev.toolspec4j.delegation.DelegationClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Time that stands still until a test moves it, and an executor whose work runs on the thread that does. Same seed,
 * same run. Safe for use by several threads, though only one should move the time.
 */
public final class ManualDelegationClock implements DelegationClock, Executor {
    private final PriorityQueue<Timed> timed =
            new PriorityQueue<>(Comparator.comparing(Timed::at).thenComparingLong(Timed::number));
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final SplittableRandom random;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long count;

    /** Makes one whose random numbers follow from the seed. */
    public ManualDelegationClock(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable task) {
        Timed entry = new Timed(now.plus(delay.isNegative() ? Duration.ZERO : delay), count++, task);
        timed.add(entry);
        return () -> cancel(entry);
    }

    private synchronized void cancel(Timed entry) {
        timed.remove(entry);
    }

    /**
     * Moves the time on, from one due task to the next, until the latch is at zero: who waits is the one who moves it.
     *
     * @throws IllegalStateException when nothing is due any more, so that the waiting would never end
     */
    @Override
    public void await(CountDownLatch until) throws InterruptedException {
        while (until.getCount() > 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting on a manual clock");
            }
            next(Instant.MAX)
                    .orElseThrow(() -> new IllegalStateException(
                            "waits for what no task of this clock will bring about; nothing is due"))
                    .run();
        }
    }

    @Override
    public synchronized double random() {
        return random.nextDouble();
    }

    @Override
    public synchronized void execute(Runnable work) {
        ready.add(work);
    }

    /** Runs what is due now, and what follows from it without waiting. */
    public void run() {
        advance(Duration.ZERO);
    }

    /** Moves the time on, and runs on the way what becomes due, each at its instant. */
    public void advance(Duration duration) {
        Instant end = now().plus(duration);
        Optional<Runnable> next = next(end);
        while (next.isPresent()) {
            next.get().run();
            next = next(end);
        }
        moveTo(end);
    }

    /**
     * Moves the time on, from one due task to the next, until the condition holds.
     *
     * @return whether it does; false when the time limit came first
     */
    public boolean advanceUntil(BooleanSupplier condition, Duration atMost) {
        Instant end = now().plus(atMost);
        while (!condition.getAsBoolean()) {
            Optional<Runnable> next = next(end);
            if (next.isEmpty()) {
                return false;
            }
            next.get().run();
        }
        return true;
    }

    private synchronized Optional<Runnable> next(Instant end) {
        if (!ready.isEmpty()) {
            return Optional.of(ready.remove());
        }
        Timed first = timed.peek();
        if (first == null || first.at().isAfter(end)) {
            return Optional.empty();
        }
        timed.remove();
        now = first.at().isAfter(now) ? first.at() : now;
        return Optional.of(first.task());
    }

    private synchronized void moveTo(Instant end) {
        now = end.isAfter(now) ? end : now;
    }

    @Override
    public synchronized void close() {
        timed.clear();
        ready.clear();
    }

    private record Timed(Instant at, long number, Runnable task) {}
}
