package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.Delegations;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Cancels the delegations of one call when the user presses Ctrl-C or the process is told to end. */
final class CancelOnSignal implements AutoCloseable {
    private static final int MOST = 50;

    private final String conversation = "cli-" + UUID.randomUUID();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Delegations delegations;
    private final PrintWriter err;
    private final Thread hook = new Thread(this::cancel, "toolspec4j-cancel");

    private CancelOnSignal(Delegations delegations, PrintWriter err) {
        this.delegations = delegations;
        this.err = err;
    }

    static CancelOnSignal watch(Workspace workspace, PrintWriter err) {
        CancelOnSignal watch = new CancelOnSignal(workspace.delegations(), err);
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    String conversation() {
        return conversation;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook at work already.
            Thread.onSpinWait();
        }
    }

    private void cancel() {
        for (Delegation delegation : delegations.list(Optional.empty(), MOST)) {
            if (delegation.finished()
                    || !delegation
                            .origin()
                            .conversationId()
                            .filter(conversation::equals)
                            .isPresent()) {
                continue;
            }
            err.println("cancelling task " + delegation.taskId() + " …");
            delegations.cancel(delegation.taskId());
        }
        try {
            // The main thread sees the cancelled delegation and closes the store in order.
            boolean closed = ended.await(5, TimeUnit.SECONDS);
            if (!closed) {
                err.println("the store was not closed in order; nothing is lost.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
