package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Reads a {@code result}, whatever the version and the server: members in any order, unknown ones ignored, states and
 * parts in both spellings. Nothing that a peer writes makes it throw.
 */
final class ReplyReader {
    private static final String NOTHING_SAID = "(the peer finished and sent no text)";
    private static final String NOTHING_ASKED = "(the peer waits for an answer and sent no question)";

    private ReplyReader() {}

    /** Returns what the result says; empty when it is neither a message nor a task. */
    static Optional<PeerReply> read(JsonNode result) {
        if (result.isTextual()) {
            return Optional.of(new PeerReply.Message(orNothingSaid(result.asText()), Optional.empty()));
        }
        if (!result.isObject()) {
            return Optional.empty();
        }
        if (result.path("task").isObject()) {
            return Optional.of(task(result.path("task")));
        }
        String kind = Tree.text(result, "kind");
        if (kind.equals("task")
                || (!kind.equals("message") && result.path("status").isObject())) {
            return Optional.of(task(result));
        }
        if (result.path("message").isObject()) {
            return Optional.of(message(result.path("message")));
        }
        return kind.equals("message") || result.path("parts").isArray()
                ? Optional.of(message(result))
                : Optional.empty();
    }

    private static PeerReply message(JsonNode message) {
        return new PeerReply.Message(orNothingSaid(Parts.ofMessage(message)), Tree.optionalText(message, "contextId"));
    }

    private static PeerReply task(JsonNode task) {
        Optional<String> id = Tree.optionalText(task, "id");
        TaskState state = TaskState.of(Tree.text(task.path("status"), "state"));
        if (id.isEmpty() && !state.terminal()) {
            return new PeerReply.OutcomeUnknown(
                    "the peer answered with a task in state '" + state.word() + "' that has no id to ask about");
        }
        return new PeerReply.Task(id, Tree.optionalText(task, "contextId"), state, words(task, state));
    }

    private static String words(JsonNode task, TaskState state) {
        String said = Parts.ofMessage(task.path("status").path("message"));
        if (state == TaskState.INPUT_REQUIRED) {
            String asked = said.isBlank() ? Parts.ofArtifacts(task.path("artifacts")) : said;
            return asked.isBlank() ? NOTHING_ASKED : asked;
        }
        if (state != TaskState.COMPLETED) {
            return !said.isBlank() || !state.terminal() ? said : Parts.ofArtifacts(task.path("artifacts"));
        }
        String made = Parts.ofArtifacts(task.path("artifacts"));
        return orNothingSaid(made.isBlank() ? said : made);
    }

    private static String orNothingSaid(String text) {
        return text.isBlank() ? NOTHING_SAID : text;
    }
}
