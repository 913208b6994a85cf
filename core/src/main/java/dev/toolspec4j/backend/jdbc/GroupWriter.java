package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.StoreException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: while one group of callers is brought to disk, the next one gathers, so that many callers share one
 * flush. A caller who comes alone commits on its own thread, since handing over to another would cost it more than its
 * statements; as soon as there are several, the writer's thread does it.
 *
 * <p>The writer waits for those who were just released, who are likely to come back at once, at most half as long as
 * was waited for the disk: on a slow disk, callers would otherwise split into two groups that take turns, and each
 * flush would carry half of them; on a fast one, two groups that take turns keep two processors busy.
 */
final class GroupWriter {
    private static final long LONGEST_GATHERING_NANOS = 2_000_000;

    /** More stack than taking and handing over the lock needs. */
    private static final int ROOM_FRAMES = 256;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Consumer<WriteGroup> commit;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition enough = lock.newCondition();
    private WriteGroup gathering = new WriteGroup();
    private @Nullable Thread committing;
    private int released;
    private long patience;
    private int wanted = 1;
    private boolean closed;

    /**
     * Starts the writer thread; {@code commit} runs on one thread at a time, and fails its whole group if it throws.
     */
    GroupWriter(Consumer<WriteGroup> commit) {
        this.commit = commit;
        this.thread = new Thread(this::run, "toolspec4j-store-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs the work in the next group, and returns or throws when that group's transaction has ended. */
    <T> T write(SqlWork<T> work) throws SQLException {
        QueuedWork<T> queued = new QueuedWork<>(work);
        room(ROOM_FRAMES);
        WriteGroup group;
        boolean alone;
        lock.lock();
        try {
            check();
            group = gathering;
            group.add(queued);
            alone = committing == null && group.size() == 1;
            if (alone) {
                take(group);
            } else if (committing == null || (committing == thread && group.size() >= wanted)) {
                enough.signal();
            }
        } finally {
            lock.unlock();
        }
        if (alone) {
            commitHere(group);
        }
        group.awaitEnd();
        return queued.outcome();
    }

    /** Uses up some stack: a caller who has too little left is to fail before it holds what others wait for. */
    private static int room(int frames) {
        return frames == 0 ? 0 : 1 + room(frames - 1);
    }

    /**
     * Commits with the thread's interruption put aside: a caller's pool would give an interrupted one no connection.
     */
    private void commitHere(WriteGroup group) {
        boolean interrupted = Thread.interrupted();
        try {
            commit(group);
        } finally {
            handOver();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void check() {
        if (closed) {
            throw StoreException.closed();
        }
        if (Thread.currentThread() == committing) {
            throw new IllegalStateException("a write cannot be started from within a write");
        }
    }

    /** Begins the next group, and makes this thread the one that commits; to be called under the lock. */
    private void take(WriteGroup group) {
        gathering = new WriteGroup();
        committing = Thread.currentThread();
        released = group.size();
    }

    private void commit(WriteGroup group) {
        long started = System.nanoTime();
        long busy = busyNanos();
        try {
            commit.accept(group);
        } catch (RuntimeException | Error e) {
            // Whatever this is, such as a lack of memory: nobody is told of success, and nobody waits for ever.
            group.fail(e);
        }
        long waited = System.nanoTime() - started - (busyNanos() - busy);
        patience = Math.min(waited / 2, LONGEST_GATHERING_NANOS);
        group.end();
    }

    /** Ends a caller's turn; those who came meanwhile are the writer's. */
    private void handOver() {
        lock.lock();
        try {
            committing = null;
            if (gathering.size() > 0 || closed) {
                enough.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more work, and returns when what was accepted is done. */
    void close() {
        lock.lock();
        try {
            if (Thread.currentThread() == committing) {
                throw new IllegalStateException("a store cannot be closed from within a write");
            }
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
        WriteGroup group = next();
        while (group.size() > 0) {
            commit(group);
            group = next();
        }
    }

    /** Returns how long this thread has computed; the rest of a commit was spent waiting for the disk. */
    private static long busyNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    /** Returns the next group; an empty one when the store is closed and nothing is left to do. */
    private WriteGroup next() {
        lock.lock();
        try {
            if (committing == thread) {
                gather();
            }
            while (committing != null || (gathering.size() == 0 && !closed)) {
                enough.awaitUninterruptibly();
                if (committing == null && gathering.size() > 0) {
                    gather();
                }
            }
            WriteGroup group = gathering;
            take(group);
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for as many as were just released, and those who were there already; to be called under the lock. */
    private void gather() {
        committing = thread;
        wanted = released + gathering.size();
        long left = patience;
        while (gathering.size() < wanted && left > 0 && !closed) {
            try {
                left = enough.awaitNanos(left);
            } catch (InterruptedException e) {
                break;
            }
        }
        wanted = 1;
        committing = null;
    }
}
