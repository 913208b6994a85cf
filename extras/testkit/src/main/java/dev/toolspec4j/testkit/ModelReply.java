package dev.toolspec4j.testkit;

import java.util.List;

/** What a {@link ScriptedModel} answers to one request. */
public sealed interface ModelReply {
    /** Returns an answer in words. */
    static ModelReply says(String text) {
        return new Text(text);
    }

    /** Returns a call of one tool. */
    static ModelReply calls(String tool, String argumentsJson) {
        return new Calls(List.of(new Call(tool, argumentsJson)));
    }

    /** Returns calls of several tools at once. */
    static ModelReply calls(Call... calls) {
        return new Calls(List.of(calls));
    }

    /** Returns an HTTP error. */
    static ModelReply fails(int status, String message) {
        return new Fails(status, message);
    }

    /** Words. */
    record Text(String text) implements ModelReply {}

    /** Tool calls, in order. */
    record Calls(List<Call> calls) implements ModelReply {
        /** Copies the list. */
        public Calls {
            calls = List.copyOf(calls);
        }
    }

    /**
     * One tool call.
     *
     * @param tool the name, which need not exist
     * @param argumentsJson the arguments as the model would send them, which need not be JSON
     */
    record Call(String tool, String argumentsJson) {}

    /** An HTTP error. */
    record Fails(int status, String message) implements ModelReply {}
}
