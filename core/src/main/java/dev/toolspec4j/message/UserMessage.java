package dev.toolspec4j.message;

import java.util.List;
import java.util.Objects;

/**
 * What the agent tells its user.
 *
 * @param id a UUID; the same for every attempt to deliver it
 * @param text not blank
 * @param attachments in the order they were named; copied
 */
public record UserMessage(String id, String text, List<Attachment> attachments) {
    /** Checks that there is a text and copies the attachments. */
    public UserMessage {
        Objects.requireNonNull(id, "id");
        if (text.isBlank()) {
            throw new IllegalArgumentException("a message must not be blank");
        }
        attachments = List.copyOf(attachments);
    }
}
