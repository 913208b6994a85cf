package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerBook;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The peers in a {@link Database}. Listed, and reachable, are parent, siblings and children, and whoever was
 * {@linkplain #add added} here by hand. Workspaces without parent see each other too, so that peers can be used without
 * building a hierarchy; they are no team, and share no TEAM memories. One without URL is {@code offline}.
 *
 * <p>Where several workspaces share the database, each describes itself when it opens, and the protocol and headers
 * that one of them adds for a peer are used by no other.
 */
public final class JdbcPeerDirectory implements PeerBook {
    private final Database database;
    private final PeerRows rows;

    private JdbcPeerDirectory(Database database, WorkspaceInfo self) {
        this.database = database;
        this.rows = new PeerRows(self);
    }

    /**
     * Returns the directory of this workspace, having written down how it describes itself, unless it says so already.
     *
     * @throws IllegalArgumentException when the workspace is its own parent
     */
    public static JdbcPeerDirectory of(Database database, WorkspaceInfo self) {
        if (self.parentId().filter(self.id()::equals).isPresent()) {
            throw new IllegalArgumentException("workspace '" + self.id() + "' cannot be its own parent");
        }
        JdbcPeerDirectory directory = new JdbcPeerDirectory(database, self);
        if (!directory.read(directory.rows::describesSelf)) {
            directory.write(directory.rows::describeSelf);
        }
        return directory;
    }

    @Override
    public WorkspaceInfo self() {
        return read(rows::self);
    }

    @Override
    public List<Peer> list() {
        return read(rows::visible).stream().sorted(Peer.order()).toList();
    }

    @Override
    public Optional<Peer> find(WorkspaceId id) {
        return read(rows::visible).stream().filter(peer -> peer.id().equals(id)).findFirst();
    }

    /** {@inheritDoc} Throws {@link IllegalArgumentException} when the peer is this workspace, or its own parent. */
    @Override
    public void add(Peer peer) {
        if (peer.id().equals(rows.id())) {
            throw new IllegalArgumentException(
                    "'" + peer.id() + "' is this workspace itself; give the peer another id");
        }
        if (peer.parentId().filter(peer.id()::equals).isPresent()) {
            throw new IllegalArgumentException("peer '" + peer.id() + "' cannot be its own parent");
        }
        write(connection -> rows.put(connection, peer));
    }

    /** {@inheritDoc} In a shared database it is gone for all; one that describes itself is back when it opens again. */
    @Override
    public boolean remove(WorkspaceId id) {
        return write(connection -> rows.remove(connection, id));
    }

    /** Tells the others that share the database where this workspace speaks A2A from now on. */
    public void announce(URI url) {
        write(connection -> rows.reachableAt(connection, Optional.of(url)));
    }

    /** Tells the others that this workspace speaks A2A no longer; it is listed {@code offline} then. */
    public void withdraw() {
        write(connection -> rows.reachableAt(connection, Optional.empty()));
    }

    private <T> T read(SqlWork<T> work) {
        return asking(() -> database.read(work));
    }

    private <T> T write(SqlWork<T> work) {
        return asking(() -> database.write(work));
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new PeerDirectoryException(
                    PeerDirectoryException.Reason.UNAVAILABLE,
                    "the peers cannot be read or changed: " + e.getMessage() + ".",
                    e);
        }
    }
}
