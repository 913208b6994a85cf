package dev.toolspec4j.delegation;

import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Those who wait until a delegation is settled. */
final class Waiting {
    private final Map<UUID, Queue<CompletableFuture<Void>>> waiters = new ConcurrentHashMap<>();

    /** Returns what completes when somebody calls {@link #wake}. */
    CompletableFuture<Void> begin(UUID taskId) {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        waiters.compute(taskId, (id, present) -> {
            Queue<CompletableFuture<Void>> queue = present == null ? new ConcurrentLinkedQueue<>() : present;
            queue.add(waiter);
            return queue;
        });
        return waiter;
    }

    void end(UUID taskId, CompletableFuture<Void> waiter) {
        waiters.computeIfPresent(taskId, (id, queue) -> {
            queue.remove(waiter);
            return queue.isEmpty() ? null : queue;
        });
    }

    void wake(UUID taskId) {
        Queue<CompletableFuture<Void>> queue = waiters.get(taskId);
        if (queue != null) {
            queue.forEach(waiter -> waiter.complete(null));
        }
    }

    void wakeAll() {
        waiters.keySet().forEach(this::wake);
    }
}
