package dev.toolspec4j.it.memory;

import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Commits from several threads; whatever fails is said again until it is acknowledged. */
final class StubbornWriter implements AutoCloseable {
    /** Given, so that it does not depend on the time it takes whether a second attempt counts as a retry. */
    private static final Instant SAID = Instant.parse("2026-03-01T10:00:00Z");

    private final MemoryStore store;
    private final AtomicInteger number = new AtomicInteger();
    private final Semaphore acknowledgements = new Semaphore(0);
    private final Map<String, String> idOf = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<MemoryStoreException> failures = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService threads;
    private volatile boolean stopped;

    StubbornWriter(MemoryStore store, int threads) {
        this.store = store;
        this.threads = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            running.add(this.threads.submit(this::write));
        }
    }

    private void write() {
        while (!stopped) {
            String content = "fact " + number.incrementAndGet() + " says that the build is green";
            idOf.put(content, acknowledged(new Draft(content, MemoryScope.LOCAL, Optional.of(SAID))));
            acknowledgements.release();
        }
    }

    private String acknowledged(Draft draft) {
        while (true) {
            try {
                return store.commit(draft).id();
            } catch (MemoryStoreException e) {
                failures.add(e);
            }
        }
    }

    /** Returns whether so many more commits were acknowledged within two minutes. */
    boolean awaitMore(int commits) throws InterruptedException {
        acknowledgements.drainPermits();
        return acknowledgements.tryAcquire(commits, 2, TimeUnit.MINUTES);
    }

    /** Stops it, and returns the id of each content that it committed. */
    Map<String, String> stop() throws Exception {
        stopped = true;
        for (Future<?> one : running) {
            one.get(2, TimeUnit.MINUTES);
        }
        return idOf;
    }

    List<MemoryStoreException> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
