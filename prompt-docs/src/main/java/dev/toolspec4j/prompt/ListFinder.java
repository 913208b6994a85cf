package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.ToolLists.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds tools in bullets below words about tools, and in headings beside those of tools. */
final class ListFinder {
    private static final String NAME = "(" + Names.PATTERN + ")";
    private static final Pattern BULLET = Pattern.compile("^[ \\t>]*(?:[-*+•]|\\d+[.)])\\s+(?:\\[[ xX]\\]\\s+)?[`*\"']*"
            + NAME + "(\\()?[^\\s`*\"':,()\\[—–-]*(.*)$");
    private static final Pattern ANY_BULLET = Pattern.compile("^[ \\t>]*(?:[-*+•]|\\d+[.)])\\s+.*$");
    private static final Pattern AFTER_NAME =
            Pattern.compile("^(?:[^`]*\\))?[`*\"']*\\s*(?:$|[:,.;(—–|=-].*|→.*|\\[.*)", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^(#{1,6})\\s+(.*?)\\s*#*$");
    private static final Pattern NAME_HEADING =
            Pattern.compile("^(?:\\d+[.)]\\s+)?[`*]*" + NAME + "(?:\\([^)]*\\))?[`*]*$");

    private final ToolLists lists;
    private final List<Manuscript.Line> lines;

    ListFinder(Manuscript text, ToolLists lists) {
        this.lists = lists;
        this.lines = text.proseLines();
    }

    void find() {
        String lead = "";
        String heading = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).content();
            Matcher title = HEADING.matcher(line.strip());
            if (title.matches()) {
                heading = title.group(2);
                lead = "";
            } else if (ANY_BULLET.matcher(line).matches()) {
                i = bullets(i, heading, lead) - 1;
            } else if (!line.isBlank() && !line.strip().startsWith("|")) {
                lead = line;
            }
        }
        for (int level = 1; level <= 6; level++) {
            headings(level);
        }
    }

    /** Reads the list that starts at the line; returns the line after it. */
    private int bullets(int first, String heading, String lead) {
        List<Entry> entries = new ArrayList<>();
        int others = 0;
        int i = first;
        for (; i < lines.size() && continuesList(i); i++) {
            Matcher bullet = BULLET.matcher(lines.get(i).content());
            if (indent(i) > indent(first)) {
                continue;
            }
            if (bullet.matches() && isEntry(bullet)) {
                entries.add(new Entry(lines.get(i).offset() + bullet.start(1), bullet.group(1)));
            } else if (ANY_BULLET.matcher(lines.get(i).content()).matches()) {
                others++;
            }
        }
        boolean led = ToolLists.isAboutTools(lead.isEmpty() ? heading : lead)
                || (ToolLists.isAboutTools(heading) && others <= entries.size());
        lists.keep(entries, led, heading + "\n" + lead);
        return Math.max(i, first + 1);
    }

    private int indent(int i) {
        String content = lines.get(i).content();
        return content.length() - content.stripLeading().length();
    }

    private boolean continuesList(int i) {
        String line = lines.get(i).content();
        if (ANY_BULLET.matcher(line).matches()) {
            return true;
        }
        if (line.isBlank()) {
            return i + 1 < lines.size()
                    && ANY_BULLET.matcher(lines.get(i + 1).content()).matches();
        }
        return line.startsWith("  ") || line.startsWith("\t");
    }

    private boolean isEntry(Matcher bullet) {
        String rest = (bullet.group(2) == null ? "" : "(") + bullet.group(3);
        return lists.couldBeTool(bullet.group(1)) && AFTER_NAME.matcher(rest).matches();
    }

    private void headings(int level) {
        List<Entry> entries = new ArrayList<>();
        for (Manuscript.Line line : lines) {
            Matcher heading = HEADING.matcher(line.content());
            if (heading.matches() && heading.group(1).length() == level) {
                Matcher name = NAME_HEADING.matcher(heading.group(2));
                if (name.matches() && lists.couldBeTool(name.group(1))) {
                    entries.add(new Entry(line.offset() + heading.start(2) + name.start(1), name.group(1)));
                }
            }
        }
        long known = lists.known(entries);
        if (known > 0 && known * 2 >= entries.size()) {
            lists.name(entries);
        }
    }
}
