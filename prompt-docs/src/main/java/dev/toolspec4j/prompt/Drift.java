package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A place where a text says something about tools that is not so.
 *
 * @param file the file, with {@code /} between folders; empty when a text without a file was checked
 * @param line from 1
 * @param column from 1, in characters
 * @param kind what is wrong
 * @param found what the text says
 * @param suggestion what it should say; empty when nothing is near
 */
public record Drift(String file, int line, int column, Kind kind, String found, String suggestion) {

    /** What can be wrong. */
    public enum Kind {
        /** A tool is called by a name it no longer has. */
        FORMER_NAME,
        /** A name that no tool has, but one nearly does. */
        NEAR_MISS,
        /** A tool that does not exist. */
        UNKNOWN_TOOL,
        /** An argument that the tool does not take. */
        UNKNOWN_ARGUMENT,
        /** A document that claims to list the tools leaves one out. */
        MISSING_TOOL,
        /** A number of tools that is not the catalogue's. */
        WRONG_COUNT;

        /** Returns the name in JSON, such as {@code former_name}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns one line for people: place, what was found, what to write instead. */
    public String text() {
        String place = (file.isEmpty() ? "" : file + ":") + line + ":" + column + ": ";
        String advice = suggestion.isEmpty() ? "" : "; did you mean '" + suggestion + "'?";
        return place
                + switch (kind) {
                    case FORMER_NAME -> "'" + found + "' is now named '" + suggestion + "'";
                    case NEAR_MISS, UNKNOWN_TOOL -> "no tool is named '" + found + "'" + advice;
                    case UNKNOWN_ARGUMENT -> "the tool takes no argument '" + found + "'" + advice;
                    case MISSING_TOOL -> "the document claims to list all tools, but not '" + found + "'";
                    case WRONG_COUNT -> "there are " + suggestion + " tools, not " + found;
                };
    }

    /** Returns the drifts as JSON: a list of {@code {"file","line","column","kind","found","suggestion"}}. */
    public static String toJson(List<Drift> drifts) {
        return drifts.stream().map(Drift::json).collect(Collectors.joining(",", "[", "]"));
    }

    private String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("file", file);
        members.put("line", line);
        members.put("column", column);
        members.put("kind", kind.id());
        members.put("found", found);
        members.put("suggestion", suggestion);
        return ToolResult.json(members).text();
    }
}
