package dev.toolspec4j.delegation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a delegation ended without a result. */
public enum FailureReason {
    /** The peer refused the task. */
    REJECTED,
    /** The peer wants credentials that we do not have. */
    AUTH_REQUIRED,
    /** The peer tried and failed, or answered something that cannot be understood. */
    PEER_ERROR,
    /** The peer could not be reached, or took nothing; it has not seen the task. */
    UNREACHABLE,
    /** The delegation's lifetime ended before the peer finished. */
    DEADLINE,
    /** The peer may have read the task, and its reply is lost; the work may be done, running, or never begun. */
    OUTCOME_UNKNOWN,
    /** Cancelled by this side or by the peer. */
    CANCELED;

    /** Returns the name as it stands in JSON: lower case with underscores. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the reason that the text spells, as {@link #id()} does; empty when none does. */
    public static Optional<FailureReason> parse(String id) {
        return Arrays.stream(values()).filter(reason -> reason.id().equals(id)).findFirst();
    }
}
