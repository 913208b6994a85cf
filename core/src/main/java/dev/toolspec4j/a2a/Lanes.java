package dev.toolspec4j.a2a;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets few calls run at once while each is quick, and makes room when one is slow: a peer that holds a request for
 * minutes costs a thread, yet does not hold up the others. Calls beyond that wait in order, without a thread.
 */
final class Lanes {
    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final int quickLanes;
    private final int allLanes;
    private final Duration slowAfter;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int quick;
    private int running;
    private boolean closed;

    Lanes(Executor threads, ScheduledExecutorService timer, int quickLanes, int allLanes, Duration slowAfter) {
        this.threads = threads;
        this.timer = timer;
        this.quickLanes = quickLanes;
        this.allLanes = allLanes;
        this.slowAfter = slowAfter;
    }

    /** Runs the call as soon as there is room for it; on the caller's thread when there is no other to be had. */
    void submit(Runnable call) {
        synchronized (this) {
            if (!closed && (quick >= quickLanes || running >= allLanes)) {
                waiting.add(call);
                return;
            }
            quick++;
            running++;
        }
        run(new Lane(call));
    }

    /** Runs what waits now, on the caller's thread, and everything later likewise: it is to find that all is over. */
    void close() {
        List<Runnable> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(Runnable::run);
    }

    private void run(Lane lane) {
        try {
            threads.execute(lane);
        } catch (RejectedExecutionException e) {
            lane.run();
        }
    }

    private final class Lane implements Runnable {
        private final Runnable first;
        private boolean slow;
        private boolean ended;

        Lane(Runnable first) {
            this.first = first;
        }

        @Override
        public void run() {
            ScheduledFuture<?> mark = timer.schedule(this::becomeSlow, slowAfter.toMillis(), TimeUnit.MILLISECONDS);
            try {
                first.run();
            } finally {
                mark.cancel(false);
                end();
            }
        }

        private void becomeSlow() {
            synchronized (Lanes.this) {
                if (ended) {
                    return;
                }
                slow = true;
                quick--;
            }
            next();
        }

        private void end() {
            synchronized (Lanes.this) {
                ended = true;
                running--;
                quick -= slow ? 0 : 1;
            }
            next();
        }
    }

    private void next() {
        Runnable call;
        synchronized (this) {
            if (waiting.isEmpty() || quick >= quickLanes || running >= allLanes) {
                return;
            }
            call = waiting.remove();
            quick++;
            running++;
        }
        run(new Lane(call));
    }
}
