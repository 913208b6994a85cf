package dev.toolspec4j.delegation;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.delegation.Delegation.Exchange;
import dev.toolspec4j.delegation.Delegation.Outcome;
import java.time.Duration;
import java.time.Instant;

/** What a reply makes of a delegation. Pure: nothing is stored, sent or timed here. */
final class Transitions {
    private static final int MAX_ERROR = 4096;

    private Transitions() {}

    /** Returns the delegation as it is while its message is on its way. */
    static Delegation sending(Delegation before, Instant now) {
        return before.with(before.exchange().sending(now)).with(started(before)).changedAt(now);
    }

    /** Returns the delegation after a reply that the peer gave, to a message or to a question how the task stands. */
    static Delegation told(Delegation before, PeerReply reply, Instant now) {
        Exchange exchange = before.exchange().known(reply.remoteTaskId(), reply.contextId());
        Delegation confirmed = before.with(exchange.confirmed());
        return switch (reply.standing()) {
            case COMPLETED -> confirmed.with(Outcome.completed(reply.text())).changedAt(now);
            case WORKING -> progress(before, confirmed.with(Outcome.of(DelegationStatus.IN_PROGRESS)), now);
            case QUEUED -> progress(before, confirmed.with(Outcome.of(DelegationStatus.QUEUED)), now);
            case INPUT_REQUIRED -> progress(before, confirmed.with(Outcome.asked(reply.text())), now);
            case NOT_SENT -> before.with(before.exchange().notTaken()).changedAt(now);
            case AUTH_REQUIRED ->
                ended(confirmed, FailureReason.AUTH_REQUIRED, reply.reason(), now)
                        .with(stopping(before, exchange));
            case FAILED -> ended(confirmed, FailureReason.PEER_ERROR, reply.reason(), now);
            case REJECTED -> ended(confirmed, FailureReason.REJECTED, reply.reason(), now);
            case CANCELED -> ended(confirmed, FailureReason.CANCELED, reply.reason(), now);
            case REFUSED -> ended(confirmed, refusal(reply), reply.reason(), now);
            case OUTCOME_UNKNOWN, TASK_LOST -> ended(confirmed, FailureReason.OUTCOME_UNKNOWN, reply.reason(), now);
        };
    }

    /** Returns the delegation given up because its lifetime is over; the peer, if it has the task, is to stop. */
    static Delegation expired(Delegation before, String trouble, Instant now) {
        Duration lifetime =
                Duration.between(before.times().created(), before.times().deadline());
        String detail = trouble.isBlank() ? "" : "; " + trouble;
        return ended(before, FailureReason.DEADLINE, "no final answer came within " + spoken(lifetime) + detail, now)
                .with(stopping(before, before.exchange()));
    }

    /** Returns the delegation cancelled by this side; the peer, if it may have the task, is to stop. */
    static Delegation canceled(Delegation before, Instant now) {
        boolean mayHaveIt = before.exchange().sentAt().isPresent();
        return ended(before, FailureReason.CANCELED, "it was cancelled on request", now)
                .with(before.ledger().stop(mayHaveIt));
    }

    /** Returns the delegation ended without a result. */
    static Delegation ended(Delegation before, FailureReason reason, String cause, Instant now) {
        String capped = cause.length() <= MAX_ERROR ? cause : cause.substring(0, MAX_ERROR) + "…";
        return before.with(Outcome.failed(reason, capped)).changedAt(now);
    }

    private static Outcome started(Delegation before) {
        return before.status() == DelegationStatus.PENDING
                ? Outcome.of(DelegationStatus.IN_PROGRESS)
                : before.outcome();
    }

    /** News that is no news must not be stored: a peer at work is asked many times. */
    private static Delegation progress(Delegation before, Delegation after, Instant now) {
        boolean same =
                after.outcome().equals(before.outcome()) && after.exchange().equals(before.exchange());
        return same ? before : after.changedAt(now);
    }

    private static Delegation.Ledger stopping(Delegation before, Exchange exchange) {
        return before.ledger().stop(exchange.remoteTaskId().isPresent());
    }

    private static FailureReason refusal(PeerReply reply) {
        if (reply.authentication()) {
            return FailureReason.AUTH_REQUIRED;
        }
        boolean refusedHere = reply instanceof PeerReply.Refused refused && refused.code() == 0;
        return refusedHere ? FailureReason.UNREACHABLE : FailureReason.REJECTED;
    }

    private static String spoken(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
