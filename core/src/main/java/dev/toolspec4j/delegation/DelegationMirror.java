package dev.toolspec4j.delegation;

import dev.toolspec4j.workspace.WorkspaceId;
import java.util.Optional;

/**
 * Tells another party, such as a platform, of this workspace's delegations, and knows those that others began. Best
 * effort: telling never fails a delegation. Each method may block, and is called on a thread of the engine or of the
 * caller who asks.
 */
public interface DelegationMirror {
    /** Tells of a delegation that was stored here. */
    void record(Delegation delegation);

    /** Tells how a delegation ended. */
    void update(Delegation finished);

    /**
     * Returns what the other party knows of an id that this ledger does not know; empty when it knows nothing.
     *
     * @throws java.io.UncheckedIOException when it cannot be asked; the message says why and what to do
     */
    Optional<Mirrored> find(String taskId);

    /**
     * A delegation of this workspace as another party knows it.
     *
     * @param taskId its id there
     * @param peer to whom it was given; empty when that is not told
     * @param status how far it has come
     * @param task what was asked, or its beginning; may be empty
     * @param result what the peer delivered, or its beginning
     * @param error what went wrong
     */
    record Mirrored(
            String taskId,
            Optional<WorkspaceId> peer,
            DelegationStatus status,
            String task,
            Optional<String> result,
            Optional<String> error) {}
}
