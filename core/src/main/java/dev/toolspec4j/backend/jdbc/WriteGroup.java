package dev.toolspec4j.backend.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Works that one transaction stores. Filled under the writer's lock, then the writer thread's alone. */
final class WriteGroup {
    private final List<QueuedWork<?>> works = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    void add(QueuedWork<?> work) {
        works.add(work);
    }

    int size() {
        return works.size();
    }

    List<QueuedWork<?>> works() {
        return works;
    }

    /** Takes back every success, because the transaction failed. */
    void fail(Throwable cause) {
        for (QueuedWork<?> work : works) {
            work.fail(cause);
        }
    }

    /** Releases all callers; they wake each other, which costs the writer one signal however many they are. */
    void end() {
        ended.countDown();
    }

    /** Waits for the end, however often the thread is interrupted; the flag is still set then. */
    void awaitEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
