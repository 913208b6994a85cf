package dev.toolspec4j.testkit;

import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerBook;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Peers in this process's memory, for tests. Safe for use by several threads. */
public final class InMemoryPeers implements PeerBook {
    private final WorkspaceInfo self;
    private final Map<WorkspaceId, Peer> peers = new ConcurrentHashMap<>();

    /** Makes a book without peers. */
    public InMemoryPeers(WorkspaceInfo self) {
        this.self = Objects.requireNonNull(self, "self");
    }

    @Override
    public WorkspaceInfo self() {
        return self;
    }

    @Override
    public List<Peer> list() {
        return peers.values().stream().sorted(Peer.order()).toList();
    }

    @Override
    public Optional<Peer> find(WorkspaceId id) {
        return Optional.ofNullable(peers.get(id));
    }

    /** {@inheritDoc} Throws {@link IllegalArgumentException} when the peer is this workspace. */
    @Override
    public void add(Peer peer) {
        if (peer.id().equals(self.id())) {
            throw new IllegalArgumentException(
                    "'" + peer.id() + "' is this workspace itself; give the peer another id");
        }
        peers.put(peer.id(), peer);
    }

    @Override
    public boolean remove(WorkspaceId id) {
        return peers.remove(id) != null;
    }
}
