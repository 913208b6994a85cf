package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.Section;
import java.util.List;
import java.util.Objects;

/**
 * A section that a prompt has beside those of the registry, such as the peers that are there now.
 *
 * @param title the heading; one line, not blank
 * @param text the author's own words in paragraphs; may name tools by reference, as in {@code {tool:list_peers}}; empty
 *     for none
 * @param items lines that may hold words of others, such as a peer's name. Each becomes one bullet: made one line, cut
 *     at 300 characters, freed of invisible characters, escaped; references in them stay as they are
 */
public record ExtraSection(String title, String text, List<String> items) {

    /** Copies the list; throws {@link IllegalArgumentException} unless the title is one line of text. */
    public ExtraSection {
        Objects.requireNonNull(text, "text");
        if (title.isBlank() || title.lines().count() > 1) {
            throw new IllegalArgumentException("an extra section needs a title of one line, was '" + title + "'");
        }
        items = List.copyOf(items);
    }

    /** Returns a section of the author's own words. */
    public static ExtraSection of(String title, String text) {
        return new ExtraSection(title, text, List.of());
    }

    /** Returns a section of the author's own words, such as those that the built-in tools make of the moment. */
    public static ExtraSection of(Section section) {
        return of(section.title(), section.guidance());
    }

    /** Returns a section of words that may come from others: a bullet for each line that is not blank. */
    public static ExtraSection untrusted(String title, String lines) {
        return new ExtraSection(
                title,
                "",
                lines.lines()
                        .map(line -> line.strip().replaceFirst("^[-*]\\s+", ""))
                        .filter(line -> !line.isEmpty())
                        .toList());
    }
}
