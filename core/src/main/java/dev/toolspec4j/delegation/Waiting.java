package dev.toolspec4j.delegation;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Those who wait until a delegation is settled. */
final class Waiting {
    private final Map<UUID, Set<Waiter>> waiters = new ConcurrentHashMap<>();

    /** Returns a waiter whom {@link #wake} wakes. */
    Waiter begin(UUID taskId) {
        Waiter waiter = new Waiter();
        waiters.compute(taskId, (id, present) -> {
            Set<Waiter> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(waiter);
            return all;
        });
        return waiter;
    }

    void end(UUID taskId, Waiter waiter) {
        waiter.wake();
        waiters.computeIfPresent(taskId, (id, all) -> {
            all.remove(waiter);
            return all.isEmpty() ? null : all;
        });
    }

    void wake(UUID taskId) {
        waiters.getOrDefault(taskId, Set.of()).forEach(Waiter::wake);
    }

    void wakeAll() {
        waiters.keySet().forEach(this::wake);
    }

    /** One who waits. */
    static final class Waiter {
        private final CountDownLatch woken = new CountDownLatch(1);

        void await(DelegationClock clock) throws InterruptedException {
            clock.await(woken);
        }

        void wake() {
            woken.countDown();
        }

        boolean isWoken() {
            return woken.getCount() == 0;
        }
    }
}
