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

    /** Returns how many calls such a pool holds, running and waiting. */
    static int capacity(int threads) {
        return threads + threads * WAITING_PER_THREAD;
    }

    /** Returns a bounded pool of daemon threads that end when idle; it rejects what finds no place. */
    static ThreadPoolExecutor start(int threads) {
        AtomicInteger number = new AtomicInteger();
        // A servlet container's loader would be inherited otherwise.
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(threads * WAITING_PER_THREAD),
                work -> {
                    Thread thread = new Thread(work, "toolspec4j-mcp-call-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(loader);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
