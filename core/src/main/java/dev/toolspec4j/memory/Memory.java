package dev.toolspec4j.memory;

import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Instant;
import java.util.Objects;

/**
 * One remembered fact.
 *
 * @param id what names it in its store
 * @param workspace who remembered it
 * @param scope who may read it
 * @param content as it was stored: without secrets, and without the fence that GLOBAL facts wear before a model
 * @param createdAt when it was committed
 */
public record Memory(String id, WorkspaceId workspace, MemoryScope scope, String content, Instant createdAt) {
    /** Checks that nothing is missing. */
    public Memory {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
