package dev.toolspec4j.delegation;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.workspace.Peer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Carries messages to peers and brings back what they say. Safe for use by several threads; no method blocks, and every
 * failure is a reply: a future never fails. It may complete on any thread.
 *
 * <p>Whether a message may be sent again is for the reply to say: {@link PeerReply.Standing#NOT_SENT} only where the
 * peer provably did not take it. A transport itself sends a message once.
 */
public interface DelegationTransport {
    /**
     * Sends the delegation's outgoing message and asks the peer not to hold the answer back.
     *
     * @param until when waiting for the answer ends
     */
    CompletableFuture<PeerReply> send(Peer peer, Delegation delegation, Instant until);

    /** Asks how the task stands; asked only where {@link #canPoll} says so. */
    CompletableFuture<PeerReply> poll(Peer peer, Delegation delegation, Instant until);

    /** Tells the peer to stop; the answer says what became of the task. Asked only where {@link #canPoll} says so. */
    CompletableFuture<PeerReply> cancel(Peer peer, Delegation delegation, Instant until);

    /** Returns whether the peer can be asked about this task. */
    default boolean canPoll(Delegation delegation) {
        return delegation.exchange().remoteTaskId().isPresent();
    }
}
