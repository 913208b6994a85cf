package dev.toolspec4j.testkit;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.TaskState;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationTransport;
import dev.toolspec4j.testkit.PeerScript.Asked;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Brings messages to scripts, each on a thread of its own. Safe for use by several threads. */
final class InMemoryTransport implements DelegationTransport, AutoCloseable {
    private final Map<WorkspaceId, PeerScript> scripts = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> turns = new ConcurrentHashMap<>();
    private final Map<UUID, Future<?>> atWork = new ConcurrentHashMap<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "in-memory-peer");
        thread.setDaemon(true);
        return thread;
    });

    void script(WorkspaceId peer, PeerScript script) {
        scripts.put(peer, script);
    }

    List<String> sentTo(WorkspaceId peer) {
        return sent.stream()
                .filter(message -> message.peer().equals(peer))
                .map(Sent::text)
                .toList();
    }

    @Override
    public CompletableFuture<PeerReply> send(Peer peer, Delegation delegation, Instant until) {
        @Nullable PeerScript script = scripts.get(peer.id());
        if (script == null) {
            return done(new PeerReply.NotSent("peer '" + peer.id() + "' has no script", Optional.empty()));
        }
        String text = delegation
                .exchange()
                .outgoing()
                .map(Delegation.Message::text)
                .orElseThrow(() -> new IllegalStateException("there is nothing to send"));
        sent.add(new Sent(peer.id(), text));
        UUID task = delegation.taskId();
        return run(script, new Asked(task, turns.merge(task, 1, Integer::sum), text));
    }

    @Override
    public CompletableFuture<PeerReply> poll(Peer peer, Delegation delegation, Instant until) {
        return done(task(delegation, TaskState.WORKING));
    }

    @Override
    public CompletableFuture<PeerReply> cancel(Peer peer, Delegation delegation, Instant until) {
        @Nullable Future<?> work = atWork.get(delegation.taskId());
        if (work != null) {
            work.cancel(true);
        }
        return done(task(delegation, TaskState.CANCELED));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private CompletableFuture<PeerReply> run(PeerScript script, Asked asked) {
        CompletableFuture<PeerReply> reply = new CompletableFuture<>();
        try {
            atWork.put(asked.taskId(), threads.submit(() -> reply.complete(replyOf(script, asked))));
        } catch (RejectedExecutionException e) {
            reply.complete(new PeerReply.NotSent("the workspace is closed", Optional.empty()));
        }
        return reply;
    }

    @SuppressWarnings("IllegalCatch") // A script that throws is a peer that breaks.
    private static PeerReply replyOf(PeerScript script, Asked asked) {
        try {
            return script.reply(asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PeerReply.OutcomeUnknown("the peer was stopped");
        } catch (RuntimeException | Error e) {
            return new PeerReply.Failed(-32_603, "the script threw " + e);
        }
    }

    private static PeerReply task(Delegation delegation, TaskState state) {
        return new PeerReply.Task(
                delegation.exchange().remoteTaskId(), delegation.exchange().contextId(), state, "");
    }

    private static CompletableFuture<PeerReply> done(PeerReply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private record Sent(WorkspaceId peer, String text) {}
}
