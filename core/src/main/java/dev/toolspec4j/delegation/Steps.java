package dev.toolspec4j.delegation;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.PeerReply.Standing;
import dev.toolspec4j.delegation.Delegation.Exchange;
import dev.toolspec4j.delegation.Drive.Next;
import dev.toolspec4j.workspace.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides what a delegation needs next, and does it. Called by its {@link Drive}, one step at a time. */
final class Steps {
    private static final Duration QUESTION = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Engine engine;
    private final Drive drive;
    private final Addressing addressing;
    private final Pauses pauses;
    private final Stopping stopping;
    private String silence = "";
    private boolean otherCredentialsTried;

    Steps(Engine engine, Drive drive, Optional<Peer> peer) {
        this.engine = engine;
        this.drive = drive;
        this.addressing = new Addressing(engine.directory(), peer);
        this.pauses = new Pauses(engine);
        this.stopping = new Stopping(engine, drive, addressing, pauses);
    }

    /** Takes the next step of an unfinished delegation. */
    Next next() {
        Delegation now = drive.current();
        Exchange exchange = now.exchange();
        if (!drive.now().isBefore(now.times().deadline())) {
            drive.change(Transitions.expired(now, trouble(), drive.now()));
            return Next.atOnce();
        }
        if (exchange.outgoing().isPresent() && !exchange.unconfirmed()) {
            return send(now);
        }
        boolean canPoll = engine.transport().canPoll(now);
        if (exchange.unconfirmed() && !canPoll) {
            return replyLostByAnother(now);
        }
        boolean waitsForUs = now.status() == DelegationStatus.INPUT_REQUIRED && !exchange.unconfirmed();
        return canPoll && !waitsForUs ? poll(now) : Next.in(pauses.left(now));
    }

    /** Does what a finished delegation may still need. */
    Next wrapUp() {
        return stopping.next();
    }

    private Next send(Delegation before) {
        Delegation sending = Transitions.sending(before, drive.now());
        Optional<Peer> known = addressing.find(drive.current());
        if (known.isEmpty()) {
            return notTaken(sending, new PeerReply.NotSent(addressing.trouble(), Optional.empty()));
        }
        if (!drive.change(sending)) {
            return Next.atOnce();
        }
        Delegation sent = drive.current();
        engine.announcer().sending(sent);
        Duration wait = Pauses.shorter(engine.settings().sendTimeout(), pauses.left(sent));
        drive.await(
                engine.transport().send(known.get(), sent, drive.now().plus(wait)),
                wait.plus(GRACE),
                reply -> sendAnswered(sent, reply));
        return Next.withTheReply();
    }

    private Next sendAnswered(Delegation sent, PeerReply reply) {
        boolean isAnswer = sent.exchange().remoteTaskId().isPresent();
        if (reply.standing() == Standing.NOT_SENT) {
            return notTaken(sent, reply);
        }
        if (reply.standing() == Standing.OUTCOME_UNKNOWN) {
            boolean late = !drive.now().isBefore(sent.times().deadline());
            if (isAnswer && !late) {
                return Next.in(pauses.beforePoll(sent));
            }
            if (late) {
                return Next.atOnce();
            }
        }
        if (reply.standing() == Standing.REFUSED && reply.authentication() && otherCredentials(sent)) {
            Delegation untaken = sent.with(sent.exchange().notTaken()).changedAt(drive.now());
            return drive.change(untaken) ? Next.atOnce() : afterLosing(reply);
        }
        return store(Transitions.told(sent, reply, drive.now()), reply);
    }

    /** Credentials may have been changed since they were read: once, the message is sent again with others. */
    private boolean otherCredentials(Delegation sent) {
        boolean others = !otherCredentialsTried && addressing.findsOtherCredentials(sent);
        otherCredentialsTried |= others;
        return others;
    }

    /** Goes on with a message that the peer provably does not have. */
    private Next notTaken(Delegation sent, PeerReply reply) {
        addressing.forget();
        Instant now = drive.now();
        int attempt = sent.exchange().attempts();
        RetryPolicy retry = engine.settings().retry();
        Duration pause = reply.retryAfter()
                .orElseGet(() -> retry.pauseAfter(attempt, engine.clock().random()));
        Delegation untaken = Transitions.told(sent, reply, now);
        if (attempt >= retry.attempts()) {
            return store(unreachable(untaken, reply, attempt + (attempt == 1 ? " attempt" : " attempts")), reply);
        }
        if (pause.compareTo(pauses.left(sent)) >= 0) {
            return store(unreachable(untaken, reply, "the next attempt would come after its lifetime"), reply);
        }
        return drive.change(untaken) ? Next.in(pause) : afterLosing(reply);
    }

    private Delegation unreachable(Delegation untaken, PeerReply reply, String detail) {
        String cause = reply.reason() + " (" + detail + ")";
        return Transitions.ended(untaken, FailureReason.UNREACHABLE, cause, drive.now());
    }

    private Next poll(Delegation before) {
        Optional<Peer> known = addressing.find(drive.current());
        if (known.isEmpty()) {
            return Next.in(pauses.beforePoll(before));
        }
        Duration wait = Pauses.shorter(QUESTION, pauses.left(before));
        drive.await(
                engine.transport().poll(known.get(), before, drive.now().plus(wait)),
                wait.plus(GRACE),
                reply -> pollAnswered(before, reply));
        return Next.withTheReply();
    }

    private Next pollAnswered(Delegation before, PeerReply reply) {
        if (saysNothing(reply)) {
            silence = "asking how it stands failed last: " + reply.reason();
            addressing.forget();
            return Next.in(pauses.beforePoll(before));
        }
        silence = "";
        if (before.exchange().unconfirmed() && reply.standing() == Standing.INPUT_REQUIRED) {
            return stillAsking(before);
        }
        Delegation after = Transitions.told(before, reply, drive.now());
        return after.equals(before) ? Next.in(pauses.beforePoll(before)) : store(after, reply);
    }

    /** A question about a task that fails is no failed task. */
    private static boolean saysNothing(PeerReply reply) {
        return switch (reply.standing()) {
            case NOT_SENT, OUTCOME_UNKNOWN, REFUSED -> true;
            case FAILED -> reply instanceof PeerReply.Failed failed && failed.code() != 0;
            default -> false;
        };
    }

    /** Our answer's reply was lost. While the peer still asks, it may yet be reading the answer. */
    private Next stillAsking(Delegation before) {
        if (drive.now().isBefore(pauses.windowEnd(before))) {
            return Next.in(pauses.beforePoll(before));
        }
        String cause = "the reply to the answer was lost and the peer still asks; it may have read the answer";
        return ended(before, cause);
    }

    private Next replyLostByAnother(Delegation before) {
        Duration untilLost = Duration.between(drive.now(), pauses.windowEnd(before));
        if (!untilLost.isNegative() && !untilLost.isZero()) {
            return Next.in(Pauses.shorter(untilLost, pauses.left(before)));
        }
        return ended(before, "the process that sent it ended before the peer's reply was stored");
    }

    private Next ended(Delegation before, String cause) {
        drive.change(Transitions.ended(before, FailureReason.OUTCOME_UNKNOWN, cause, drive.now()));
        return Next.atOnce();
    }

    private Next store(Delegation after, PeerReply reply) {
        if (!drive.change(after)) {
            return afterLosing(reply);
        }
        return after.finished() ? Next.atOnce() : Next.in(pauses.beforePoll(after));
    }

    private Next afterLosing(PeerReply reply) {
        stopping.learn(reply);
        return Next.atOnce();
    }

    private String trouble() {
        return addressing.trouble().isEmpty() ? silence : addressing.trouble();
    }
}
