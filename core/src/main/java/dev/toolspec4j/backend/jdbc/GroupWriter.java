package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.StoreException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Group commit: while one group of callers is brought to disk, the next one gathers, so that many callers share one
 * flush. The writer waits for those it has just released, who are likely to come back at once, at most half as long as
 * it waited for the disk: on a slow disk, callers would otherwise split into two groups that take turns, and each flush
 * would carry half of them; on a fast one, two groups that take turns keep two processors busy.
 */
final class GroupWriter {
    private static final long LONGEST_GATHERING_NANOS = 2_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Consumer<WriteGroup> commit;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition enough = lock.newCondition();
    private WriteGroup gathering = new WriteGroup();
    private int wanted = 1;
    private boolean closed;

    /** Starts the writer thread; {@code commit} must not throw. */
    GroupWriter(Consumer<WriteGroup> commit) {
        this.commit = commit;
        this.thread = new Thread(this::run, "toolspec4j-store-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs the work in the next group, and returns or throws when that group's transaction has ended. */
    <T> T write(SqlWork<T> work) throws SQLException {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a write cannot be started from within a write");
        }
        QueuedWork<T> queued = new QueuedWork<>(work);
        WriteGroup group = join(queued);
        group.awaitEnd();
        return queued.outcome();
    }

    private WriteGroup join(QueuedWork<?> queued) {
        lock.lock();
        try {
            if (closed) {
                throw StoreException.closed();
            }
            gathering.add(queued);
            if (gathering.size() >= wanted) {
                enough.signal();
            }
            return gathering;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more work, and returns when what was accepted is done. */
    void close() {
        lock.lock();
        try {
            closed = true;
            enough.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long patience = 0;
        int released = 0;
        while (true) {
            WriteGroup group = next(released, patience);
            if (group.size() == 0) {
                return;
            }
            long started = System.nanoTime();
            long busy = busyNanos();
            commit.accept(group);
            long waited = System.nanoTime() - started - (busyNanos() - busy);
            patience = Math.min(waited / 2, LONGEST_GATHERING_NANOS);
            released = group.size();
            group.end();
        }
    }

    /** Returns how long this thread has computed; the rest of a commit was spent waiting for the disk. */
    private static long busyNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    /** Returns the next group; an empty one when the store is closed and nothing is left to do. */
    private WriteGroup next(int released, long patience) {
        lock.lock();
        try {
            gather(released + gathering.size(), patience);
            wanted = 1;
            while (gathering.size() == 0 && !closed) {
                enough.awaitUninterruptibly();
            }
            WriteGroup group = gathering;
            gathering = new WriteGroup();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void gather(int expected, long patience) {
        wanted = expected;
        long left = expected > 1 ? patience : 0;
        while (gathering.size() < wanted && left > 0 && !closed) {
            try {
                left = enough.awaitNanos(left);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
