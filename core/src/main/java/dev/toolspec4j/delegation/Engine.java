package dev.toolspec4j.delegation;

import dev.toolspec4j.delegation.DelegationStore.Lease;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What every part of the engine works with.
 *
 * @param self whose delegations these are
 * @param driver names this run of this process
 * @param workers runs steps, none of which waits for a peer
 */
record Engine(
        WorkspaceId self,
        String driver,
        PeerDirectory directory,
        DelegationStore store,
        DelegationTransport transport,
        DelegationSettings settings,
        DelegationClock clock,
        Executor workers,
        Announcer announcer,
        Waiting waiting) {
    Lease lease() {
        return new Lease(driver, settings.leases().length());
    }

    Lease noLease() {
        return new Lease(driver, Duration.ZERO);
    }

    /** Stores a change and tells of it; empty when somebody else changed the delegation first. */
    Optional<Delegation> change(Delegation before, Delegation after) {
        Optional<Delegation> stored = store.update(after, lease());
        stored.ifPresent(now -> tell(before, now));
        return stored;
    }

    private void tell(Delegation before, Delegation now) {
        if (before.status() != now.status()) {
            announcer.changed(now);
            if (now.finished()) {
                announcer.finished(now);
            }
        }
        if (now.status().settled()) {
            waiting.wake(now.taskId());
        }
    }
}
