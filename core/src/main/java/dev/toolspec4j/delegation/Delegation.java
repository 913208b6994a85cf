package dev.toolspec4j.delegation;

import dev.toolspec4j.telemetry.TraceContext;
import dev.toolspec4j.workspace.WorkspaceId;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One task handed to a peer, as it stands in the ledger. Immutable; a change is a new value that a
 * {@link DelegationStore} takes or refuses.
 *
 * @param taskId its identity here, at the peer, and of the first message
 * @param origin whose it is and where it comes from
 * @param peer to whom it was given
 * @param task what was asked, in full
 * @param outcome how far it has come
 * @param exchange what was sent and what the peer calls it
 * @param times when it began, changed and will be given up
 * @param ledger who keeps it going, and who has heard of its end
 */
public record Delegation(
        UUID taskId,
        Origin origin,
        Addressee peer,
        String task,
        Outcome outcome,
        Exchange exchange,
        Times times,
        Ledger ledger) {
    /** Checks that nothing is missing. */
    public Delegation {
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(ledger, "ledger");
    }

    /** Returns how far it has come. */
    public DelegationStatus status() {
        return outcome.status();
    }

    /** Returns whether it is over. */
    public boolean finished() {
        return outcome.status().terminal();
    }

    /** Returns a copy with another outcome. */
    public Delegation with(Outcome changed) {
        return new Delegation(taskId, origin, peer, task, changed, exchange, times, ledger);
    }

    /** Returns a copy with another exchange. */
    public Delegation with(Exchange changed) {
        return new Delegation(taskId, origin, peer, task, outcome, changed, times, ledger);
    }

    /** Returns a copy with another ledger entry. */
    public Delegation with(Ledger changed) {
        return new Delegation(taskId, origin, peer, task, outcome, exchange, times, changed);
    }

    /** Returns a copy that changed at the instant. */
    public Delegation changedAt(Instant now) {
        Times changed = new Times(times.created(), now, times.deadline());
        return new Delegation(taskId, origin, peer, task, outcome, exchange, changed, ledger);
    }

    /**
     * Whose a delegation is and where it comes from.
     *
     * @param workspace who delegates
     * @param conversationId in which conversation, such as LangChain4j's memory id
     * @param traceparent the W3C trace position that every request carries on
     * @param path through whose hands the task came, this workspace included
     */
    public record Origin(
            WorkspaceId workspace, Optional<String> conversationId, Optional<String> traceparent, DelegationPath path) {
        /** Returns where in a trace it stands, for threads that belong to none. */
        Context position() {
            return traceparent.map(TraceContext::of).orElseGet(Context::root);
        }
    }

    /**
     * To whom a task was given.
     *
     * @param id the peer's workspace
     * @param name as the directory showed it then; a stranger's text
     */
    public record Addressee(WorkspaceId id, String name) {}

    /**
     * How far a delegation has come. The texts are a stranger's, except for errors of our own making.
     *
     * @param status the state
     * @param result what the peer delivered; present when completed
     * @param error what went wrong; present when failed or canceled
     * @param reason why; present when failed or canceled
     * @param question what the peer wants to know; present when it asked
     */
    public record Outcome(
            DelegationStatus status,
            Optional<String> result,
            Optional<String> error,
            Optional<FailureReason> reason,
            Optional<String> question) {
        /** Returns a state without texts. */
        public static Outcome of(DelegationStatus status) {
            return new Outcome(status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** Returns the end that the peer brought about. */
        public static Outcome completed(String result) {
            return new Outcome(
                    DelegationStatus.COMPLETED,
                    Optional.of(result),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** Returns an end without a result. {@link FailureReason#CANCELED} makes it canceled, all others failed. */
        public static Outcome failed(FailureReason reason, String error) {
            DelegationStatus status =
                    reason == FailureReason.CANCELED ? DelegationStatus.CANCELED : DelegationStatus.FAILED;
            return new Outcome(status, Optional.empty(), Optional.of(error), Optional.of(reason), Optional.empty());
        }

        /** Returns the state of a delegation whose peer asked. */
        public static Outcome asked(String question) {
            return new Outcome(
                    DelegationStatus.INPUT_REQUIRED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(question));
        }
    }

    /**
     * What was sent, and what the peer calls it.
     *
     * @param remoteTaskId the peer's id of the task; empty until it named one
     * @param contextId the peer's id of the conversation; empty until it named one
     * @param outgoing the message that the peer has not confirmed yet; empty when there is none
     * @param sentAt when the last sending began; with an outgoing message: it may have been read
     * @param attempts how often the outgoing message was tried
     */
    public record Exchange(
            Optional<String> remoteTaskId,
            Optional<String> contextId,
            Optional<Message> outgoing,
            Optional<Instant> sentAt,
            int attempts) {
        /** Returns the exchange of a delegation of which nothing was sent. */
        public static Exchange first(UUID taskId, String task) {
            Optional<Message> message = Optional.of(new Message(taskId, task));
            return new Exchange(Optional.empty(), Optional.empty(), message, Optional.empty(), 0);
        }

        /** Returns whether a message went out and nothing is known of its arrival. */
        public boolean unconfirmed() {
            return outgoing.isPresent() && sentAt.isPresent();
        }

        Exchange sending(Instant now) {
            return new Exchange(remoteTaskId, contextId, outgoing, Optional.of(now), attempts + 1);
        }

        Exchange notTaken() {
            return new Exchange(remoteTaskId, contextId, outgoing, Optional.empty(), attempts);
        }

        Exchange confirmed() {
            return new Exchange(remoteTaskId, contextId, Optional.empty(), sentAt, attempts);
        }

        Exchange answering(Message answer) {
            return new Exchange(remoteTaskId, contextId, Optional.of(answer), Optional.empty(), 0);
        }

        Exchange known(Optional<String> task, Optional<String> context) {
            return new Exchange(task.or(() -> remoteTaskId), context.or(() -> contextId), outgoing, sentAt, attempts);
        }
    }

    /**
     * A message to the peer. Its id is stored before it is sent, and is the same in every attempt.
     *
     * @param id the A2A message id
     * @param text what the peer reads
     */
    public record Message(UUID id, String text) {}

    /**
     * When a delegation began, changed and will be given up; milliseconds count, finer parts may be lost.
     *
     * @param created when it was stored
     * @param updated when its state last changed
     * @param deadline when it ends, whatever the peer does
     */
    public record Times(Instant created, Instant updated, Instant deadline) {}

    /**
     * Who keeps a delegation going, and who has heard of its end.
     *
     * @param read whether the end was told
     * @param stopDue whether the peer must still be told to stop
     * @param driver the process that keeps it going; empty when none does. Written by the store
     * @param fence grows with every change and every change of driver; a change on top of an older number is refused
     */
    public record Ledger(boolean read, boolean stopDue, Optional<String> driver, long fence) {
        /** Returns the entry of a new delegation. */
        public static Ledger fresh() {
            return new Ledger(false, false, Optional.empty(), 1);
        }

        /** Returns a copy whose end was told. */
        public Ledger told() {
            return new Ledger(true, stopDue, driver, fence);
        }

        /** Returns a copy whose peer must, or need not, be told to stop. */
        public Ledger stop(boolean due) {
            return new Ledger(read, due, driver, fence);
        }

        /** Returns a copy as a store writes it. */
        public Ledger storedBy(Optional<String> by, long number) {
            return new Ledger(read, stopDue, by, number);
        }
    }
}
