package dev.toolspec4j.a2a;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What is said to a peer.
 *
 * @param messageId names this message; the same in every attempt to send it
 * @param text what the peer is asked
 * @param taskId the peer's task that this message goes on with; empty to begin one
 * @param contextId the peer's conversation; empty for a new one
 * @param metadata facts about the message, sent with it; JSON values
 * @param requestMetadata facts about the request, sent beside the message; JSON values
 */
public record A2aMessage(
        String messageId,
        String text,
        Optional<String> taskId,
        Optional<String> contextId,
        Map<String, Object> metadata,
        Map<String, Object> requestMetadata) {
    /** Checks that nothing is missing and copies the maps, keeping their order. */
    public A2aMessage {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(contextId, "contextId");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        requestMetadata = Collections.unmodifiableMap(new LinkedHashMap<>(requestMetadata));
    }

    /** Returns a first message with an id of its own and nothing but text. */
    public static A2aMessage text(String text) {
        return new A2aMessage(
                UUID.randomUUID().toString(), text, Optional.empty(), Optional.empty(), Map.of(), Map.of());
    }
}
