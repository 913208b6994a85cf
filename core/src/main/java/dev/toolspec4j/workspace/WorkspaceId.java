package dev.toolspec4j.workspace;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What names one workspace, here and at its peers.
 *
 * @param value 1 to 64 letters, digits, dots, underscores or hyphens; a UUID on a platform
 */
public record WorkspaceId(String value) implements Comparable<WorkspaceId> {
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Checks the value; throws {@link IllegalArgumentException} naming it and the rule. */
    public WorkspaceId {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a workspace id must match " + VALUE + ", was '" + shortened(value) + "'");
        }
    }

    /** Returns the id that the text spells, without blanks at its ends; empty when it cannot be one. */
    public static Optional<WorkspaceId> parse(String text) {
        String trimmed = text.strip();
        return VALUE.matcher(trimmed).matches() ? Optional.of(new WorkspaceId(trimmed)) : Optional.empty();
    }

    @Override
    public int compareTo(WorkspaceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
