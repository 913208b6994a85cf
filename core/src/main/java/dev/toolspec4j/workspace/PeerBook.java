package dev.toolspec4j.workspace;

/** A {@link PeerDirectory} that this workspace keeps itself. Safe for use by several threads and processes. */
public interface PeerBook extends PeerDirectory {
    /** Adds a peer, or replaces the one of the same id. */
    void add(Peer peer);

    /** Removes a peer; returns whether there was one. */
    boolean remove(WorkspaceId id);
}
