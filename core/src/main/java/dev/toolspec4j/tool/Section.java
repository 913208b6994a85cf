package dev.toolspec4j.tool;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A group of tools that are documented together.
 *
 * @param id unique in a registry; a lower-case letter, then lower-case letters, digits, {@code _} or {@code -}
 * @param title the heading above the section's tools; one line, not blank
 * @param guidance what follows the section's tools in a prompt; may name tools by reference, as in
 *     {@code {tool:list_peers}}; empty for none
 */
public record Section(String id, String title, String guidance) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    /** Checks the components; throws {@link IllegalArgumentException} naming the section and the rule it breaks. */
    public Section {
        Objects.requireNonNull(guidance, "guidance");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("section id must match " + ID + ", was '" + id + "'");
        }
        if (title.isBlank() || title.indexOf('\n') >= 0 || title.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("section '" + id + "': the title must be one line of text");
        }
    }
}
