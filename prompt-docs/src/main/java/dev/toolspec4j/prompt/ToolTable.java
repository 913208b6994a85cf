package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of tools for people in Markdown, and the block of a file that holds it: between the comments
 * {@code tools:begin} and {@code tools:end}, each on a line of its own. Immutable and safe for use by several threads.
 */
public final class ToolTable {
    /** The line above the table. */
    public static final String BEGIN = "<!-- tools:begin -->";

    /** The line below the table. */
    public static final String END = "<!-- tools:end -->";

    private final Catalogue catalogue;

    private ToolTable(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Returns the table of the catalogue's tools. */
    public static ToolTable of(Catalogue catalogue) {
        return new ToolTable(catalogue);
    }

    /** Returns the table: name, summary, arguments; ends with a line break. */
    public String markdown() {
        return catalogue.entries().stream()
                .map(ToolTable::row)
                .collect(Collectors.joining("", "| Tool | What it does | Arguments |\n|---|---|---|\n", ""));
    }

    /**
     * Returns the text with the table in its block.
     *
     * @throws IllegalArgumentException when the text has no block, or more than one
     */
    public String in(String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin || text.lastIndexOf(BEGIN) != begin || text.lastIndexOf(END) != end) {
            throw new IllegalArgumentException(
                    "the text needs one line '" + BEGIN + "' and below it one line '" + END + "'");
        }
        return text.substring(0, begin) + BEGIN + "\n" + markdown() + text.substring(end);
    }

    /**
     * Returns whether the file's block holds this table.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when the file has no block, or more than one
     */
    public boolean isIn(Path file) throws IOException {
        String text = Files.readString(file);
        return in(text).equals(text);
    }

    /**
     * Writes the table into the file's block.
     *
     * @return whether the file changed
     * @throws IOException when the file cannot be read or written
     * @throws IllegalArgumentException when the file has no block, or more than one
     */
    public boolean writeTo(Path file) throws IOException {
        String text = Files.readString(file);
        String updated = in(text);
        if (updated.equals(text)) {
            return false;
        }
        Files.writeString(file, updated);
        return true;
    }

    private static String row(Catalogue.Entry entry) {
        List<?> required = entry.inputSchema().get("required") instanceof List<?> list ? list : List.of();
        String arguments = entry.arguments().stream()
                .map(name -> MarkdownText.code(name) + (required.contains(name) ? "" : " (optional)"))
                .collect(Collectors.joining(", "));
        return "| " + cell(MarkdownText.code(entry.name())) + " | "
                + cell(MarkdownText.line(Characters.oneLine(entry.summary()))) + " | "
                + cell(arguments.isEmpty() ? "none" : arguments) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
