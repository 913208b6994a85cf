package dev.toolspec4j.a2a;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs a client's calls, on the caller's thread or later on others, and can stop each of them. */
final class Calls implements AutoCloseable {
    private static final int QUICK_LANES = 16;
    private static final int ALL_LANES = 1024;
    private static final Duration SLOW_AFTER = Duration.ofSeconds(1);

    private final Set<CallHandle> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer;
    private final Optional<ExecutorService> ownThreads;
    private final Lanes lanes;
    private final InterruptWatch watch;
    private volatile boolean closed;

    /** @param given what runs the calls made later; empty for threads of our own */
    Calls(Optional<Executor> given) {
        this.timer = new ScheduledThreadPoolExecutor(
                1, DaemonThreads.named("toolspec4j-a2a-timer"), new ThreadPoolExecutor.DiscardPolicy());
        this.ownThreads = given.isPresent() ? Optional.empty() : Optional.of(ownThreads());
        Executor threads = given.orElseGet(ownThreads::orElseThrow);
        this.lanes = new Lanes(threads, timer, QUICK_LANES, ALL_LANES, SLOW_AFTER);
        this.watch = new InterruptWatch(timer);
    }

    /** Runs the call on this thread; an interruption stops it. */
    <T> T now(Function<CallHandle, T> call) throws InterruptedException {
        CallHandle handle = opened();
        watch.begin(handle);
        try {
            T result = call.apply(handle);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while a peer was asked");
            }
            return result;
        } finally {
            watch.end(handle);
            open.remove(handle);
        }
    }

    /** Runs the call on another thread; cancelling the future stops it. */
    <T> CompletableFuture<T> later(Function<CallHandle, T> call) {
        CallHandle handle = opened();
        CompletableFuture<T> future = handle.future();
        lanes.submit(() -> {
            try {
                future.complete(call.apply(handle));
            } finally {
                open.remove(handle);
                future.completeExceptionally(new IllegalStateException("asking a peer broke; the log has the cause"));
            }
        });
        return future;
    }

    private CallHandle opened() {
        CallHandle handle = new CallHandle();
        open.add(handle);
        if (closed) {
            handle.stop();
        }
        return handle;
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(CallHandle::stop);
        lanes.close();
        timer.shutdownNow();
        ownThreads.ifPresent(ExecutorService::shutdown);
    }

    private static ExecutorService ownThreads() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                DaemonThreads.named("toolspec4j-a2a"));
    }
}
