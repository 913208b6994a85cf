package dev.toolspec4j.delegation;

import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A ledger that takes no change while it is broken. */
final class FailingStore implements DelegationStore {
    private final DelegationStore store;
    volatile boolean broken;

    FailingStore(DelegationStore store) {
        this.store = store;
    }

    private DelegationStore working() {
        if (broken) {
            throw new StoreException("the disk is full", new IllegalStateException("full"));
        }
        return store;
    }

    @Override
    public Optional<Delegation> insert(Delegation created, Lease lease, int unfinishedLimit) {
        return working().insert(created, lease, unfinishedLimit);
    }

    @Override
    public Optional<Delegation> update(Delegation changed, Lease lease) {
        return working().update(changed, lease);
    }

    @Override
    public Optional<Delegation> find(UUID taskId) {
        return store.find(taskId);
    }

    @Override
    public List<Delegation> list(DelegationQuery query) {
        return store.list(query);
    }

    @Override
    public int count(DelegationQuery query) {
        return store.count(query);
    }

    @Override
    public List<Delegation> claim(WorkspaceId workspace, Lease lease, int atMost) {
        return working().claim(workspace, lease, atMost);
    }

    @Override
    public void renew(Lease lease) {
        working().renew(lease);
    }

    @Override
    public int forgetFinished(WorkspaceId workspace, int keep) {
        return working().forgetFinished(workspace, keep);
    }
}
