package dev.toolspec4j.delegation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a delegation has come. */
public enum DelegationStatus {
    /** Stored, not sent yet. */
    PENDING,
    /** Sent, or being sent; the peer has not finished. */
    IN_PROGRESS,
    /** The peer is busy, took the task and will come to it. */
    QUEUED,
    /** The peer asked a question and waits for the answer. */
    INPUT_REQUIRED,
    /** The peer finished; the result is there. Final. */
    COMPLETED,
    /** It came to nothing, or nobody can know; the reason says which. Final. */
    FAILED,
    /** Cancelled by this side or by the peer. Final. */
    CANCELED;

    /** Returns the name as it stands in JSON: lower case with underscores. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the status that the text spells, as {@link #id()} does; empty when none does. */
    public static Optional<DelegationStatus> parse(String id) {
        return Arrays.stream(values()).filter(status -> status.id().equals(id)).findFirst();
    }

    /** Returns whether the status is final: a delegation never leaves it. */
    public boolean terminal() {
        return this == COMPLETED || this == FAILED || this == CANCELED;
    }

    /** Returns whether waiting longer brings nothing by itself: final, queued, or waiting for an answer. */
    public boolean settled() {
        return terminal() || this == QUEUED || this == INPUT_REQUIRED;
    }
}
