package dev.toolspec4j.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a server in order when the process is told to end: {@link #await()} returns, the thread that opened server and
 * store closes them, and the process waits for it. Open this before, so that it is closed after them.
 */
final class OrderlyEnd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitUntilClosed, "toolspec4j-end");

    private OrderlyEnd() {}

    static OrderlyEnd install() {
        OrderlyEnd end = new OrderlyEnd();
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /** Waits until the process is told to end. */
    void await() throws InterruptedException {
        told.await();
    }

    @Override
    public void close() {
        closed.countDown();
        if (told.getCount() > 0) {
            standDown();
        }
    }

    private void standDown() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process began to end meanwhile, and all is closed already.
            told.countDown();
        }
    }

    private void waitUntilClosed() {
        told.countDown();
        try {
            if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("not all was closed within " + PATIENCE.toSeconds() + " s; nothing is lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
