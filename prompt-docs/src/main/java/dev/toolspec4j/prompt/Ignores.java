package dev.toolspec4j.prompt;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says should not be reported, in any comment: {@code tools:ignore NAME [reason]} for a name in the whole
 * text, {@code tools:ignore} for its line and, when alone on it, the next one, {@code tools:ignore-file} for
 * everything.
 */
final class Ignores {
    private static final Pattern DIRECTIVE =
            Pattern.compile("tools:ignore(-file)?(?![\\w-])(?:[ \\t]+([A-Za-z-][\\w.-]*))?");
    private static final Pattern ALONE = Pattern.compile("^\\s*(?:<!--|//|#|/\\*+|\\*|\\{#|--)?\\s*$");

    private final Set<Integer> lines = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private boolean everything;

    private Ignores() {}

    static Ignores in(Manuscript text) {
        Ignores ignores = new Ignores();
        Matcher directive = DIRECTIVE.matcher(text.text());
        while (directive.find()) {
            String name = directive.group(2);
            if (isExample(text, directive.start())) {
                continue;
            }
            if (directive.group(1) != null) {
                ignores.everything = true;
            } else if (name != null && !name.startsWith("--")) {
                ignores.names.add(name);
            } else {
                int line = text.line(directive.start());
                ignores.lines.add(line);
                String before = text.text().substring(text.lineStart(directive.start()), directive.start());
                if (ALONE.matcher(before).matches()) {
                    ignores.lines.add(line + 1);
                }
            }
        }
        return ignores;
    }

    /** A directive within a code span is an example of one. */
    private static boolean isExample(Manuscript text, int offset) {
        String before = text.text().substring(text.lineStart(offset), offset);
        return before.chars().filter(c -> c == '`').count() % 2 == 1;
    }

    boolean covers(Drift drift) {
        return everything || lines.contains(drift.line()) || names.contains(drift.found());
    }
}
