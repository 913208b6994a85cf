package dev.toolspec4j.testkit;

import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationQuery;
import dev.toolspec4j.delegation.DelegationStore;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Delegations in this process's memory, for tests and for programs that need no restart. Safe for several threads. */
public final class InMemoryDelegationStore implements DelegationStore {
    private final Map<UUID, Delegation> rows = new LinkedHashMap<>();
    private final Map<UUID, Instant> leases = new LinkedHashMap<>();
    private final Map<WorkspaceId, Set<UUID>> unfinished = new HashMap<>();
    private final Supplier<Instant> clock;

    /** Makes an empty one that measures leases by the clock. */
    public InMemoryDelegationStore(Supplier<Instant> clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Delegation> insert(Delegation created, Lease lease, int unfinishedLimit) {
        return unfinished(created.origin().workspace()).size() < unfinishedLimit
                ? Optional.of(put(created, lease, created.ledger().fence()))
                : Optional.empty();
    }

    @Override
    public synchronized Optional<Delegation> update(Delegation changed, Lease lease) {
        return Optional.ofNullable(rows.get(changed.taskId()))
                .filter(row -> row.ledger().fence() == changed.ledger().fence())
                .map(row -> put(changed, lease, row.ledger().fence() + 1));
    }

    @Override
    public synchronized Optional<Delegation> find(UUID taskId) {
        return Optional.ofNullable(rows.get(taskId));
    }

    @Override
    public synchronized List<Delegation> list(DelegationQuery query) {
        List<Delegation> matching = new ArrayList<>(rows.values());
        Collections.reverse(matching);
        return matching.stream().filter(query::matches).limit(query.limit()).toList();
    }

    @Override
    public synchronized int count(DelegationQuery query) {
        return (int) rows.values().stream().filter(query::matches).count();
    }

    @Override
    public synchronized List<Delegation> claim(WorkspaceId workspace, Lease lease, int atMost) {
        List<Delegation> free = rows.values().stream()
                .filter(row -> row.origin().workspace().equals(workspace) && needsWork(row))
                .filter(row -> row.ledger().driver().isEmpty() || leftBehind(row, lease))
                .limit(atMost)
                .toList();
        return free.stream()
                .map(row -> put(row, lease, row.ledger().fence() + 1))
                .toList();
    }

    private boolean leftBehind(Delegation row, Lease lease) {
        boolean over = !leases.getOrDefault(row.taskId(), Instant.MIN).isAfter(clock.get());
        return over && !row.ledger().driver().equals(Optional.of(lease.driver()));
    }

    @Override
    public synchronized void renew(Lease lease) {
        for (Delegation row : List.copyOf(rows.values())) {
            if (row.ledger().driver().equals(Optional.of(lease.driver()))) {
                if (lease.length().isZero()) {
                    rows.put(
                            row.taskId(),
                            row.with(row.ledger()
                                    .storedBy(Optional.empty(), row.ledger().fence())));
                }
                leases.put(row.taskId(), clock.get().plus(lease.length()));
            }
        }
    }

    @Override
    public synchronized int forgetFinished(WorkspaceId workspace, int keep) {
        List<Delegation> finished = new ArrayList<>(rows.values());
        Collections.reverse(finished);
        List<UUID> forgotten = finished.stream()
                .filter(row -> row.origin().workspace().equals(workspace) && !needsWork(row))
                .sorted(Comparator.comparing(row -> row.ledger().read()))
                .skip(keep)
                .map(Delegation::taskId)
                .toList();
        forgotten.forEach(rows::remove);
        forgotten.forEach(leases::remove);
        return forgotten.size();
    }

    private Set<UUID> unfinished(WorkspaceId workspace) {
        return unfinished.computeIfAbsent(workspace, id -> new HashSet<>());
    }

    private Delegation put(Delegation delegation, Lease lease, long fence) {
        if (delegation.finished()) {
            unfinished(delegation.origin().workspace()).remove(delegation.taskId());
        } else {
            unfinished(delegation.origin().workspace()).add(delegation.taskId());
        }
        Optional<String> driver = needsWork(delegation) ? Optional.of(lease.driver()) : Optional.empty();
        Delegation stored = delegation.with(delegation.ledger().storedBy(driver, fence));
        rows.put(stored.taskId(), stored);
        leases.put(stored.taskId(), clock.get().plus(lease.length()));
        return stored;
    }

    private static boolean needsWork(Delegation row) {
        return !row.finished() || row.ledger().stopDue();
    }
}
