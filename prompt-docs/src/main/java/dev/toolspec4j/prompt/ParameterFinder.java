package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds arguments in reference documentation: lists and tables of parameters below the name of a tool. */
final class ParameterFinder {
    private static final Pattern HEADING = Pattern.compile("^(#{1,6})\\s+(.*?)\\s*#*$");
    private static final Pattern ONLY_NAME =
            Pattern.compile("^(?:\\d+[.)]\\s+)?[`*]*([A-Za-z][\\w.-]*)(?:\\([^)]*\\))?[`*]*:?$");
    private static final Pattern BULLET = Pattern.compile("^([ \\t]*)[-*+]\\s+(.*)$");
    private static final Pattern TOOL_ENTRY = Pattern.compile("^[`*]*([A-Za-z][\\w.-]*)[`*]*(?:$|\\s*[:(–—-].*)");
    private static final Pattern MODE = Pattern.compile(
            "(?i)^[`*_]*(?:(parameters?|arguments?|args|inputs?|input parameters|params)|(\\w+(?: \\w+)?))[`*_]*(?:\\s*\\([^)]*\\))?:?[`*_]*$");
    private static final Pattern PARAMETER =
            Pattern.compile("^[`*_]*([A-Za-z_]\\w*)\\??[`*_]*(?=$|\\s*\\(|\\s*:|\\s+[–—-]\\s|\\s*\\[).*");
    private static final Pattern COLUMN =
            Pattern.compile("(?i)^[`*]*(?:input )?(?:parameter|argument|param|arg|input)s?(?: name)?[`*]*$");
    private static final Pattern CELL = Pattern.compile("^[`*]*([A-Za-z_]\\w*)\\??[`*]*$");

    private final Vocabulary vocabulary;
    private final Mentions mentions;
    private @Nullable String tool;
    private int toolIndent = -1;
    private int level = 7;
    private boolean listing;
    private int listIndent = -1;
    private boolean table;
    private boolean closed;
    private final List<Candidate> loose = new ArrayList<>();

    /** A bullet below a tool's heading that may be an argument of it. */
    private record Candidate(int offset, String name) {}

    private ParameterFinder(Vocabulary vocabulary, Mentions mentions) {
        this.vocabulary = vocabulary;
        this.mentions = mentions;
    }

    static void find(Manuscript text, Vocabulary vocabulary, Mentions mentions) {
        ParameterFinder finder = new ParameterFinder(vocabulary, mentions);
        text.proseLines().forEach(line -> finder.line(line.offset(), line.content()));
        finder.settle();
    }

    /** Bullets below a tool's heading are its arguments where most of them are. */
    private void settle() {
        if (tool != null) {
            Set<String> known = vocabulary.arguments(tool).orElse(Set.of());
            long right =
                    loose.stream().filter(each -> known.contains(each.name())).count();
            if (right >= 2 && right * 2 > loose.size()) {
                for (Candidate each : loose) {
                    mentions.argument(each.offset(), tool, each.name());
                }
            }
        }
        loose.clear();
    }

    private void line(int offset, String line) {
        Matcher heading = HEADING.matcher(line);
        Matcher bullet = BULLET.matcher(line);
        boolean row = line.strip().startsWith("|");
        table &= row;
        if (heading.matches()) {
            heading(heading.group(1).length(), heading.group(2));
        } else if (bullet.matches()) {
            bullet(
                    offset + bullet.start(2),
                    bullet.group(1).length(),
                    bullet.group(2).strip());
        } else if (row) {
            row(offset, line);
        } else if (!line.isBlank()) {
            mode(line.strip(), -1);
        }
    }

    private void heading(int depth, String title) {
        Matcher name = ONLY_NAME.matcher(title);
        if (name.matches() && vocabulary.isTool(name.group(1))) {
            enter(name.group(1), -1);
            level = depth;
        } else if (depth <= level) {
            leave();
            level = 7;
        } else if (!mode(title, -1)) {
            listing = false;
        }
    }

    private void bullet(int offset, int indent, String content) {
        Matcher entry = TOOL_ENTRY.matcher(content);
        if (entry.matches() && vocabulary.isTool(entry.group(1))) {
            enter(entry.group(1), indent);
            return;
        }
        if (tool != null && toolIndent >= 0 && indent <= toolIndent) {
            leave();
        }
        if (tool == null || mode(content, indent)) {
            return;
        }
        Matcher parameter = PARAMETER.matcher(content);
        if (listing && (listIndent < 0 || indent == listIndent) && parameter.matches()) {
            listIndent = indent;
            mentions.argument(offset + parameter.start(1), tool, parameter.group(1));
        } else if (!listing && !closed && toolIndent < 0 && parameter.matches()) {
            loose.add(new Candidate(offset + parameter.start(1), parameter.group(1)));
        }
    }

    /** Reads a line such as "Parameters:", which opens a list, or "Returns:", which ends it. */
    private boolean mode(String content, int indent) {
        Matcher mode = MODE.matcher(content);
        if (tool == null || !mode.matches() || (mode.group(1) == null && !content.contains(":"))) {
            return false;
        }
        boolean plain = mode.group(1) == null && indent >= 0 && indent == listIndent;
        if (plain) {
            return false;
        }
        listing = mode.group(1) != null;
        closed = !listing;
        listIndent = -1;
        return true;
    }

    private void row(int offset, String line) {
        int start = line.indexOf('|') + 1;
        int end = line.indexOf('|', start);
        String cell = line.substring(start, end < 0 ? line.length() : end);
        if (!table) {
            table = tool != null
                    && toolIndent < 0
                    && COLUMN.matcher(cell.strip()).matches();
            return;
        }
        Matcher name = CELL.matcher(cell.strip());
        if (tool != null && name.matches()) {
            int lead = cell.length() - cell.stripLeading().length();
            mentions.argument(offset + start + lead + name.start(1), tool, name.group(1));
        }
    }

    private void enter(String name, int indent) {
        settle();
        closed = false;
        tool = name;
        toolIndent = indent;
        listing = false;
        listIndent = -1;
    }

    private void leave() {
        settle();
        tool = null;
        listing = false;
        listIndent = -1;
        toolIndent = -1;
    }
}
