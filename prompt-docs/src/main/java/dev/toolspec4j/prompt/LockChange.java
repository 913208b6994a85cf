package dev.toolspec4j.prompt;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A difference between a catalogue and its lock file.
 *
 * @param tool the tool's name now, or the name it had when it is gone
 * @param kind what changed
 * @param breaking whether callers that worked may fail or do more than they were allowed to
 * @param message what changed, from what to what
 */
public record LockChange(String tool, Kind kind, boolean breaking, String message) {

    /** What can change. */
    public enum Kind {
        /** The tool is new. */
        ADDED,
        /** The tool is gone. */
        REMOVED,
        /** The tool has another name and knows its former one. */
        RENAMED,
        /** The summary or the guidance has other words. */
        TEXT,
        /** The arguments changed. */
        SCHEMA,
        /** What a call may do changed. */
        EFFECTS;

        /** Returns the name in JSON, such as {@code schema}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns one line for people. */
    public String text() {
        return (breaking ? "breaking " : "") + kind.id() + " " + tool + ": " + message;
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("tool", tool);
        members.put("kind", kind.id());
        members.put("breaking", breaking);
        members.put("message", message);
        return members;
    }
}
