package dev.toolspec4j.tool;

import dev.toolspec4j.internal.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What calling a tool yields: text for the model, and the same facts as JSON for programs. Immutable. */
public sealed interface ToolResult {
    /** Returns what the model reads; a failure's text starts with {@code Error: }. */
    String text();

    /** Returns whether the call failed. */
    boolean isError();

    /** Returns the facts as JSON: strings, numbers, booleans, lists, maps; unmodifiable, in order. */
    Map<String, Object> structured();

    /** Returns a success whose JSON form is {@code {"text":…}}. */
    static ToolResult text(String text) {
        return new Success(text, Map.of("text", text));
    }

    /** Returns a success whose text is the JSON itself. */
    static ToolResult json(Map<String, Object> both) {
        return new Success(Json.write(both), both);
    }

    /** Returns a success with separate forms for the model and for programs. */
    static ToolResult of(String text, Map<String, Object> structured) {
        return new Success(text, structured);
    }

    /**
     * Returns a failure.
     *
     * @param message what happened, to what, and what to do next; {@code Error: } is put before it unless it is there
     */
    static ToolResult failure(FailureKind kind, String message) {
        return new Failure(kind, message, Map.of());
    }

    /** The tool did what it was asked. */
    record Success(String text, Map<String, Object> structured) implements ToolResult {
        /** Copies the JSON form in depth, keeping its order. */
        public Success {
            Objects.requireNonNull(text, "text");
            structured = Frozen.map(structured);
        }

        @Override
        public boolean isError() {
            return false;
        }
    }

    /**
     * The tool did not do what it was asked.
     *
     * @param kind why
     * @param message what happened, to what, and what to do next
     * @param details further facts for programs, which follow {@code success}, {@code kind} and {@code error}
     */
    record Failure(FailureKind kind, String message, Map<String, Object> details) implements ToolResult {
        private static final String PREFIX = "Error: ";

        /** Takes a leading {@code Error: } off the message and copies the details in depth. */
        public Failure {
            Objects.requireNonNull(kind, "kind");
            message = message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message;
            details = Frozen.map(details);
        }

        @Override
        public String text() {
            return PREFIX + message;
        }

        @Override
        public boolean isError() {
            return true;
        }

        @Override
        public Map<String, Object> structured() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("success", false);
            facts.put("kind", kind.id());
            facts.put("error", message);
            details.forEach(facts::putIfAbsent);
            return Collections.unmodifiableMap(facts);
        }
    }
}
