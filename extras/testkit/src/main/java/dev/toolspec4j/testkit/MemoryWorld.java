package dev.toolspec4j.testkit;

import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.workspace.WorkspaceId;
import java.util.Optional;

/** Workspaces that share one memory, and their places in a hierarchy, which may change. */
public interface MemoryWorld {
    /** Enters a workspace, or moves it; empty makes it a root. */
    void place(WorkspaceId workspace, Optional<WorkspaceId> parent);

    /** Returns the memories as this workspace sees them. */
    MemoryStore storeOf(WorkspaceId workspace);
}
