package dev.toolspec4j.message;

import java.io.IOException;

/** Shows messages to the user now, in a chat window or a terminal. Called by several threads at once. */
@FunctionalInterface
public interface UserChannel {
    /**
     * Delivers a message with all of its attachments, or nothing of it. The files stay where they are for as long as
     * the inbox keeps the message.
     *
     * @throws IOException when the user does not get it; the message says why and may be shown to a model
     */
    void deliver(UserMessage message) throws IOException, InterruptedException;
}
