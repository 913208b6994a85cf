package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text to check, in views of equal length, so that an offset means the same place in each of them. What a view leaves
 * out is blank in it.
 */
final class Manuscript {
    private static final Pattern FENCE_LINE =
            Pattern.compile("(?m)^[ >]{0,12}(?:[-*] +)?(`{3,}|~{3,})[ \\t]*([\\w-]*).*$");
    private static final Pattern NOT_PROSE =
            Pattern.compile("<!--.{0,1000}?-->|\\bhttps?://[^\\s)>\\]\"'`]+|(?<=\\])\\([^)\\s]+\\)", Pattern.DOTALL);
    private static final Pattern YAML_KEY = Pattern.compile("(?m)^[ \\t-]*[\\w.-]+:(?=\\s|$)");
    private static final Pattern YAML_COMMAND = Pattern.compile(
            "(?m)^([ \\t-]*)(?:run|script|before_script|after_script|command|cmd|entrypoint|exec|shell):");
    private static final Pattern YAML_NAME = Pattern.compile(
            "(?m)^[ \\t-]*(?:[\\w.-]+:[ \\t]+|- +)[\"']?([A-Za-z][A-Za-z0-9_.-]*)[\"']?[ \\t]*(?:#.*)?$");
    private static final Pattern HAS_WORDS = Pattern.compile("[^\\s,;:]\\s+\\S", Pattern.DOTALL);
    private static final Pattern BLOCK_START = Pattern.compile("\\n[ \\t>/*#]*(?=\\n|[-*+•|]\\s|\\d+[.)]\\s|#|\\|)");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    private static final Pattern LOGGED = Pattern.compile(
            "(?:^|[^\\w.])(?:this\\.|self\\.)?_?(?:log|logger|logging|LOG|LOGGER|console)\\.\\w+\\(\\s*[fr]?[\"'`]{1,3}$");

    private static final int LONG_LINE = 240;

    private final String file;
    private final String text;
    private final Syntax syntax;
    private final List<Region> regions = new ArrayList<>();
    private final List<StringScanner.Piece> literals = new ArrayList<>();
    private final char[] prose;
    private final char[] calls;
    private final int[] lineStarts;

    Manuscript(String file, String text, Syntax syntax) {
        this.file = file;
        this.text = text;
        this.syntax = syntax;
        this.prose = text.toCharArray();
        this.calls = text.toCharArray();
        this.lineStarts = lineStarts(text);
        if (syntax == Syntax.MARKDOWN) {
            cutFences();
            blank(prose, NOT_PROSE);
        } else {
            regions.add(new Region(0, text.length(), syntax));
            narrow(new Region(0, text.length(), syntax), true);
            blank(prose, Pattern.compile("\\bhttps?://[^\\s)>\\]\"'`]+"));
        }
    }

    /** A part of the text in a syntax of its own. */
    record Region(int start, int end, Syntax syntax) {}

    /** A line of the prose. */
    record Line(int offset, String content) {}

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    Syntax syntax() {
        return syntax;
    }

    /** Returns the fences of a Markdown text, or the whole of any other. */
    List<Region> regions() {
        return regions;
    }

    /** Returns what people or models read: no code, but strings and comments that hold words. */
    String prose() {
        return new String(prose);
    }

    /** Returns the prose in lines. */
    List<Line> proseLines() {
        List<Line> lines = new ArrayList<>();
        int at = 0;
        for (String line : prose().split("\n", -1)) {
            lines.add(new Line(at, line));
            at += line.length() + 1;
        }
        return lines;
    }

    /** Returns the prose and the code examples within it. */
    String calls() {
        return new String(calls);
    }

    /** Returns the strings that hold a single name. */
    List<StringScanner.Piece> literals() {
        return literals;
    }

    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    /** Returns where the line that holds the offset begins, or a point near enough in a very long line. */
    int lineStart(int offset) {
        return Math.max(lineStarts[line(offset) - 1], offset - LONG_LINE);
    }

    /** Returns where the line that holds the offset ends, or a point near enough in a very long line. */
    int lineEnd(int offset) {
        int next = line(offset);
        int end = next < lineStarts.length ? lineStarts[next] - 1 : text.length();
        return Math.min(end, offset + LONG_LINE);
    }

    private void cutFences() {
        Matcher fence = FENCE_LINE.matcher(text);
        int from = 0;
        while (from <= text.length() && fence.find(from)) {
            String marker = fence.group(1);
            int start = Math.min(text.length(), fence.end() + 1);
            Syntax inside = Syntax.ofFence(fence.group(2));
            Matcher closing = Pattern.compile("(?m)^[ >]{0,12}" + Pattern.quote(marker) + "[`~]*[ \\t]*$")
                    .matcher(text);
            boolean closed = closing.find(start);
            int end = closed ? closing.start() : text.length();
            Region region = new Region(start, end, inside);
            regions.add(region);
            narrow(region, false);
            from = closed ? closing.end() : text.length() + 1;
        }
    }

    private void narrow(Region region, boolean wholeFile) {
        switch (region.syntax()) {
            case JAVA, PYTHON, SCRIPT, JSON -> keepStrings(region, wholeFile);
            case SHELL -> Arrays.fill(prose, region.start(), region.end(), ' ');
            case YAML -> blankKeys(region);
            default -> {}
        }
    }

    private void keepStrings(Region region, boolean wholeFile) {
        char[] kept = new char[region.end() - region.start()];
        Arrays.fill(kept, ' ');
        for (int i = 0; i < kept.length; i++) {
            kept[i] = text.charAt(region.start() + i) == '\n' ? '\n' : ' ';
        }
        for (StringScanner.Piece piece : StringScanner.scan(text, region.start(), region.end(), region.syntax())) {
            String content = text.substring(piece.start(), piece.end());
            if (isLogged(piece)) {
                continue;
            }
            if (piece.comment() || HAS_WORDS.matcher(content).find()) {
                unescape(content).getChars(0, content.length(), kept, piece.start() - region.start());
            } else if (LITERAL.matcher(content).matches()) {
                literals.add(piece);
            }
        }
        System.arraycopy(kept, 0, prose, region.start(), kept.length);
        if (wholeFile) {
            System.arraycopy(kept, 0, calls, region.start(), kept.length);
        }
    }

    /** What a program logs of its own work is no prose about tools. */
    private boolean isLogged(StringScanner.Piece piece) {
        String before = text.substring(Math.max(0, piece.start() - 60), piece.start());
        return !piece.comment() && LOGGED.matcher(before).find();
    }

    /** What a shell runs is no prose: the value of such a key and the lines indented below it. */
    private void blankCommands(Region region) {
        Matcher command = YAML_COMMAND.matcher(text).region(region.start(), region.end());
        while (command.find()) {
            int indent = command.group(1).length();
            int end = endOfLine(command.end());
            while (end < region.end() && isDeeper(end + 1, indent)) {
                end = endOfLine(end + 1);
            }
            Arrays.fill(prose, command.end(), Math.min(end, region.end()), ' ');
        }
    }

    private int endOfLine(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end;
    }

    private boolean isDeeper(int lineStart, int indent) {
        int first = lineStart;
        while (first < text.length() && text.charAt(first) == ' ') {
            first++;
        }
        return first < text.length() && (text.charAt(first) == '\n' || first - lineStart > indent);
    }

    /** Keys and values of one word are data, not prose. */
    private void blankKeys(Region region) {
        Matcher value = YAML_NAME.matcher(text).region(region.start(), region.end());
        while (value.find()) {
            literals.add(new StringScanner.Piece(value.start(1), value.end(1), false));
            Arrays.fill(prose, value.start(1), value.end(1), ' ');
        }
        blankCommands(region);
        Matcher key = YAML_KEY.matcher(text).region(region.start(), region.end());
        while (key.find()) {
            Arrays.fill(prose, key.start(), key.end(), ' ');
        }
    }

    /** Returns up to so many characters before the offset, within its paragraph or list entry, on one line. */
    String before(int offset, int most) {
        String view = new String(prose, Math.max(0, offset - most), Math.min(offset, most));
        int cut = 0;
        Matcher start = BLOCK_START.matcher(view);
        while (start.find()) {
            cut = start.start() + 1;
        }
        return view.substring(cut).replace('\n', ' ');
    }

    /** Returns up to so many characters after the offset, within its paragraph or list entry, on one line. */
    String after(int offset, int most) {
        String view = new String(prose, offset, Math.min(most, prose.length - offset));
        Matcher start = BLOCK_START.matcher(view);
        return (start.find() ? view.substring(0, start.start()) : view).replace('\n', ' ');
    }

    /** Returns the text with each escape replaced by a blank and the character it stands for, or two blanks. */
    static String unescape(String content) {
        StringBuilder plain = new StringBuilder(content);
        for (int i = 0; i + 1 < plain.length(); i++) {
            if (plain.charAt(i) == '\\') {
                char c = plain.charAt(i + 1);
                plain.setCharAt(i, ' ');
                plain.setCharAt(i + 1, c == 'n' ? '\n' : c == 't' || c == 'r' ? ' ' : c);
                i++;
            }
        }
        return plain.toString();
    }

    private void blank(char[] view, Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            for (int i = matcher.start(); i < matcher.end(); i++) {
                view[i] = view[i] == '\n' ? '\n' : ' ';
            }
        }
    }

    private static int[] lineStarts(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }
}
