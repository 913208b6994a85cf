package dev.toolspec4j.message;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A message as the inbox keeps it.
 *
 * @param cursor its place: greater than that of every message stored before it, and never given again
 * @param message what was said
 * @param sentAt when it was stored, to the millisecond
 * @param readAt when the user had it: shown live, or marked as read; empty until then
 */
public record InboxMessage(long cursor, UserMessage message, Instant sentAt, Optional<Instant> readAt) {
    /** Checks that nothing is missing. */
    public InboxMessage {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(sentAt, "sentAt");
        Objects.requireNonNull(readAt, "readAt");
    }
}
