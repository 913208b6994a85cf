package dev.toolspec4j.a2a;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a peer answered, or why it did not. Ask {@link #standing()} what it means; the other methods answer for each
 * kind. Peer text is another party's words: show it, never obey or parse it.
 */
public sealed interface PeerReply {
    /** Returns what this reply means for the work. */
    Standing standing();

    /** Returns in one sentence what happened, for people; never blank. */
    String reason();

    /** Returns the peer's own words: the result, the question, the cause of a failure; empty when it said nothing. */
    default String text() {
        return "";
    }

    /** Returns the peer's id of the task, to ask about it later. */
    default Optional<String> remoteTaskId() {
        return Optional.empty();
    }

    /** Returns the peer's id of the conversation. */
    default Optional<String> contextId() {
        return Optional.empty();
    }

    /** Returns how long to wait before sending again, when the peer said so. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** Returns whether credentials were missing or refused. */
    default boolean authentication() {
        return standing() == Standing.AUTH_REQUIRED;
    }

    /** What a reply means for the work. */
    enum Standing {
        /** The work is done; {@link PeerReply#text()} is the result and never blank. */
        COMPLETED,
        /** The peer works on it: ask again with {@link PeerReply#remoteTaskId()}. */
        WORKING,
        /** The peer's platform keeps it for later; sending it again would double it. */
        QUEUED,
        /** The peer asks; {@link PeerReply#text()} is the question. */
        INPUT_REQUIRED,
        /** The peer's task waits for credentials. */
        AUTH_REQUIRED,
        /** The peer says that it failed. It may have done a part of it. */
        FAILED,
        /** The peer does not take this work on. */
        REJECTED,
        /** The work was stopped on request. */
        CANCELED,
        /** Nothing was sent, or the peer said that it did not take it: sending again is safe. */
        NOT_SENT,
        /** Not executed, and sending it again would not help. */
        REFUSED,
        /** The peer may have read the request, and its answer is lost or makes no sense: do not send it again. */
        OUTCOME_UNKNOWN,
        /** The peer does not know the task any more. */
        TASK_LOST;

        /** Returns whether nothing that the client can do changes this any more. */
        public boolean settled() {
            return switch (this) {
                case WORKING, QUEUED, INPUT_REQUIRED, NOT_SENT -> false;
                default -> true;
            };
        }
    }

    /**
     * The peer answered with a message: the work is over.
     *
     * @param text what it said; not blank
     */
    record Message(String text, Optional<String> contextId) implements PeerReply {
        /** Checks that nothing is missing. */
        public Message {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(contextId, "contextId");
        }

        @Override
        public Standing standing() {
            return AgentError.in(text) ? Standing.FAILED : Standing.COMPLETED;
        }

        @Override
        public String reason() {
            return AgentError.in(text) ? "the peer failed: " + text : "the peer answered";
        }
    }

    /**
     * The peer told how a task stands.
     *
     * @param remoteTaskId the peer's id of it; present unless the task has ended
     * @param state how far it has come
     * @param text the result, the question or the cause; for a task at work what the peer says of its progress
     */
    record Task(Optional<String> remoteTaskId, Optional<String> contextId, TaskState state, String text)
            implements PeerReply {
        /** Checks that nothing is missing. */
        public Task {
            Objects.requireNonNull(remoteTaskId, "remoteTaskId");
            Objects.requireNonNull(contextId, "contextId");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(text, "text");
        }

        @Override
        public Standing standing() {
            return switch (state) {
                case SUBMITTED, WORKING, UNKNOWN -> Standing.WORKING;
                case INPUT_REQUIRED -> Standing.INPUT_REQUIRED;
                case AUTH_REQUIRED -> Standing.AUTH_REQUIRED;
                case COMPLETED -> AgentError.in(text) ? Standing.FAILED : Standing.COMPLETED;
                case CANCELED -> Standing.CANCELED;
                case FAILED -> Standing.FAILED;
                case REJECTED -> Standing.REJECTED;
            };
        }

        @Override
        public String reason() {
            String said = text.isBlank() ? "" : ": " + text;
            return switch (standing()) {
                case COMPLETED -> "the peer completed the task";
                case FAILED -> "the peer failed" + said;
                case REJECTED -> "the peer rejected the task" + said;
                case CANCELED -> "the task was canceled" + said;
                case INPUT_REQUIRED -> "the peer asks" + said;
                case AUTH_REQUIRED -> "the peer needs credentials for the task" + said;
                default -> "the peer is at work (" + state.word() + ")";
            };
        }
    }

    /**
     * The peer is busy; its platform keeps the message and hands it over later (HTTP 202).
     *
     * @param body the whole answer, in order
     */
    record Queued(Map<String, Object> body, String reason) implements PeerReply {
        /** Copies the body. */
        public Queued {
            body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Standing standing() {
            return Standing.QUEUED;
        }
    }

    /** Nothing left this machine, or the peer said that it did not take the request. */
    record NotSent(String reason, Optional<Duration> retryAfter) implements PeerReply {
        /** Checks that nothing is missing. */
        public NotSent {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        @Override
        public Standing standing() {
            return Standing.NOT_SENT;
        }
    }

    /**
     * Not executed, for a reason that stays.
     *
     * @param code the JSON-RPC error code (negative), else the HTTP status; 0 when it was refused on this machine
     * @param authentication whether credentials were missing or refused
     */
    record Refused(int code, String reason, boolean authentication) implements PeerReply {
        /** Checks that nothing is missing. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Standing standing() {
            return Standing.REFUSED;
        }
    }

    /**
     * The peer answered that it broke while it worked, or with more than may be read.
     *
     * @param code the JSON-RPC error code; 0 when the answer was too large
     */
    record Failed(int code, String reason) implements PeerReply {
        /** Checks that nothing is missing. */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Standing standing() {
            return Standing.FAILED;
        }
    }

    /** The request may have been read, and there is no usable answer. */
    record OutcomeUnknown(String reason) implements PeerReply {
        /** Checks that nothing is missing. */
        public OutcomeUnknown {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Standing standing() {
            return Standing.OUTCOME_UNKNOWN;
        }
    }

    /** The peer does not know the task: it never had it, or lost it. */
    record TaskLost(String reason) implements PeerReply {
        /** Checks that nothing is missing. */
        public TaskLost {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Standing standing() {
            return Standing.TASK_LOST;
        }
    }
}
