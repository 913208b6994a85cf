package dev.toolspec4j.mcp;

import dev.toolspec4j.tool.Progress;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.util.function.Consumer;

/** Passes progress on to the client that asked for it, growing values only, and nothing after the answer. */
final class ProgressRelay implements Consumer<Progress> {
    private final Object token;
    private final Consumer<ProgressNotification> client;
    private double last = -1;
    private boolean ended;

    ProgressRelay(Object token, Consumer<ProgressNotification> client) {
        this.token = token;
        this.client = client;
    }

    @Override
    public synchronized void accept(Progress step) {
        // The protocol wants every value to be greater than the one before.
        if (ended || step.done() <= last) {
            return;
        }
        last = step.done();
        ProgressNotification.Builder notification = ProgressNotification.builder(token, step.done());
        step.total().ifPresent(notification::total);
        if (!step.message().isEmpty()) {
            notification.message(step.message());
        }
        client.accept(notification.build());
    }

    synchronized void end() {
        ended = true;
    }
}
