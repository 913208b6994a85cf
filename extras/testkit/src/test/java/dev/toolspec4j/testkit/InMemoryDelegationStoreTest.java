package dev.toolspec4j.testkit;

import dev.toolspec4j.delegation.DelegationStore;
import java.time.Instant;

final class InMemoryDelegationStoreTest extends DelegationStoreContract {
    private final InMemoryDelegationStore store = new InMemoryDelegationStore(Instant::now);

    @Override
    protected DelegationStore store() {
        return store;
    }
}
