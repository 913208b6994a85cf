package dev.toolspec4j.testkit;

import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import java.net.URI;
import java.util.Optional;

/** Workspaces that can find each other, and what is known of them. */
public interface PeerWorld {
    /**
     * Enters a workspace.
     *
     * @param name for people
     * @param parent empty for a root
     * @param url where it speaks A2A; empty when it cannot be reached now
     */
    void place(WorkspaceId id, String name, Optional<WorkspaceId> parent, Optional<URI> url);

    /** Returns the directory as this workspace, entered before, sees it. */
    PeerDirectory directoryOf(WorkspaceId workspace);

    /** Makes it impossible to ask from now on. */
    void breakDown();
}
