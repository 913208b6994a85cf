package dev.toolspec4j.prompt;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something about a tool that a model, a provider or a host would stumble over.
 *
 * @param rule the rule's id, such as {@code S3}
 * @param level how bad it is
 * @param tool the tool's name; empty when it is about the whole catalogue
 * @param message what is wrong and what to do
 */
public record LintFinding(String rule, Level level, String tool, String message) {

    /** How bad a finding is. */
    public enum Level {
        /** Some provider or host refuses it, or a model is led astray. */
        ERROR,
        /** It works worse than it could. */
        WARNING,
        /** Good to know. */
        INFO;

        /** Returns the name in JSON, such as {@code error}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns one line for people. */
    public String text() {
        return level.id() + " " + rule + (tool.isEmpty() ? "" : " " + tool) + ": " + message;
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rule", rule);
        members.put("level", level.id());
        members.put("tool", tool);
        members.put("message", message);
        return members;
    }
}
