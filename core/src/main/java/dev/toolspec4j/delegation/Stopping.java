package dev.toolspec4j.delegation;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.PeerReply.Standing;
import dev.toolspec4j.delegation.Drive.Next;
import dev.toolspec4j.workspace.Peer;
import java.time.Duration;
import java.util.Optional;

/** Tells a peer to stop work that nobody waits for any more, a few times if need be. Called one step at a time. */
final class Stopping {
    private static final Duration QUESTION = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 5;

    private final Engine engine;
    private final Drive drive;
    private final Addressing addressing;
    private final Pauses pauses;
    private int attempts;

    Stopping(Engine engine, Drive drive, Addressing addressing, Pauses pauses) {
        this.engine = engine;
        this.drive = drive;
        this.addressing = addressing;
        this.pauses = pauses;
    }

    /** Takes the next step of a finished delegation. */
    Next next() {
        Delegation now = drive.current();
        if (!now.ledger().stopDue()) {
            return drive.end();
        }
        if (!engine.transport().canPoll(now) || attempts >= ATTEMPTS) {
            drive.change(now.with(now.ledger().stop(false)));
            return drive.end();
        }
        attempts++;
        Optional<Peer> known = addressing.find(now);
        if (known.isEmpty()) {
            return Next.in(pauses.beforeStop(attempts));
        }
        drive.await(
                engine.transport().cancel(known.get(), now, drive.now().plus(QUESTION)),
                QUESTION.plus(GRACE),
                this::answered);
        return Next.withTheReply();
    }

    private Next answered(PeerReply reply) {
        Delegation now = drive.current();
        if (reply.standing() == Standing.NOT_SENT || reply.standing() == Standing.OUTCOME_UNKNOWN) {
            addressing.forget();
            return Next.in(pauses.beforeStop(attempts));
        }
        drive.change(now.with(now.ledger().stop(false)));
        return Next.atOnce();
    }

    /** Cancelled while a message was on its way: only now is known by what name to tell the peer to stop. */
    void learn(PeerReply reply) {
        Delegation now = drive.current();
        boolean untold = now.status() == DelegationStatus.CANCELED
                && now.exchange().remoteTaskId().isEmpty();
        boolean mustStop = now.finished() && (now.ledger().stopDue() || untold);
        if (mustStop && reply.remoteTaskId().isPresent() && reply.standing() != Standing.COMPLETED) {
            drive.change(now.with(now.exchange().known(reply.remoteTaskId(), reply.contextId()))
                    .with(now.ledger().stop(true)));
        }
    }
}
