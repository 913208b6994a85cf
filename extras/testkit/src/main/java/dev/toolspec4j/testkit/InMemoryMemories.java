package dev.toolspec4j.testkit;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Memories that live as long as this object: for tests of agents, and the plain reading of the contract that the real
 * stores are held against. Every call looks at every row. Safe for use by several threads.
 */
public final class InMemoryMemories implements MemoryWorld {
    private final Clock clock;
    private final Map<WorkspaceId, WorkspaceId> parents = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private long commits;

    /** Makes an empty memory that takes the time from the clock. */
    public InMemoryMemories(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Makes an empty memory. */
    public InMemoryMemories() {
        this(Clock.systemUTC());
    }

    @Override
    public synchronized void place(WorkspaceId workspace, Optional<WorkspaceId> parent) {
        parent.ifPresentOrElse(id -> parents.put(workspace, id), () -> parents.remove(workspace));
    }

    @Override
    public MemoryStore storeOf(WorkspaceId workspace) {
        return new InMemoryMemoryStore(this, workspace);
    }

    synchronized Optional<WorkspaceId> parent(WorkspaceId workspace) {
        return Optional.ofNullable(parents.get(workspace));
    }

    /** Returns the row of an earlier commit of the same within the time of a retry, or the new one. */
    synchronized Row keep(WorkspaceId owner, MemoryStore.Draft draft) {
        Instant at =
                Instant.ofEpochMilli(draft.createdAt().orElseGet(clock::instant).toEpochMilli());
        for (Row row : rows) {
            if (row.isRetry(owner, draft, at)) {
                return row;
            }
        }
        long key = ++commits;
        long ordinal = 1
                + rows.stream()
                        .filter(row -> row.memory().workspace().equals(owner)
                                && row.memory().scope() == draft.scope())
                        .mapToLong(Row::ordinal)
                        .max()
                        .orElse(0);
        Memory memory = new Memory("memory-%010d".formatted(key), owner, draft.scope(), draft.content(), at);
        rows.add(new Row(key, ordinal, memory));
        return rows.get(rows.size() - 1);
    }

    synchronized long commits() {
        return commits;
    }

    synchronized List<Row> visibleTo(WorkspaceId self, Optional<MemoryScope> scope) {
        return rows.stream()
                .filter(row -> scope.isEmpty() || scope.get() == row.memory().scope())
                .filter(row -> sees(self, row.memory()))
                .toList();
    }

    synchronized List<Row> own(WorkspaceId self) {
        return rows.stream()
                .filter(row -> row.memory().workspace().equals(self))
                .toList();
    }

    synchronized boolean remove(Row row) {
        return rows.remove(row);
    }

    private boolean sees(WorkspaceId self, Memory memory) {
        return switch (memory.scope()) {
            case GLOBAL -> true;
            case LOCAL -> memory.workspace().equals(self);
            case TEAM -> isTeam(self, memory.workspace());
        };
    }

    private boolean isTeam(WorkspaceId self, WorkspaceId other) {
        Optional<WorkspaceId> ours = parent(self);
        Optional<WorkspaceId> theirs = parent(other);
        return self.equals(other)
                || ours.equals(Optional.of(other))
                || theirs.equals(Optional.of(self))
                || (ours.isPresent() && ours.equals(theirs));
    }

    /** One row: its place among all commits and among its owner's commits to its scope. */
    record Row(long key, long ordinal, Memory memory) {
        private boolean isRetry(WorkspaceId owner, MemoryStore.Draft draft, Instant at) {
            long apart = Math.abs(at.toEpochMilli() - memory.createdAt().toEpochMilli());
            return memory.workspace().equals(owner)
                    && memory.scope() == draft.scope()
                    && memory.content().equals(draft.content())
                    && apart < MemoryStore.RETRY_SECONDS * 1000;
        }
    }
}
