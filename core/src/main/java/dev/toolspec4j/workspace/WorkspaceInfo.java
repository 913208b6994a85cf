package dev.toolspec4j.workspace;

import java.util.Objects;
import java.util.Optional;

/**
 * What a workspace says of itself.
 *
 * @param id its id
 * @param name for people; not blank
 * @param role what it is for, in a few words
 * @param tier the platform's tier; empty elsewhere
 * @param status such as {@code online}
 * @param parentId whom it belongs to; empty for a root
 */
public record WorkspaceInfo(
        WorkspaceId id,
        String name,
        Optional<String> role,
        Optional<Integer> tier,
        String status,
        Optional<WorkspaceId> parentId) {
    /** Checks that nothing is missing. */
    public WorkspaceInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(parentId, "parentId");
    }
}
