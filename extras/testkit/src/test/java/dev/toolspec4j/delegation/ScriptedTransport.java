package dev.toolspec4j.delegation;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.TaskState;
import dev.toolspec4j.delegation.Delegation.Message;
import dev.toolspec4j.workspace.Peer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** A peer that answers from a script, and remembers what it was asked. Without a script it says that it works. */
final class ScriptedTransport implements DelegationTransport {
    final List<Message> sent = new ArrayList<>();
    final List<String> canceled = new ArrayList<>();
    final List<Instant> sendLimits = new ArrayList<>();
    int polls;
    private final Queue<CompletableFuture<PeerReply>> sendReplies = new ArrayDeque<>();
    private final Queue<CompletableFuture<PeerReply>> pollReplies = new ArrayDeque<>();
    private final Queue<CompletableFuture<PeerReply>> cancelReplies = new ArrayDeque<>();

    ScriptedTransport onSend(PeerReply... replies) {
        for (PeerReply reply : replies) {
            sendReplies.add(CompletableFuture.completedFuture(reply));
        }
        return this;
    }

    ScriptedTransport onPoll(PeerReply... replies) {
        for (PeerReply reply : replies) {
            pollReplies.add(CompletableFuture.completedFuture(reply));
        }
        return this;
    }

    ScriptedTransport onCancel(PeerReply... replies) {
        for (PeerReply reply : replies) {
            cancelReplies.add(CompletableFuture.completedFuture(reply));
        }
        return this;
    }

    /** Lets the next sending wait for a reply that the test gives later. */
    CompletableFuture<PeerReply> holdNextSend() {
        CompletableFuture<PeerReply> later = new CompletableFuture<>();
        sendReplies.add(later);
        return later;
    }

    /** Lets the next sending wait for ever. */
    void neverAnswerNextSend() {
        sendReplies.add(new CompletableFuture<>());
    }

    @Override
    public synchronized CompletableFuture<PeerReply> send(Peer peer, Delegation delegation, Instant until) {
        sent.add(delegation.exchange().outgoing().orElseThrow());
        sendLimits.add(until);
        return next(sendReplies);
    }

    @Override
    public synchronized CompletableFuture<PeerReply> poll(Peer peer, Delegation delegation, Instant until) {
        polls++;
        return next(pollReplies);
    }

    @Override
    public synchronized CompletableFuture<PeerReply> cancel(Peer peer, Delegation delegation, Instant until) {
        canceled.add(delegation.exchange().remoteTaskId().orElseThrow());
        return next(cancelReplies);
    }

    private static CompletableFuture<PeerReply> next(Queue<CompletableFuture<PeerReply>> replies) {
        return replies.isEmpty() ? CompletableFuture.completedFuture(working()) : replies.remove();
    }

    static PeerReply working() {
        return task(TaskState.WORKING, "");
    }

    static PeerReply asking(String question) {
        return task(TaskState.INPUT_REQUIRED, question);
    }

    static PeerReply completed(String text) {
        return task(TaskState.COMPLETED, text);
    }

    static PeerReply task(TaskState state, String text) {
        return new PeerReply.Task(Optional.of("remote-1"), Optional.of("context-1"), state, text);
    }

    static PeerReply notSent(String reason) {
        return new PeerReply.NotSent(reason, Optional.empty());
    }

    static PeerReply lost() {
        return new PeerReply.OutcomeUnknown("the connection broke after sending");
    }
}
