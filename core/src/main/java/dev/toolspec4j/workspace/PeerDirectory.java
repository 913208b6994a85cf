package dev.toolspec4j.workspace;

import java.util.List;
import java.util.Optional;

/**
 * Knows this workspace and its peers, as they are now. Safe for use by several threads.
 *
 * <p>Every method throws {@link PeerDirectoryException} when the directory cannot answer; an empty answer means that
 * there is nothing, never that asking failed.
 */
public interface PeerDirectory {
    /** Returns what this workspace is. */
    WorkspaceInfo self();

    /** Returns parent, siblings and children, ordered by name (ignoring case), then id. */
    List<Peer> list();

    /** Returns the peer to whom a task may be delegated; empty when this workspace may reach none of that id. */
    Optional<Peer> find(WorkspaceId id);

    /** Returns how this workspace stands to the others now. */
    default Hierarchy hierarchy() {
        return Hierarchy.of(self(), list());
    }
}
