package dev.toolspec4j;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.backend.jdbc.JdbcPeerDirectory;
import dev.toolspec4j.backend.platform.AutoTransport;
import dev.toolspec4j.backend.platform.AwarenessMemoryStore;
import dev.toolspec4j.backend.platform.PlatformAddress;
import dev.toolspec4j.backend.platform.PlatformClient;
import dev.toolspec4j.backend.platform.PlatformDelegationMirror;
import dev.toolspec4j.backend.platform.PlatformMemoryStore;
import dev.toolspec4j.backend.platform.PlatformPeerDirectory;
import dev.toolspec4j.backend.platform.PlatformTransport;
import dev.toolspec4j.backend.platform.PlatformUserChannel;
import dev.toolspec4j.backend.platform.TokenStore;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationMirror;
import dev.toolspec4j.delegation.DelegationTransport;
import dev.toolspec4j.internal.http.HttpCaller;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.message.UserChannel;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where peers, memories and messages live, and how tasks travel. The ledger of delegations and the inbox are always in
 * the store.
 */
record Backend(
        PeerDirectory peers,
        MemoryStore memories,
        Optional<UserChannel> user,
        DelegationTransport transport,
        Optional<DelegationMirror> mirror) {

    /** Returns the store as backend. */
    static Backend embedded(
            WorkspaceSettings settings, Database database, DelegationTransport direct, Closing closing) {
        WorkspaceInfo self = new WorkspaceInfo(
                settings.workspaceId(),
                settings.name(),
                settings.role(),
                Optional.empty(),
                "online",
                settings.parentId());
        return new Backend(
                JdbcPeerDirectory.of(database, self),
                awareness(settings, closing)
                        .orElseGet(() -> closing.keep(
                                JdbcMemoryStore.of(database, settings.workspaceId(), settings.textEmbedder()))),
                settings.userChannel(),
                direct,
                Optional.empty());
    }

    /** Returns the HTTP platform as backend; nothing is asked of it yet. */
    static Backend platform(
            WorkspaceSettings settings, PlatformAddress address, DelegationTransport direct, Closing closing) {
        PlatformClient client = closing.keep(new PlatformClient(
                http(settings),
                address,
                settings.workspaceId(),
                TokenStore.in(settings.configsDir()),
                settings.platformHeaders()));
        PeerDirectory peers = new PlatformPeerDirectory(client);
        MemoryStore memories = awareness(settings, closing).orElseGet(() -> new PlatformMemoryStore(client));
        PlatformTransport queued = new PlatformTransport(client);
        Predicate<Delegation> goesDirect =
                delegation -> peers.find(delegation.peer().id())
                        .flatMap(peer -> peer.url())
                        .filter(address::owns)
                        .isEmpty();
        return switch (settings.delegationTransport()) {
            case DIRECT -> platform(settings, client, peers, memories, direct, delegation -> true);
            case PLATFORM -> platform(settings, client, peers, memories, queued, delegation -> false);
            case AUTO ->
                platform(settings, client, peers, memories, new AutoTransport(address, direct, queued), goesDirect);
        };
    }

    private static Backend platform(
            WorkspaceSettings settings,
            PlatformClient client,
            PeerDirectory peers,
            MemoryStore memories,
            DelegationTransport transport,
            Predicate<Delegation> told) {
        return new Backend(
                peers,
                memories,
                settings.userChannel().or(() -> Optional.of(new PlatformUserChannel(client))),
                transport,
                Optional.of(new PlatformDelegationMirror(client, told)));
    }

    private static Optional<MemoryStore> awareness(WorkspaceSettings settings, Closing closing) {
        return settings.awarenessUrl()
                .map(url -> closing.keep(new AwarenessMemoryStore(
                        http(settings),
                        new PlatformAddress(url),
                        settings.awarenessNamespace(),
                        settings.workspaceId())));
    }

    private static HttpCaller http(WorkspaceSettings settings) {
        return settings.httpClient().map(HttpCaller::new).orElseGet(HttpCaller::new);
    }
}
