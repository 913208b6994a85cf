package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Drift.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds statements of how many tools there are in all. Only forms that cannot mean a part of them, or somebody else's,
 * are read: a heading, "all 9 tools", "the server exposes 9 tools", and a line of facts parted by dots.
 */
final class CountFinder {
    private static final List<String> NUMBERS = List.of(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                    .concat(" seventeen eighteen nineteen twenty")
                    .split(" "));
    private static final String COUNT = "(\\d{1,3}|" + String.join("|", NUMBERS) + ")";
    private static final String TOOLS = "\\s+(?:MCP\\s+|built-in\\s+)?tools\\b(?!-)";
    private static final Pattern HEADING =
            Pattern.compile("(?i)^#{1,6}\\s+(?:(?:the|our|all|all the|available)\\s+)?" + COUNT + TOOLS + "(.*)$");
    private static final Pattern ALL =
            Pattern.compile("(?i)(?<![\\w`])all\\s+(?:the\\s+|of\\s+the\\s+)?" + COUNT + TOOLS + "(.*)$");
    private static final Pattern SERVER = Pattern.compile(
            "(?i)(?:^|[.!?:]\\s+)(?:the|this|our|an?|it|we|you)\\s*(?:MCP\\s+)?(?:server|agent|library|package|toolkit|registry|plugin)?"
                    + "\\s*(?:that\\s+|which\\s+|also\\s+|currently\\s+)?(?:exposes?|provides?|offers?|ships(?:\\s+with)?|comes\\s+with|registers|has|have)\\s+"
                    + "(?:exactly\\s+|a\\s+total\\s+of\\s+)?" + COUNT + TOOLS + "(.*)$");
    private static final Pattern FACT = Pattern.compile("(?i)(?:^|[·•|]\\s*)" + COUNT + TOOLS + "\\s*(?:[·•|]|$)()");
    private static final Pattern A_PART = Pattern.compile(
            "(?i)^\\s*(?:above|below|here|in\\s+(?:this|the)\\s+(?:section|group|example|table)|of\\s+(?:this|the)\\s+(?:section|group)|per|at|each|from|by)\\b");

    private final Manuscript text;
    private final int tools;
    private final Consumer<Drift> drifts;

    private CountFinder(Manuscript text, Vocabulary vocabulary, Consumer<Drift> drifts) {
        this.text = text;
        this.tools = vocabulary.names().size();
        this.drifts = drifts;
    }

    static void check(Manuscript text, Vocabulary vocabulary, Consumer<Drift> drifts) {
        boolean words = text.syntax() == Syntax.MARKDOWN || text.syntax() == Syntax.TEXT;
        if (words && !vocabulary.names().isEmpty()) {
            new CountFinder(text, vocabulary, drifts).check();
        }
    }

    private void check() {
        boolean whole = true;
        for (Manuscript.Line line : text.proseLines()) {
            String content = line.content();
            claim(HEADING, line, true);
            claim(SERVER, line, true);
            claim(ALL, line, whole);
            if (content.contains("·") || content.contains("•")) {
                claim(FACT, line, true);
            }
            whole &= !content.matches("#{2,6}\\s.*");
        }
    }

    /** Below a heading "all three tools" may be those of its section, unless there are not as many. */
    private void claim(Pattern form, Manuscript.Line line, boolean ofTheWhole) {
        Matcher claim = form.matcher(line.content());
        if (!claim.find() || A_PART.matcher(claim.group(2)).find()) {
            return;
        }
        int said = number(claim.group(1));
        if (said != tools && (ofTheWhole || said > tools)) {
            int offset = line.offset() + claim.start(1);
            drifts.accept(new Drift(
                    text.file(),
                    text.line(offset),
                    text.column(offset),
                    Kind.WRONG_COUNT,
                    claim.group(1),
                    String.valueOf(tools)));
        }
    }

    private static int number(String word) {
        int index = NUMBERS.indexOf(word.toLowerCase(Locale.ROOT));
        return index >= 0 ? index : Integer.parseInt(word);
    }
}
