package dev.toolspec4j.delegation;

import dev.toolspec4j.a2a.A2aCall;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aEndpoint;
import dev.toolspec4j.a2a.A2aMessage;
import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.delegation.Delegation.Message;
import dev.toolspec4j.workspace.Peer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Speaks A2A with the peer itself. Safe for use by several threads; the client stays the caller's to close. */
public final class A2aTransport implements DelegationTransport {
    private static final String TRACEPARENT = "traceparent";

    private final A2aClient client;

    /** Makes one that uses the client. */
    public A2aTransport(A2aClient client) {
        this.client = client;
    }

    @Override
    public CompletableFuture<PeerReply> send(Peer peer, Delegation delegation, Instant until) {
        return at(peer, endpoint -> client.sendAsync(endpoint, message(delegation), call(delegation, until)));
    }

    @Override
    public CompletableFuture<PeerReply> poll(Peer peer, Delegation delegation, Instant until) {
        return at(peer, endpoint -> client.getAsync(endpoint, remoteTask(delegation), call(delegation, until)));
    }

    @Override
    public CompletableFuture<PeerReply> cancel(Peer peer, Delegation delegation, Instant until) {
        return at(peer, endpoint -> client.cancelAsync(endpoint, remoteTask(delegation), call(delegation, until)));
    }

    private static CompletableFuture<PeerReply> at(
            Peer peer, Function<A2aEndpoint, CompletableFuture<PeerReply>> request) {
        return A2aEndpoint.of(peer)
                .map(request)
                .orElseGet(() -> CompletableFuture.completedFuture(
                        new PeerReply.NotSent("peer '" + peer.id() + "' has no address now", Optional.empty())));
    }

    private static String remoteTask(Delegation delegation) {
        return delegation
                .exchange()
                .remoteTaskId()
                .orElseThrow(() -> new IllegalStateException(
                        "the peer named no task of delegation '" + delegation.taskId() + "'"));
    }

    private static A2aCall call(Delegation delegation, Instant until) {
        return A2aCall.until(until)
                .with(delegation
                        .origin()
                        .traceparent()
                        .map(trace -> Map.of(TRACEPARENT, trace))
                        .orElse(Map.of()));
    }

    private static A2aMessage message(Delegation delegation) {
        Message outgoing = delegation
                .exchange()
                .outgoing()
                .orElseThrow(() ->
                        new IllegalStateException("delegation '" + delegation.taskId() + "' has nothing to send"));
        return new A2aMessage(
                outgoing.id().toString(),
                outgoing.text(),
                delegation.exchange().remoteTaskId(),
                delegation.exchange().contextId(),
                Map.of("delegation_id", delegation.taskId().toString()),
                metadata(delegation));
    }

    private static Map<String, Object> metadata(Delegation delegation) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("parent_task_id", delegation.taskId().toString());
        metadata.put("source_workspace_id", delegation.origin().workspace().value());
        delegation.origin().traceparent().ifPresent(trace -> metadata.put(TRACEPARENT, trace));
        metadata.putAll(delegation.origin().path().metadata());
        return metadata;
    }
}
