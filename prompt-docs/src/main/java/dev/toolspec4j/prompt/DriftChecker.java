package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.Catalogue;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds what texts say about tools that is not so: former names, misspelt names, tools that do not exist, arguments
 * that a tool does not take, and tools that a document which claims to list them all leaves out. Prose is told from
 * code: an ordinary identifier is no finding.
 *
 * <p>A document claims to list all tools by {@code tools:all} in a comment or {@code tools: all} in its front matter.
 * {@code tools:ignore} in a comment silences a line, {@code tools:ignore NAME} a name, {@code tools:ignore-file} a
 * file; a file {@code .toolspecignore} names what is left out of a folder.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class DriftChecker {
    private final Vocabulary vocabulary;

    private DriftChecker(Catalogue catalogue) {
        this.vocabulary = new Vocabulary(catalogue);
    }

    /** Returns a checker for the tools of the catalogue. */
    public static DriftChecker of(Catalogue catalogue) {
        return new DriftChecker(catalogue);
    }

    /** Returns the drifts of a text: Markdown, plain text, or JSON when it starts like it. */
    public List<Drift> check(String text) {
        return check("", text);
    }

    /**
     * Returns the drifts of a text that would stand in this file.
     *
     * @param fileName decides how the text is read; Markdown when its ending is not known
     */
    public List<Drift> check(String fileName, String text) {
        Syntax syntax = Syntax.ofFile(fileName).orElseGet(() -> Syntax.guess(text));
        return TextCheck.run(fileName, text, syntax, vocabulary);
    }

    /**
     * Returns the drifts of a file or of the files in a folder.
     *
     * @throws IllegalArgumentException when there is no such file or folder
     */
    public List<Drift> check(Path fileOrFolder) {
        return scan(fileOrFolder).drifts();
    }

    /**
     * Checks a file, or the Markdown, text, template, YAML, JSON and source files in a folder, and says what was left
     * out and why. Hidden folders, build output and installed packages are passed over, links are not followed.
     *
     * @throws IllegalArgumentException when there is no such file or folder
     */
    public DriftReport scan(Path fileOrFolder) {
        return new FileWalk(this).scan(fileOrFolder);
    }
}
