package dev.toolspec4j.backend.jdbc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes missing vectors on a thread of its own, after commits are acknowledged. Safe for use by several threads. */
final class MemoryFiller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryFiller.class);
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(20);
    private static final long RETRY_SECONDS = 30;
    private static final long LONGEST_RETRY_SECONDS = 3_600;

    private final Consumer<BooleanSupplier> fill;
    private final Duration patience;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread;

    /** The thread's alone: when what failed is tried again. */
    private Optional<Future<?>> retry = Optional.empty();

    private long pause = RETRY_SECONDS;

    /**
     * Makes one that has nothing to do yet.
     *
     * @param fill computes what is missing until it is told not to go on
     * @param thread one, of its own
     * @param patience how long closing waits for it
     */
    MemoryFiller(Consumer<BooleanSupplier> fill, ScheduledThreadPoolExecutor thread, Duration patience) {
        this.fill = fill;
        this.thread = thread;
        this.patience = patience;
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Returns one that leaves an embedder behind which does not come back for 20 seconds. */
    static MemoryFiller of(MemoryVectors vectors) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread daemon = new Thread(work, "toolspec4j-memory-vectors");
            daemon.setDaemon(true);
            return daemon;
        });
        return new MemoryFiller(vectors::fill, thread, LONGEST_CLOSING);
    }

    /** Has what is missing computed soon; returns at once. */
    void wake() {
        if (asked.compareAndSet(false, true)) {
            schedule(0);
        }
    }

    private Optional<Future<?>> schedule(long seconds) {
        try {
            return Optional.of(thread.schedule(this::fill, seconds, TimeUnit.SECONDS));
        } catch (RejectedExecutionException e) {
            LOG.debug("closed; what is missing is computed when the store is opened again", e);
            return Optional.empty();
        }
    }

    private void fill() {
        asked.set(false);
        retry.ifPresent(pending -> pending.cancel(false));
        retry = Optional.empty();
        try {
            fill.accept(() -> !thread.isShutdown());
            pause = RETRY_SECONDS;
        } catch (RuntimeException | LinkageError e) {
            // The embedder is the caller's code, and the database may be away: nothing is lost, it is tried again.
            if (!thread.isShutdown()) {
                LOG.warn("vectors of memories cannot be computed now; trying again in {} s", pause, e);
                retry = schedule(pause);
                pause = Math.min(2 * pause, LONGEST_RETRY_SECONDS);
            }
        }
    }

    /** Ends the thread after the batch it is working on; one that does not come back in time is left behind. */
    @Override
    public void close() {
        thread.shutdownNow();
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended && System.nanoTime() < deadline) {
            try {
                ended = thread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!ended) {
            LOG.warn("the embedder has not come back for {}; closing without it", patience);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
