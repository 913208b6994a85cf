package dev.toolspec4j.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds events between those who record them and the one who writes them. Never makes a recorder wait. */
final class AuditQueue {
    static final int CAPACITY = 10_000;
    private static final int BATCH = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Stamped> waiting = new ArrayDeque<>();
    private long taken;
    private long settled;
    private long lost;
    private boolean closed;

    /** Takes the event, or counts it as lost when the queue is full or closed. */
    void offer(Stamped event) {
        lock.lock();
        try {
            if (closed || taken - settled >= CAPACITY) {
                lost++;
                return;
            }
            waiting.add(event);
            taken++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for events and returns some in order; empty once the queue is closed and drained. */
    List<Stamped> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Stamped> batch = new ArrayList<>();
            while (batch.size() < BATCH && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that this many events, and the losses told with them, are written. */
    void settle(int events, long losses) {
        lock.lock();
        try {
            settled += events;
            lost -= losses;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long lost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many events were taken, but are not written. */
    long unsettled() {
        lock.lock();
        try {
            return taken - settled;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the time is up or the queue is closed; returns whether it is still open. */
    boolean pause(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lock();
        try {
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether everything taken until now was settled in time. */
    boolean flush(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            long goal = taken;
            while (settled < goal && left > 0) {
                left = changed.awaitNanos(left);
            }
            return settled >= goal;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An event and when it happened. */
    record Stamped(Instant at, AuditEvent event) {}
}
