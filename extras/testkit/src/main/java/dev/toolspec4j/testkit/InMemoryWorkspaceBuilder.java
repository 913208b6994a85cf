package dev.toolspec4j.testkit;

import dev.toolspec4j.access.AccessPolicy;
import dev.toolspec4j.delegation.DelegationSettings;
import dev.toolspec4j.delegation.RetryPolicy;
import dev.toolspec4j.message.UserChannel;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what an {@link InMemoryWorkspace} is and whom it knows. Not safe for use by several threads. */
public final class InMemoryWorkspaceBuilder {
    private final WorkspaceId id;
    private final Map<Peer, PeerScript> peers = new LinkedHashMap<>();
    private Optional<String> role = Optional.empty();
    private Optional<WorkspaceId> parent = Optional.empty();
    private List<String> roles = List.of(AccessPolicy.OPERATOR);
    private List<Path> attachmentDirs = List.of();
    private Clock clock = Clock.systemUTC();
    private DelegationSettings delegation =
            DelegationSettings.standard().with(new RetryPolicy(1, Duration.ofSeconds(1)));
    private @Nullable InMemoryMemories memories;
    private @Nullable UserChannel userChannel;

    InMemoryWorkspaceBuilder(String id) {
        this.id = new WorkspaceId(id);
    }

    /** Sets what it is for, in a few words. */
    public InMemoryWorkspaceBuilder role(String words) {
        this.role = Optional.of(words);
        return this;
    }

    /** Sets whom it belongs to; peers added afterwards are its siblings. */
    public InMemoryWorkspaceBuilder parent(String parentId) {
        this.parent = Optional.of(new WorkspaceId(parentId));
        return this;
    }

    /** Adds a peer beside this workspace. */
    public InMemoryWorkspaceBuilder peer(String peerId, PeerScript script) {
        return peer(peer(peerId, parent), script);
    }

    /** Adds a child of this workspace. */
    public InMemoryWorkspaceBuilder child(String childId, PeerScript script) {
        return peer(peer(childId, Optional.of(id)), script);
    }

    /** Adds a peer with everything that is known of it. */
    public InMemoryWorkspaceBuilder peer(Peer peer, PeerScript script) {
        peers.put(peer, script);
        return this;
    }

    /** Sets the roles whose permissions it has; an empty list permits nothing. By default {@code operator}. */
    public InMemoryWorkspaceBuilder roles(String... names) {
        this.roles = List.of(names);
        return this;
    }

    /** Shares memories with other workspaces of the test; by default it has some of its own. */
    public InMemoryWorkspaceBuilder memories(InMemoryMemories shared) {
        this.memories = shared;
        return this;
    }

    /** Sets the clock of memories, inbox and deadlines; waiting still takes real time. */
    public InMemoryWorkspaceBuilder clock(Clock changed) {
        this.clock = changed;
        return this;
    }

    /** Sets the engine's limits; by default a task is sent once, so that failures come at once. */
    public InMemoryWorkspaceBuilder delegation(DelegationSettings limits) {
        this.delegation = limits;
        return this;
    }

    /** Lets files below the folder be attached to messages; by default none may. They are not copied. */
    public InMemoryWorkspaceBuilder attachmentsFrom(Path folder) {
        this.attachmentDirs = List.of(folder);
        return this;
    }

    /** Sets how the user is reached live; by default messages wait in the inbox. */
    public InMemoryWorkspaceBuilder userChannel(UserChannel channel) {
        this.userChannel = channel;
        return this;
    }

    /** Returns the workspace, ready for calls. */
    public InMemoryWorkspace open() {
        WorkspaceInfo self = new WorkspaceInfo(id, id.value(), role, Optional.empty(), "online", parent);
        InMemoryPeers book = new InMemoryPeers(self);
        InMemoryTransport transport = new InMemoryTransport();
        InMemoryMemories shared = memories();
        shared.place(id, parent);
        peers.forEach((peer, script) -> {
            book.add(peer);
            transport.script(peer.id(), script);
            shared.place(peer.id(), peer.parentId());
        });
        return new InMemoryWorkspace(this, book, transport);
    }

    InMemoryMemories memories() {
        if (memories == null) {
            memories = new InMemoryMemories(clock);
        }
        return memories;
    }

    List<String> roles() {
        return roles;
    }

    List<Path> attachmentDirs() {
        return attachmentDirs;
    }

    Clock clock() {
        return clock;
    }

    DelegationSettings delegation() {
        return delegation;
    }

    Optional<UserChannel> userChannel() {
        return Optional.ofNullable(userChannel);
    }

    private static Peer peer(String peerId, Optional<WorkspaceId> parent) {
        return new Peer(
                new WorkspaceId(peerId),
                peerId,
                "online",
                Optional.empty(),
                parent,
                Optional.of(URI.create("memory:" + peerId)),
                Optional.empty(),
                Map.of());
    }
}
