package dev.toolspec4j.a2a;

import java.util.Locale;

/** How far a peer's task has come. */
public enum TaskState {
    /** Taken, not begun. */
    SUBMITTED("submitted"),
    /** Being worked on. */
    WORKING("working"),
    /** Waits for an answer to its question. */
    INPUT_REQUIRED("input-required"),
    /** Waits for credentials. */
    AUTH_REQUIRED("auth-required"),
    /** Done. */
    COMPLETED("completed"),
    /** Stopped on request. */
    CANCELED("canceled"),
    /** Ended without success. */
    FAILED("failed"),
    /** Not taken on. */
    REJECTED("rejected"),
    /** The peer named no state that is known here; asking again may tell. */
    UNKNOWN("unknown");

    private final String word;

    TaskState(String word) {
        this.word = word;
    }

    /** Returns the state that a peer's word means, in either spelling; {@link #UNKNOWN} for all other words. */
    public static TaskState of(String word) {
        String plain = word.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        String bare = plain.startsWith("task-state-") ? plain.substring("task-state-".length()) : plain;
        for (TaskState state : values()) {
            if (state.word.equals(bare)) {
                return state;
            }
        }
        return bare.equals("cancelled") ? CANCELED : UNKNOWN;
    }

    /** Returns whether the task never changes again. */
    public boolean terminal() {
        return this == COMPLETED || this == CANCELED || this == FAILED || this == REJECTED;
    }

    /** Returns whether the task waits for something from us. */
    public boolean interrupted() {
        return this == INPUT_REQUIRED || this == AUTH_REQUIRED;
    }

    /** Returns the word of protocol 0.3, such as {@code input-required}. */
    public String word() {
        return word;
    }

    /** Returns the word of protocol 1.0, such as {@code TASK_STATE_INPUT_REQUIRED}. */
    String word10() {
        return this == UNKNOWN ? "TASK_STATE_UNSPECIFIED" : "TASK_STATE_" + name();
    }
}
