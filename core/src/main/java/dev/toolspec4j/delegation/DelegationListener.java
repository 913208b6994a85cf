package dev.toolspec4j.delegation;

import dev.toolspec4j.tool.CallContext;
import java.util.Optional;
import java.util.UUID;

/**
 * Hears what becomes of delegations: audit, spans, a platform's list. Called on the engine's threads, for one
 * delegation in order; it must be quick and safe for use by several threads. What it throws is logged and ignored.
 */
public interface DelegationListener {
    /**
     * Says that a delegation is about to be stored.
     *
     * @param taskId its id to be
     * @param context the call that asked for it
     * @param awaited whether the caller waits for the end
     * @return the W3C trace position that its requests carry on; empty to leave the caller's
     */
    default Optional<String> beginning(UUID taskId, CallContext context, boolean awaited) {
        return Optional.empty();
    }

    /** Says that the delegation that was about to be stored was refused. */
    default void notBegun(UUID taskId) {}

    /** Says that a delegation was stored; nothing was sent yet. */
    default void created(Delegation delegation) {}

    /** Says that this process took up a delegation that another one, or an earlier run, had begun. */
    default void resumed(Delegation delegation) {}

    /** Says that a message of the delegation is about to be sent, each attempt anew. */
    default void sending(Delegation delegation) {}

    /** Says that the state changed: taken up, queued, a question, an end. */
    default void changed(Delegation delegation) {}

    /** Says that the delegation is over. Called once, in the process that ended it. */
    default void finished(Delegation delegation) {}

    /** Says that this process stops driving the delegation, which goes on, or was ended, elsewhere. */
    default void left(Delegation delegation) {}
}
