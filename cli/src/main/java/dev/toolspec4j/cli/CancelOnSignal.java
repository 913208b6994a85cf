package dev.toolspec4j.cli;

import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.Delegations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Cancels the delegations of one call when the user presses Ctrl-C or the process is told to end, and lets the process
 * end only when the peers were told and the store was closed, or a few seconds have passed.
 */
final class CancelOnSignal implements AutoCloseable {
    private static final int MOST = 50;
    private static final String NOT_TOLD = "a peer could not be told in time; it may go on with its work";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String conversation = "cli-" + UUID.randomUUID();
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Delegations> watched = Optional.empty();
    private final PrintWriter err;
    private final Thread hook = new Thread(this::cancel, "toolspec4j-cancel");

    private CancelOnSignal(PrintWriter err) {
        this.err = err;
    }

    static CancelOnSignal install(PrintWriter err) {
        CancelOnSignal signal = new CancelOnSignal(err);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    void watch(Delegations delegations) {
        watched = Optional.of(delegations);
    }

    String conversation() {
        return conversation;
    }

    /** Returns when the peers were told, if the process is ending, and at once if it is not. */
    void awaitTold() {
        if (!standDown()) {
            await(told, NOT_TOLD);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Returns whether the hook will not run any more. */
    private boolean standDown() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private void cancel() {
        watched.ifPresent(this::cancel);
        told.countDown();
        await(closed, "the store was not closed in order; nothing is lost");
    }

    private void cancel(Delegations delegations) {
        List<Delegation> running = delegations.list(Optional.empty(), MOST).stream()
                .filter(delegation -> !delegation.finished())
                .filter(delegation -> delegation
                        .origin()
                        .conversationId()
                        .filter(conversation::equals)
                        .isPresent())
                .toList();
        for (Delegation delegation : running) {
            err.println("cancelling task " + delegation.taskId() + " …");
            delegations.cancel(delegation.taskId());
        }
        Instant end = Instant.now().plus(PATIENCE);
        for (Delegation delegation : running) {
            while (untold(delegations, delegation.taskId()) && Instant.now().isBefore(end)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static boolean untold(Delegations delegations, UUID task) {
        return delegations.find(task).filter(found -> found.ledger().stopDue()).isPresent();
    }

    private void await(CountDownLatch latch, String otherwise) {
        try {
            if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                err.println(otherwise);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
