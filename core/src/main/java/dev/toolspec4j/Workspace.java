package dev.toolspec4j;

import dev.toolspec4j.a2a.A2aAgent;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.a2a.TracedAgent;
import dev.toolspec4j.backend.jdbc.JdbcPeerDirectory;
import dev.toolspec4j.delegation.Delegations;
import dev.toolspec4j.memory.Memories;
import dev.toolspec4j.message.Inbox;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.workspace.PeerBook;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One agent's place in a team: its peers, delegations, memories and inbox, and the tools over them. Safe for use by
 * several threads; several processes may open the same store. Close it to release the store; what is unfinished is
 * taken up again by the next {@link #startDelegations()}.
 */
public final class Workspace implements AutoCloseable {
    private final WorkspaceParts parts;

    private Workspace(WorkspaceParts parts) {
        this.parts = parts;
    }

    /**
     * Opens the workspace.
     *
     * @throws IllegalArgumentException when settings contradict each other
     * @throws dev.toolspec4j.workspace.StoreException when the store cannot be opened; the message says what to do
     */
    public static Workspace open(WorkspaceSettings settings) {
        return new Workspace(WorkspaceParts.assemble(settings));
    }

    /** Opens the workspace that this process's environment variables describe; see {@link #open}. */
    public static Workspace fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /**
     * Opens the workspace that the variables describe; see {@link #open}.
     *
     * @throws IllegalArgumentException naming the variable, its value and what is allowed
     */
    public static Workspace fromEnvironment(Map<String, String> env) {
        return open(WorkspaceSettings.fromEnvironment(env));
    }

    /** Returns the eight tools, guarded, audited and traced. */
    public ToolRegistry tools() {
        return parts.tools();
    }

    /** Returns what this workspace is. */
    public WorkspaceInfo info() {
        return parts.peers().self();
    }

    /** Returns who can be delegated to. */
    public PeerDirectory peers() {
        return parts.peers();
    }

    /** Returns the peers as a book to write in; empty on a platform, which keeps its own. */
    public Optional<PeerBook> peerBook() {
        return parts.peers() instanceof PeerBook book ? Optional.of(book) : Optional.empty();
    }

    /** Returns the delegations of this workspace. */
    public Delegations delegations() {
        return parts.delegations();
    }

    /** Returns what this workspace remembers. */
    public Memories memories() {
        return parts.memories();
    }

    /** Returns what waits for the user. */
    public Inbox inbox() {
        return parts.inbox();
    }

    /**
     * Tells a shared store where this workspace can be reached over A2A, until it is closed. Does nothing on a
     * platform.
     */
    public Workspace announce(URI url) {
        if (parts.peers() instanceof JdbcPeerDirectory directory) {
            directory.announce(url);
            parts.closing().keep(directory::withdraw);
        }
        return this;
    }

    /**
     * Returns a server, to be started, that offers the agent to peers under this workspace's name and role, and whose
     * work for a peer is a part of that peer's trace.
     *
     * @throws dev.toolspec4j.workspace.PeerDirectoryException when the platform cannot say what this workspace is
     */
    public A2aServer.Builder serving(A2aAgent agent) {
        WorkspaceInfo self = info();
        A2aServer.Builder server = A2aServer.forAgent(self.name(), new TracedAgent(agent, parts.telemetry()));
        self.role().ifPresent(server::description);
        return server;
    }

    /** Takes up unfinished delegations and keeps driving them, those of a process that died included. */
    public Workspace startDelegations() {
        parts.delegations().start();
        return this;
    }

    /** Waits briefly for running delegations, then releases everything; further calls of the tools fail. */
    @Override
    public void close() {
        parts.closing().close();
    }
}
