package dev.toolspec4j.a2a;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
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
    /** The calls that are not slow yet, the oldest first. */
    private final Set<Lane> quick = new LinkedHashSet<>();

    private int running;
    private boolean looking;
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
        Lane lane = new Lane(call);
        synchronized (this) {
            if (!closed && !hasRoom()) {
                waiting.add(call);
                lookForSlowOnes();
                return;
            }
            begin(lane);
        }
        run(lane);
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

    private boolean hasRoom() {
        return quick.size() < quickLanes && running < allLanes;
    }

    private void begin(Lane lane) {
        quick.add(lane);
        running++;
    }

    private void run(Lane lane) {
        try {
            threads.execute(lane);
        } catch (RejectedExecutionException e) {
            lane.run();
        }
    }

    /** Only while calls wait is anybody interested in who is slow. */
    private synchronized void lookForSlowOnes() {
        if (!looking && !waiting.isEmpty() && !quick.isEmpty()) {
            looking = true;
            long age = System.nanoTime() - quick.iterator().next().begun;
            ScheduledFuture<?> unused =
                    timer.schedule(this::setSlowOnesAside, slowAfter.toNanos() - age, TimeUnit.NANOSECONDS);
        }
    }

    private void setSlowOnesAside() {
        synchronized (this) {
            long now = System.nanoTime();
            quick.removeIf(lane -> now - lane.begun >= slowAfter.toNanos());
            looking = false;
        }
        startWaiting();
        lookForSlowOnes();
    }

    private void startWaiting() {
        while (true) {
            Lane lane;
            synchronized (this) {
                if (waiting.isEmpty() || !hasRoom()) {
                    return;
                }
                lane = new Lane(waiting.remove());
                begin(lane);
            }
            run(lane);
        }
    }

    private final class Lane implements Runnable {
        private final Runnable call;
        private final long begun = System.nanoTime();

        Lane(Runnable call) {
            this.call = call;
        }

        @Override
        public void run() {
            try {
                call.run();
            } finally {
                synchronized (Lanes.this) {
                    quick.remove(this);
                    running--;
                }
                startWaiting();
            }
        }
    }
}
