package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.ToolLists.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds tables with a column of tools, and tables that tell of renames. */
final class TableFinder {
    private static final Pattern HEADING = Pattern.compile("^(#{1,6})\\s+(.*?)\\s*#*$");
    private static final Pattern TOOL_COLUMN =
            Pattern.compile("(?i)^[`*]*(?:mcp |available )?(?:tools?|functions?)(?:[ _]names?)?[`*]*$");
    private static final Pattern RENAMES = Pattern.compile(
            "(?i)\\b(?:old|former|formerly|previous|previously|renamed|deprecated|removed|legacy|before|was)\\b");
    private static final Pattern CELL = Pattern.compile("^[`*\"']*(" + Names.PATTERN + ")(?:\\([^)]*\\))?[`*\"']*$");

    private final Manuscript text;
    private final Mentions mentions;
    private final ToolLists lists;
    private final List<Manuscript.Line> lines;

    TableFinder(Manuscript text, Mentions mentions, ToolLists lists) {
        this.text = text;
        this.mentions = mentions;
        this.lists = lists;
        this.lines = text.proseLines();
    }

    void find() {
        String heading = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher title = HEADING.matcher(lines.get(i).content().strip());
            if (title.matches()) {
                heading = title.group(2);
            } else if (isRow(i)) {
                i = table(i, heading) - 1;
            }
        }
    }

    private boolean isRow(int i) {
        return lines.get(i).content().strip().startsWith("|");
    }

    private int table(int first, String heading) {
        int i = first;
        while (i < lines.size() && isRow(i)) {
            i++;
        }
        List<String> header = cells(lines.get(first).content());
        int column = -1;
        for (int c = 0; c < header.size(); c++) {
            boolean names = TOOL_COLUMN.matcher(header.get(c).strip()).matches()
                    || (header.get(c).strip().equalsIgnoreCase("name") && ToolLists.isAboutTools(heading));
            column = column < 0 && names ? c : column;
        }
        if (header.stream().anyMatch(cell -> RENAMES.matcher(cell).find())) {
            excuse(first, i);
        } else if (column >= 0) {
            lists.keep(rows(first + 1, i, column), true, heading);
        }
        return Math.max(i, first + 1);
    }

    private List<Entry> rows(int from, int to, int column) {
        List<Entry> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String content = lines.get(i).content();
            int at = content.indexOf('|') + 1;
            for (int c = 0; c < column && at > 0; c++) {
                at = content.indexOf('|', at) + 1;
            }
            int end = content.indexOf('|', at);
            String cell = at <= 0 ? "" : content.substring(at, end < 0 ? content.length() : end);
            Matcher name = CELL.matcher(cell.strip());
            if (name.matches() && lists.couldBeTool(name.group(1))) {
                int lead = cell.length() - cell.stripLeading().length();
                entries.add(new Entry(lines.get(i).offset() + at + lead + name.start(1), name.group(1)));
            }
        }
        return entries;
    }

    /** A table of old and new names tells of the past; its names are excused wherever they stand in it. */
    private void excuse(int from, int to) {
        int end = to < lines.size() ? lines.get(to).offset() : text.text().length();
        mentions.excuse(lines.get(from).offset(), end);
    }

    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        String body = row.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        for (String cell : body.split("\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }
}
