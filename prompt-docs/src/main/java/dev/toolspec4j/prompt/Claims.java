package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Drift.Kind;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a document to its claim to list every tool: {@code tools:all} in a comment, {@code tools: all} in the front
 * matter, or a {@code tools:begin} block.
 */
final class Claims {
    private static final Pattern COMMENT =
            Pattern.compile("(?m)(?:<!--|//|#|/\\*+|\\{#|--)\\s*(tools:(?:all|begin|list))\\b(?![\\w-])");
    private static final Pattern FRONT_MATTER = Pattern.compile(
            "(?mi)^(?:(tools)\\s*:\\s*[\"']?all[\"']?|(lists?[-_]?(?:all[-_])?tools)\\s*:\\s*(?:true|all))\\s*$");

    private Claims() {}

    static void check(Manuscript text, Vocabulary vocabulary, Consumer<Drift> drifts) {
        Optional<Integer> claim = claim(text);
        if (claim.isEmpty()) {
            return;
        }
        for (String tool : vocabulary.names()) {
            Pattern name = Pattern.compile("(?<![\\w-])" + Pattern.quote(tool) + "(?![\\w-])");
            if (!name.matcher(text.text()).find()) {
                drifts.accept(new Drift(
                        text.file(), text.line(claim.get()), text.column(claim.get()), Kind.MISSING_TOOL, tool, tool));
            }
        }
    }

    /** A marker within a code span or a string is an example of one. */
    private static boolean isComment(Manuscript text, int offset) {
        String before = text.text().substring(text.lineStart(offset), offset);
        boolean quoted = before.chars().filter(c -> c == '`' || c == '"').count() % 2 == 1;
        return !quoted && (!text.syntax().isProgram() || before.isBlank());
    }

    private static Optional<Integer> claim(Manuscript text) {
        Matcher comment = COMMENT.matcher(text.text());
        while (comment.find()) {
            if (isComment(text, comment.start())) {
                return Optional.of(comment.start(1));
            }
        }
        int end = FrontMatter.of(text.text()).orElse(0);
        Matcher front = FRONT_MATTER.matcher(text.text()).region(0, end);
        return front.find() ? Optional.of(front.start()) : Optional.empty();
    }
}
