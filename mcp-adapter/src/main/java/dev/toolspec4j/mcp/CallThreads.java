package dev.toolspec4j.mcp;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that a server's calls run on. */
final class CallThreads {
    private static final int WAITING_PER_THREAD = 16;
    private static final long IDLE_SECONDS = 30;

    private CallThreads() {}

    /** Returns a bounded pool of daemon threads that end when idle; it rejects what finds no place. */
    static ThreadPoolExecutor start(int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(threads * WAITING_PER_THREAD),
                work -> {
                    Thread thread = new Thread(work, "toolspec4j-mcp-call-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
