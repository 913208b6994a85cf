package dev.toolspec4j.delegation;

import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps delegations: what a method returned from is durable. Safe for use by several threads and, where the medium
 * allows, by several processes, each of which drives the delegations that it holds a lease on.
 *
 * <p>Every method throws {@link dev.toolspec4j.workspace.StoreException} when the medium fails. Leases are measured by
 * the clock that all processes share: the database's own where it is a server.
 */
public interface DelegationStore {
    /**
     * Stores a new delegation, held by the lease.
     *
     * @param unfinishedLimit how many unfinished delegations the workspace may have
     * @return what is stored now; empty when the limit is reached, and then nothing was stored
     */
    Optional<Delegation> insert(Delegation created, Lease lease, int unfinishedLimit);

    /**
     * Replaces a delegation if nobody changed it since it was read: the stored fence must equal the one given. The
     * stored fence is one greater then. An unfinished delegation, or one whose peer must be told to stop, is held by
     * the lease afterwards; any other by nobody.
     *
     * @return what is stored now; empty when somebody else was faster, and then nothing was changed
     */
    Optional<Delegation> update(Delegation changed, Lease lease);

    /** Returns the delegation of this id, whoever's it is. */
    Optional<Delegation> find(UUID taskId);

    /**
     * Returns the delegations asked for, newest first. Of each task and result at least the first 1,000 characters are
     * there; what is to be changed must be read by {@link #find}.
     */
    List<Delegation> list(DelegationQuery query);

    /** Returns how many delegations match, whatever the query's limit is. */
    int count(DelegationQuery query);

    /**
     * Takes work that nobody holds: unfinished delegations, and those whose peer must be told to stop, without a lease
     * or with one that is over. Each gets a greater fence, so that its former driver can change nothing any more.
     *
     * @param atMost how many at a time, oldest first
     */
    List<Delegation> claim(WorkspaceId workspace, Lease lease, int atMost);

    /** Makes all leases of the driver last the lease's length from now; a length of zero gives them back. */
    void renew(Lease lease);

    /**
     * Forgets finished delegations until no more than so many are left: those told first, then the oldest. Returns how
     * many it forgot.
     */
    int forgetFinished(WorkspaceId workspace, int keep);

    /**
     * A claim on delegations.
     *
     * @param driver who holds it: unique to one run of one process
     * @param length for how long, unless renewed; zero or more
     */
    record Lease(String driver, Duration length) {}
}
