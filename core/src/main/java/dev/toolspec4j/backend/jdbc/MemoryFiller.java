package dev.toolspec4j.backend.jdbc;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes missing vectors on a thread of its own, after commits are acknowledged. Safe for use by several threads. */
final class MemoryFiller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryFiller.class);
    private static final long RETRY_SECONDS = 30;

    private final MemoryVectors vectors;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "toolspec4j-memory-vectors");
        daemon.setDaemon(true);
        return daemon;
    });

    MemoryFiller(MemoryVectors vectors) {
        this.vectors = vectors;
    }

    /** Has what is missing computed soon; returns at once. */
    void wake() {
        if (asked.compareAndSet(false, true)) {
            schedule(0);
        }
    }

    private void schedule(long seconds) {
        try {
            Future<?> unused = thread.schedule(this::fill, seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed; what is missing is computed when the store is opened again", e);
        }
    }

    private void fill() {
        asked.set(false);
        try {
            vectors.fill();
        } catch (RuntimeException e) {
            // The embedder is the caller's code, and the database may be away: nothing is lost, it is tried again.
            LOG.warn("vectors of memories cannot be computed now; trying again in {} s", RETRY_SECONDS, e);
            schedule(RETRY_SECONDS);
        }
    }

    /** Ends the thread after the batch it is working on. */
    @Override
    public void close() {
        thread.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = thread.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
