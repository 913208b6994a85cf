package dev.toolspec4j.testkit;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.TaskState;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What a peer of an {@link InMemoryWorkspace} does with the tasks it gets. It runs on a thread of its own for each
 * message, so it may wait for a latch of the test; one that throws is a peer that breaks.
 */
@FunctionalInterface
public interface PeerScript {
    /** Answers a message. Called from several threads at once. */
    PeerReply reply(Asked asked) throws InterruptedException;

    /** Returns a peer that always says the same. */
    static PeerScript answers(String text) {
        return answers(task -> text);
    }

    /** Returns a peer that does what the function does with the words it gets. */
    static PeerScript answers(UnaryOperator<String> agent) {
        return asked -> new PeerReply.Message(agent.apply(asked.text()), Optional.empty());
    }

    /** Returns a peer that asks back, and goes on as the script says once it has the answer. */
    static PeerScript asks(String question, PeerScript then) {
        return asked -> asked.turn() == 1
                ? task(asked, TaskState.INPUT_REQUIRED, question)
                : then.reply(new Asked(asked.taskId(), asked.turn() - 1, asked.text()));
    }

    /** Returns a peer that fails at every task. */
    static PeerScript fails(String cause) {
        return asked -> task(asked, TaskState.FAILED, cause);
    }

    /** Returns a peer that takes no task on. */
    static PeerScript rejects(String cause) {
        return asked -> task(asked, TaskState.REJECTED, cause);
    }

    /** Returns a peer that works and never comes to an end. */
    static PeerScript works() {
        return asked -> task(asked, TaskState.WORKING, "");
    }

    /** Returns a peer whose platform keeps its tasks for later. */
    static PeerScript queues() {
        return asked -> new PeerReply.Queued(Map.of("queued", true), "the peer is busy");
    }

    /** Returns a peer that cannot be reached; it has got nothing. */
    static PeerScript unreachable() {
        return asked -> new PeerReply.NotSent("connection refused", Optional.empty());
    }

    /** Returns a peer that gets its tasks and whose answers are lost. */
    static PeerScript losesItsAnswers() {
        return asked -> new PeerReply.OutcomeUnknown("the connection broke after sending");
    }

    private static PeerReply task(Asked asked, TaskState state, String text) {
        String id = "task-" + asked.taskId();
        return new PeerReply.Task(Optional.of(id), Optional.of("context-" + asked.taskId()), state, text);
    }

    /**
     * A message to a peer.
     *
     * @param taskId the delegation it belongs to
     * @param turn 1 for the task itself, 2 for the answer to its first question
     * @param text its words
     */
    record Asked(UUID taskId, int turn, String text) {}
}
