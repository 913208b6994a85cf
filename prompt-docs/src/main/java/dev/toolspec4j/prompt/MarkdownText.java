package dev.toolspec4j.prompt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single lines of text made safe for Markdown, changing no more than is needed: models read the source. */
final class MarkdownText {
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");
    private static final Pattern FOREIGN = Pattern.compile("[\\\\`*\\[\\]<>|]|^[#~+=-]");

    private MarkdownText() {}

    /** Returns an author's line with its code spans kept; what would open HTML or an endless code span is escaped. */
    static String line(String text) {
        StringBuilder safe = new StringBuilder();
        int from = 0;
        Matcher ticks = BACKTICKS.matcher(text);
        while (ticks.find(from)) {
            safe.append(prose(text.substring(from, ticks.start())));
            int end = closing(text, ticks.end(), ticks.group());
            if (end < 0) {
                safe.append("\\`".repeat(ticks.group().length()));
                from = ticks.end();
            } else {
                safe.append(text, ticks.start(), end);
                from = end;
            }
        }
        return safe.append(prose(text.substring(from))).toString();
    }

    /** Returns somebody else's line with nothing left of mark-up. */
    static String foreign(String text) {
        return FOREIGN.matcher(text).replaceAll(match -> Matcher.quoteReplacement("\\" + match.group()));
    }

    /** Returns the text as a code span, fenced by more backticks than it holds in a row. */
    static String code(String text) {
        int longest = BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
        String fence = "`".repeat(longest + 1);
        boolean touches = text.startsWith("`") || text.endsWith("`");
        return touches ? fence + " " + text + " " + fence : fence + text + fence;
    }

    private static String prose(String text) {
        return TAG.matcher(text).replaceAll("\\\\<");
    }

    private static int closing(String text, int from, String run) {
        Matcher ticks = BACKTICKS.matcher(text);
        int at = from;
        while (ticks.find(at)) {
            if (ticks.group().equals(run)) {
                return ticks.end();
            }
            at = ticks.end();
        }
        return -1;
    }
}
