package dev.toolspec4j.a2a;

import java.util.function.Function;

/** Does the work that peers ask an {@link A2aServer} for. Called by several threads at once. */
@FunctionalInterface
public interface A2aAgent {
    /**
     * Works on a message and returns the result or a question. A cancelled task's thread is interrupted. An exception
     * fails the task; peers are not told its message.
     */
    AgentAnswer answer(AgentRequest request) throws InterruptedException;

    /** Returns an agent that knows nothing but the text, such as an AiService by method reference. */
    static A2aAgent of(Function<String, String> agent) {
        return request -> AgentAnswer.result(agent.apply(request.text()));
    }
}
