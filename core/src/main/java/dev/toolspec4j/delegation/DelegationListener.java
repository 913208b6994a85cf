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
     * Returns the W3C trace position that a new delegation's requests carry on; empty to leave the caller's.
     *
     * @param taskId the delegation that is about to be stored
     * @param context the call that asked for it
     */
    default Optional<String> traceparent(UUID taskId, CallContext context) {
        return Optional.empty();
    }

    /** Says that a delegation was stored; nothing was sent yet. */
    default void created(Delegation delegation) {}

    /** Says that a message of the delegation is about to be sent, each attempt anew. */
    default void sending(Delegation delegation) {}

    /** Says that the state changed: taken up, queued, a question, an end. */
    default void changed(Delegation delegation) {}

    /** Says that the delegation is over. Called once in the process that ended it. */
    default void finished(Delegation delegation) {}
}
