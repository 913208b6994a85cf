package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.DataNode.Field;
import dev.toolspec4j.prompt.DataNode.Fields;
import dev.toolspec4j.prompt.DataNode.Items;
import dev.toolspec4j.prompt.DataNode.Other;
import dev.toolspec4j.prompt.DataNode.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads block YAML by its indentation: mappings, sequences, scalars, flow collections. Used by one thread. */
final class YamlReader {
    private static final Pattern KEY =
            Pattern.compile("^(\"[^\"]*\"|'[^']*'|[^\\s:#\"'{\\[-][^:#]*?|-[^\\s:][^:#]*?)\\s*:(?:\\s+|$)");
    private static final int MAX_DEPTH = 60;

    private final String text;
    private final List<Line> lines = new ArrayList<>();
    private int at;

    private YamlReader(String text, int start, int end) {
        this.text = text;
        int from = start;
        while (from < end) {
            int newline = text.indexOf('\n', from);
            int stop = newline < 0 || newline > end ? end : newline;
            add(from, stop);
            from = stop + 1;
        }
    }

    private record Line(int indent, int offset, String content) {}

    /** Returns the documents between the offsets. */
    static List<DataNode> read(String text, int start, int end) {
        YamlReader reader = new YamlReader(text, start, end);
        List<DataNode> documents = new ArrayList<>();
        while (reader.at < reader.lines.size()) {
            int before = reader.at;
            documents.add(reader.block(reader.lines.get(before).indent(), 0));
            if (reader.at == before) {
                reader.at++;
            }
        }
        return documents;
    }

    private void add(int from, int stop) {
        String content = text.substring(from, stop);
        String stripped = content.strip();
        if (!stripped.isEmpty() && !stripped.startsWith("#") && !stripped.equals("---") && !stripped.equals("...")) {
            int indent = content.length() - content.stripLeading().length();
            lines.add(new Line(indent, from + indent, stripped));
        }
    }

    private DataNode block(int indent, int depth) {
        Line first = lines.get(at);
        if (depth > MAX_DEPTH) {
            at++;
            return new Other(first.offset());
        }
        if (isItem(first)) {
            return sequence(indent, depth);
        }
        if (KEY.matcher(first.content()).find()) {
            return mapping(indent, depth);
        }
        at++;
        return scalar(first.offset(), first.content());
    }

    private DataNode sequence(int indent, int depth) {
        int offset = lines.get(at).offset();
        List<DataNode> items = new ArrayList<>();
        while (at < lines.size() && lines.get(at).indent() == indent && isItem(lines.get(at))) {
            Line line = lines.get(at);
            String rest = line.content().substring(1).stripLeading();
            int shift = line.content().length() - rest.length();
            if (rest.isEmpty()) {
                at++;
                items.add(nested(indent, line.offset(), depth));
            } else {
                lines.set(at, new Line(indent + shift, line.offset() + shift, rest));
                items.add(block(indent + shift, depth + 1));
            }
        }
        return new Items(offset, items);
    }

    private DataNode mapping(int indent, int depth) {
        int offset = lines.get(at).offset();
        List<Field> fields = new ArrayList<>();
        while (at < lines.size() && lines.get(at).indent() == indent) {
            Line line = lines.get(at);
            Matcher key = KEY.matcher(line.content());
            if (!key.find()) {
                break;
            }
            at++;
            String name = key.group(1);
            int quote = name.startsWith("\"") || name.startsWith("'") ? 1 : 0;
            String rest = line.content().substring(key.end());
            DataNode value = rest.isEmpty() || rest.startsWith("#")
                    ? nested(indent, line.offset(), depth)
                    : value(indent, line.offset() + key.end(), rest);
            fields.add(new Field(line.offset() + quote, name.substring(quote, name.length() - quote), value));
        }
        return new Fields(offset, fields);
    }

    private DataNode nested(int indent, int offset, int depth) {
        if (at < lines.size()) {
            Line next = lines.get(at);
            if (next.indent() > indent || (next.indent() == indent && isItem(next))) {
                return block(next.indent(), depth + 1);
            }
        }
        return new Other(offset);
    }

    private DataNode value(int indent, int offset, String rest) {
        if (rest.startsWith("|") || rest.startsWith(">")) {
            while (at < lines.size() && lines.get(at).indent() > indent) {
                at++;
            }
            return new Other(offset);
        }
        return scalar(offset, rest);
    }

    private DataNode scalar(int offset, String content) {
        char c = content.charAt(0);
        if (c == '{' || c == '[' || c == '"' || c == '\'') {
            DataReader reader = new DataReader(text);
            Optional<DataNode> flow = reader.read(offset);
            while (at < lines.size() && lines.get(at).offset() < reader.end()) {
                at++;
            }
            return flow.orElse(new Other(offset));
        }
        return new Text(offset, content.replaceFirst("\\s+#.*$", ""));
    }

    private static boolean isItem(Line line) {
        return line.content().equals("-") || line.content().startsWith("- ");
    }
}
