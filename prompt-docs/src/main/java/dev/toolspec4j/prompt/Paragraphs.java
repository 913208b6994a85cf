package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in paragraphs: parted by blank lines, except inside a code fence, which is never torn apart. */
final class Paragraphs {
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(`{3,}|~{3,})(.*)$");
    private static final Pattern BLOCK = Pattern.compile("^\\s*([-*+]\\s|#{1,6}\\s|>|\\||\\d+[.)]\\s|`{3}|~{3})");

    private Paragraphs() {}

    /** Returns the paragraphs in order, without blank ones; a fence left open is closed. */
    static List<String> of(String text) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        String open = "";
        for (String line : text.lines().toList()) {
            open = fenceAfter(line, open);
            if (line.isBlank() && open.isEmpty()) {
                add(current, paragraphs);
            } else {
                current.append(line).append('\n');
            }
        }
        if (!open.isEmpty()) {
            current.append(open).append('\n');
        }
        add(current, paragraphs);
        return paragraphs;
    }

    /**
     * Returns whether the paragraph is a list, a table, a heading, a quotation or code, which needs lines of its own.
     */
    static boolean isBlock(String paragraph) {
        return paragraph.lines().anyMatch(line -> BLOCK.matcher(line).find());
    }

    /** Returns the marker of the fence that is open after the line; empty for none. */
    static String fenceAfter(String line, String open) {
        Matcher fence = FENCE.matcher(line);
        if (!fence.matches()) {
            return open;
        }
        String marker = fence.group(1);
        if (open.isEmpty()) {
            boolean inlineCode = marker.startsWith("`") && fence.group(2).contains("`");
            return inlineCode ? "" : marker;
        }
        boolean closes = marker.startsWith(open) && fence.group(2).isBlank();
        return closes ? "" : open;
    }

    private static void add(StringBuilder current, List<String> paragraphs) {
        String text = current.toString().stripTrailing();
        current.setLength(0);
        if (!text.isEmpty()) {
            paragraphs.add(text);
        }
    }
}
