package dev.toolspec4j.backend.platform;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationTransport;
import dev.toolspec4j.workspace.Peer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Speaks with peers directly, and by way of the platform with those whose address is the platform's own. A task stays
 * on the way on which it went out.
 */
public final class AutoTransport implements DelegationTransport {
    private final PlatformAddress address;
    private final DelegationTransport direct;
    private final PlatformTransport platform;

    /** Makes one of the two ways. */
    public AutoTransport(PlatformAddress address, DelegationTransport direct, PlatformTransport platform) {
        this.address = address;
        this.direct = direct;
        this.platform = platform;
    }

    @Override
    public CompletableFuture<PeerReply> send(Peer peer, Delegation delegation, Instant until) {
        return by(peer, delegation).send(peer, delegation, until);
    }

    @Override
    public CompletableFuture<PeerReply> poll(Peer peer, Delegation delegation, Instant until) {
        return by(peer, delegation).poll(peer, delegation, until);
    }

    @Override
    public CompletableFuture<PeerReply> cancel(Peer peer, Delegation delegation, Instant until) {
        return by(peer, delegation).cancel(peer, delegation, until);
    }

    private DelegationTransport by(Peer peer, Delegation delegation) {
        if (delegation.exchange().remoteTaskId().isPresent()) {
            return PlatformTransport.carries(delegation) ? platform : direct;
        }
        return peer.url().filter(address::owns).isPresent() ? platform : direct;
    }
}
