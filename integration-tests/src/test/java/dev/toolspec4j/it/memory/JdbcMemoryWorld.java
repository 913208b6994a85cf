package dev.toolspec4j.it.memory;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.backend.jdbc.JdbcPeerDirectory;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.testkit.MemoryWorld;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Workspaces in one database. */
public final class JdbcMemoryWorld implements MemoryWorld {
    private final Database database;
    private final Map<WorkspaceId, MemoryStore> stores = new ConcurrentHashMap<>();

    public JdbcMemoryWorld(Database database) {
        this.database = database;
    }

    @Override
    public void place(WorkspaceId workspace, Optional<WorkspaceId> parent) {
        JdbcPeerDirectory.of(
                database,
                new WorkspaceInfo(workspace, workspace.value(), Optional.empty(), Optional.empty(), "online", parent));
    }

    @Override
    public MemoryStore storeOf(WorkspaceId workspace) {
        return stores.computeIfAbsent(workspace, id -> JdbcMemoryStore.of(database, id));
    }
}
