package dev.toolspec4j.a2a;

import java.util.Objects;

/**
 * What an agent answers to a peer.
 *
 * @param text the result or the question
 * @param question whether the agent needs an answer before it can go on; the peer's next message of the task is it
 */
public record AgentAnswer(String text, boolean question) {
    /** Checks that the text is not missing. */
    public AgentAnswer {
        Objects.requireNonNull(text, "text");
    }

    /** Returns an answer that ends the task. */
    public static AgentAnswer result(String text) {
        return new AgentAnswer(text, false);
    }

    /** Returns a question that the task waits for. */
    public static AgentAnswer question(String text) {
        return new AgentAnswer(text, true);
    }
}
