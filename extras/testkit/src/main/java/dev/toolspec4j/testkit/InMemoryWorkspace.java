package dev.toolspec4j.testkit;

import dev.toolspec4j.access.AccessPolicy;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.delegation.DelegationClock;
import dev.toolspec4j.delegation.DelegationHandlers;
import dev.toolspec4j.delegation.DelegationNews;
import dev.toolspec4j.delegation.Delegations;
import dev.toolspec4j.memory.Memories;
import dev.toolspec4j.memory.MemoryHandlers;
import dev.toolspec4j.message.AttachmentRules;
import dev.toolspec4j.message.AttachmentStore;
import dev.toolspec4j.message.Inbox;
import dev.toolspec4j.message.InboxMessage;
import dev.toolspec4j.message.MessageHandlers;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.workspace.PeerBook;
import dev.toolspec4j.workspace.WorkspaceHandlers;
import dev.toolspec4j.workspace.WorkspaceId;
import java.util.List;
import java.util.Optional;

/**
 * A workspace for tests of agents: the eight tools with their real handlers and engine over stores in memory, and peers
 * that follow scripts. It opens no file and no connection, and is gone when the test is. Safe for use by several
 * threads.
 *
 * <pre>{@code
 * try (InMemoryWorkspace workspace = InMemoryWorkspace.builder("lead")
 *         .peer("ada", PeerScript.answers("42"))
 *         .open()) {
 *     // give workspace.tools() to the agent, let it work, then:
 *     assertThat(workspace).delegatedTo("ada", "What is").toldUser("42");
 * }
 * }</pre>
 */
public final class InMemoryWorkspace implements AutoCloseable {
    private static final int ALL = 10_000;

    private final PeerBook peers;
    private final InMemoryTransport transport;
    private final DelegationClock clock;
    private final Delegations delegations;
    private final Memories memories;
    private final Inbox inbox;
    private final ToolRegistry tools;
    private final CallRecorder recorder = new CallRecorder();

    InMemoryWorkspace(InMemoryWorkspaceBuilder given, PeerBook peers, InMemoryTransport transport) {
        this.peers = peers;
        this.transport = transport;
        this.clock = DelegationClock.system(given.clock());
        this.delegations = Delegations.builder(
                        peers.self().id(), peers, new InMemoryDelegationStore(clock::now), transport)
                .settings(given.delegation())
                .clock(clock)
                .build();
        this.memories = new Memories(given.memories().storeOf(peers.self().id()), given.clock(), Optional.empty());
        this.inbox = new InMemoryInbox(given.clock());
        this.tools = BuiltinTools.of(
                        new WorkspaceHandlers(peers, BuiltinTools.names()),
                        new DelegationHandlers(
                                delegations, BuiltinTools.names(), BuiltinTools.wording(), Optional.empty(), false),
                        new MessageHandlers(
                                inbox,
                                new AttachmentRules(given.attachmentDirs()),
                                AttachmentStore.inPlace(),
                                given.userChannel()),
                        new MemoryHandlers(memories, BuiltinTools.names()))
                .guarded(AccessPolicy.of(given.roles()).guard())
                .intercepted(new DelegationNews(delegations, BuiltinTools.wording()))
                .intercepted(recorder);
    }

    /** Returns a workspace without peers. */
    public static InMemoryWorkspace open(String id) {
        return builder(id).open();
    }

    /** Returns a builder for a workspace of this id: 1 to 64 letters, digits, dots, underscores or hyphens. */
    public static InMemoryWorkspaceBuilder builder(String id) {
        return new InMemoryWorkspaceBuilder(id);
    }

    /** Returns the eight tools; every call of theirs is remembered. */
    public ToolRegistry tools() {
        return tools;
    }

    /** Returns the calls of the tools so far. */
    public CallRecorder calls() {
        return recorder;
    }

    /** Returns who can be delegated to. */
    public PeerBook peers() {
        return peers;
    }

    /** Returns the delegations. */
    public Delegations delegations() {
        return delegations;
    }

    /** Returns what the workspace remembers. */
    public Memories memories() {
        return memories;
    }

    /** Returns what waits for the user. */
    public Inbox inbox() {
        return inbox;
    }

    /** Returns the words that a peer has got so far, tasks and answers to its questions, in order. */
    public List<String> sentTo(String peer) {
        return transport.sentTo(new WorkspaceId(peer));
    }

    /** Returns what the user was told so far, in order. */
    public List<String> toldUser() {
        return inbox.since(0, ALL).stream()
                .map(InboxMessage::message)
                .map(message -> message.text())
                .toList();
    }

    /** Ends the engine and interrupts peers that are at work; calls of the tools fail afterwards. */
    @Override
    public void close() {
        transport.close();
        delegations.close();
        clock.close();
    }
}
