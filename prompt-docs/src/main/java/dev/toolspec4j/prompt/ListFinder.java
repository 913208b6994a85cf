package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Mentions.Evidence;
import dev.toolspec4j.prompt.Mentions.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds lists of tools in prose: tables with a column of tools, bullets below words about tools, headings, one-liners.
 */
final class ListFinder {
    private static final String NAME = "(" + Names.PATTERN + ")";
    private static final Pattern BULLET = Pattern.compile("^[ \\t>]*(?:[-*+•]|\\d+[.)])\\s+(?:\\[[ xX]\\]\\s+)?[`*\"']*"
            + NAME + "(\\()?[^\\s`*\"':,()\\[—–-]*(.*)$");
    private static final Pattern ANY_BULLET = Pattern.compile("^[ \\t>]*(?:[-*+•]|\\d+[.)])\\s+.*$");
    private static final Pattern AFTER_NAME =
            Pattern.compile("^(?:[^`]*\\))?[`*\"']*\\s*(?:$|[:,.;(—–|=-].*|→.*|\\[.*)", Pattern.DOTALL);
    private static final Pattern ABOUT_TOOLS =
            Pattern.compile("(?i)\\b(?:tools?|functions you can call|callable functions)\\b");
    private static final Pattern HEADING = Pattern.compile("^(#{1,6})\\s+(.*?)\\s*#*$");
    private static final Pattern NAME_HEADING =
            Pattern.compile("^(?:\\d+[.)]\\s+)?[`*]*" + NAME + "(?:\\([^)]*\\))?[`*]*$");
    private static final Pattern TOOL_COLUMN =
            Pattern.compile("(?i)^[`*]*(?:mcp |available )?(?:tools?|functions?)(?:[ _]names?)?[`*]*$");
    private static final Pattern RENAMES = Pattern.compile(
            "(?i)\\b(?:old|former|formerly|previous|previously|renamed|deprecated|removed|legacy|before|was)\\b");
    private static final Pattern CELL = Pattern.compile("^[`*\"']*" + NAME + "(?:\\([^)]*\\))?[`*\"']*$");
    private static final Pattern ONE_LINE = Pattern.compile(
            "(?i)\\btools?\\b[^.\\n:|]{0,40}:\\s*((?:[`*]*[\\w.-]+[`*]*(?:\\([^)\\n]*\\))?(?:\\s*,\\s*(?:and\\s+|or\\s+)?|\\s+and\\s+|\\s+or\\s+)){1,40}[`*]*[\\w-]+[`*]*)");
    private static final Pattern CODE_NAME = Pattern.compile("`" + NAME + "(?:\\([^)`]*\\))?`");
    private static final Pattern RUN = Pattern.compile(
            "`[A-Za-z][\\w.-]*(?:\\([^)`]*\\))?`(?:\\s*(?:,\\s*(?:and|or)?|and|or|/|\\||→|->|\\+|&)\\s*`[A-Za-z][\\w.-]*(?:\\([^)`]*\\))?`){1,40}");
    private static final Pattern FOREIGN =
            Pattern.compile("(?i)\\b(?:other|another|external|third[- ]party)\\b|\\bserver'?s?\\b");

    private final Manuscript text;
    private final Vocabulary vocabulary;
    private final Mentions mentions;
    private final String view;
    private final List<Line> lines = new ArrayList<>();

    ListFinder(Manuscript text, Vocabulary vocabulary, Mentions mentions) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.mentions = mentions;
        this.view = text.prose();
        int at = 0;
        for (String line : view.split("\n", -1)) {
            lines.add(new Line(at, line));
            at += line.length() + 1;
        }
    }

    private record Line(int offset, String content) {
        boolean isBlank() {
            return content.isBlank();
        }
    }

    private record Entry(int offset, String name, boolean call) {}

    void find() {
        String lead = "";
        String heading = "";
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Matcher title = HEADING.matcher(line.content().strip());
            if (title.matches()) {
                heading = title.group(2);
                lead = "";
            } else if (ANY_BULLET.matcher(line.content()).matches()) {
                i = bullets(i, heading, lead) - 1;
            } else if (line.content().strip().startsWith("|")) {
                i = table(i, heading) - 1;
            } else if (!line.isBlank()) {
                lead = line.content();
            }
        }
        headings();
        oneLiners();
        runs();
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
                entries.add(
                        new Entry(lines.get(i).offset() + bullet.start(1), bullet.group(1), bullet.group(2) != null));
            } else if (ANY_BULLET.matcher(lines.get(i).content()).matches()) {
                others++;
            }
        }
        boolean led =
                isAboutTools(lead.isEmpty() ? heading : lead) || (isAboutTools(heading) && others <= entries.size());
        keep(entries, led, heading + "\n" + lead);
        return Math.max(i, first + 1);
    }

    private int indent(int i) {
        String content = lines.get(i).content();
        return content.length() - content.stripLeading().length();
    }

    /** Words about tools, unless they are about something that tools have, such as options. */
    private static boolean isAboutTools(String text) {
        String words = text.substring(Math.max(0, text.length() - 300));
        return ABOUT_TOOLS.matcher(words).find()
                && Names.words(words.replace(' ', '_')).stream()
                        .map(word -> word.replaceAll("[^a-z]", ""))
                        .noneMatch(PhraseFinder.DATA::contains);
    }

    private boolean continuesList(int i) {
        Line line = lines.get(i);
        if (ANY_BULLET.matcher(line.content()).matches()) {
            return true;
        }
        if (line.isBlank()) {
            return i + 1 < lines.size()
                    && ANY_BULLET.matcher(lines.get(i + 1).content()).matches();
        }
        return line.content().startsWith("  ") || line.content().startsWith("\t");
    }

    private boolean isEntry(Matcher bullet) {
        String name = bullet.group(1);
        String rest = (bullet.group(2) == null ? "" : "(") + bullet.group(3);
        return (vocabulary.looksLikeTool(name)
                        || vocabulary.isTool(name)
                        || vocabulary.renamed(name).isPresent())
                && AFTER_NAME.matcher(rest).matches();
    }

    /** A list is one of our tools when words above it say so or most entries are tools. */
    private void keep(List<Entry> entries, boolean led, String above) {
        long known = entries.stream()
                .filter(entry -> vocabulary.isTool(entry.name()))
                .count();
        boolean alike = entries.stream()
                .allMatch(entry -> vocabulary.isTool(entry.name())
                        || vocabulary.hasOurPrefix(entry.name())
                        || Names.startsWithVerb(entry.name()));
        boolean ours = led
                ? known > 0 || !FOREIGN.matcher(above).find()
                : known * 2 >= entries.size() && (known >= 2 || (known == 1 && alike));
        for (Entry entry : entries) {
            boolean distinct = Names.shape(entry.name()) != Names.Shape.WORD || known > 0;
            if (ours && distinct) {
                mentions.tool(entry.offset(), entry.name(), Evidence.NAMED);
            } else if (led && !ours) {
                mentions.tool(new Mention(entry.offset(), entry.name(), entry.name(), Evidence.NAMED, Optional.of("")));
            }
        }
    }

    private int table(int first, String heading) {
        int i = first;
        while (i < lines.size() && lines.get(i).content().strip().startsWith("|")) {
            i++;
        }
        List<String> header = cells(lines.get(first).content());
        int column = -1;
        for (int c = 0; c < header.size(); c++) {
            boolean names = TOOL_COLUMN.matcher(header.get(c).strip()).matches()
                    || (header.get(c).strip().equalsIgnoreCase("name")
                            && ABOUT_TOOLS.matcher(heading).find());
            column = column < 0 && names ? c : column;
        }
        if (header.stream().anyMatch(cell -> RENAMES.matcher(cell).find())) {
            excuse(first, i);
        } else if (column >= 0) {
            keep(rows(first + 1, i, column), true, heading);
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
            if (name.matches()
                    && (vocabulary.looksLikeTool(name.group(1))
                            || vocabulary.isTool(name.group(1))
                            || vocabulary.renamed(name.group(1)).isPresent())) {
                int lead = cell.length() - cell.stripLeading().length();
                entries.add(new Entry(lines.get(i).offset() + at + lead + name.start(1), name.group(1), false));
            }
        }
        return entries;
    }

    /** A table of old and new names tells of the past; its names are excused wherever they stand in it. */
    private void excuse(int from, int to) {
        int end = to < lines.size() ? lines.get(to).offset() : view.length();
        mentions.excuse(lines.get(from).offset(), end);
    }

    private void headings() {
        for (int level = 1; level <= 6; level++) {
            List<Entry> entries = new ArrayList<>();
            for (Line line : lines) {
                Matcher heading = HEADING.matcher(line.content());
                if (heading.matches() && heading.group(1).length() == level) {
                    Matcher name = NAME_HEADING.matcher(heading.group(2));
                    if (name.matches() && vocabulary.looksLikeTool(name.group(1))) {
                        entries.add(new Entry(line.offset() + heading.start(2) + name.start(1), name.group(1), false));
                    }
                }
            }
            long known =
                    entries.stream().filter(e -> vocabulary.isTool(e.name())).count();
            if (known > 0 && known * 2 >= entries.size()) {
                entries.forEach(e -> mentions.tool(e.offset(), e.name(), Evidence.NAMED));
            }
        }
    }

    private void oneLiners() {
        Matcher list = ONE_LINE.matcher(view);
        while (list.find()) {
            List<Entry> entries = new ArrayList<>();
            Matcher name =
                    Pattern.compile("(?<![\\w.(-])" + NAME + "(?![\\w)=-])").matcher(list.group(1));
            while (name.find()) {
                if (vocabulary.looksLikeTool(name.group(1))
                        && !name.group(1).toLowerCase(Locale.ROOT).matches("and|or")) {
                    entries.add(new Entry(list.start(1) + name.start(1), name.group(1), false));
                }
            }
            int lineStart = text.lineStart(list.start());
            String above = view.substring(lineStart, list.start(1));
            keep(entries, isAboutTools(above), above);
        }
    }

    /** Names in a row, such as `a`, `b` / `c`, are of one kind: when one is a tool, so are the others. */
    private void runs() {
        Matcher run = RUN.matcher(view);
        while (run.find()) {
            List<Entry> entries = new ArrayList<>();
            Matcher name = CODE_NAME.matcher(run.group());
            boolean mixed = false;
            while (name.find()) {
                mixed |= vocabulary.isOtherWord(name.group(1));
                if (vocabulary.looksLikeTool(name.group(1))) {
                    entries.add(new Entry(run.start() + name.start(1), name.group(1), false));
                }
            }
            boolean ours = entries.stream().anyMatch(e -> vocabulary.isTool(e.name()));
            if (ours && !mixed && !PhraseFinder.isOther(text.after(run.end(), 60))) {
                entries.forEach(e -> mentions.tool(e.offset(), e.name(), Evidence.NAMED));
            }
        }
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
