package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.DataNode.Field;
import dev.toolspec4j.prompt.DataNode.Fields;
import dev.toolspec4j.prompt.DataNode.Items;
import dev.toolspec4j.prompt.DataNode.Other;
import dev.toolspec4j.prompt.DataNode.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads JSON, JavaScript objects and Python dictionaries as they stand in documents: comments, single quotes, bare
 * keys, variables, dots and trailing commas are no reason to give up. Used by one thread.
 */
final class DataReader {
    private static final int MAX_DEPTH = 60;
    private static final String OPEN = "([{";
    private static final String CLOSE = ")]}";

    private final String text;
    private int at;

    DataReader(String text) {
        this.text = text;
    }

    /**
     * Returns the object, list or string at the offset; empty when there is none. {@link #end()} says where it ends.
     */
    Optional<DataNode> read(int offset) {
        at = offset;
        return value(0).filter(node -> !(node instanceof Other));
    }

    /** Returns the offset after what was read last, or at which reading gave up. */
    int end() {
        return at;
    }

    private Optional<DataNode> value(int depth) {
        skipBlank();
        if (at >= text.length() || depth > MAX_DEPTH) {
            return Optional.empty();
        }
        char c = text.charAt(at);
        if (c == '{') {
            return fields(depth);
        }
        if (c == '[') {
            return items(depth);
        }
        return c == '"' || c == '\'' || c == '`' ? string().map(DataNode.class::cast) : other();
    }

    private Optional<DataNode> fields(int depth) {
        int offset = at++;
        List<Field> fields = new ArrayList<>();
        while (true) {
            skipSeparators();
            if (at >= text.length()) {
                return Optional.empty();
            }
            if (text.charAt(at) == '}') {
                at++;
                return Optional.of(new Fields(offset, fields));
            }
            Optional<Text> key = key();
            skipBlank();
            if (key.isEmpty() || at >= text.length()) {
                return Optional.empty();
            }
            boolean shorthand = ",}".indexOf(text.charAt(at)) >= 0 && !fields.isEmpty();
            if (shorthand) {
                fields.add(new Field(key.get().offset(), key.get().text(), new Other(at)));
                continue;
            }
            if (text.charAt(at) != ':') {
                return Optional.empty();
            }
            at++;
            Optional<DataNode> value = value(depth + 1);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            fields.add(new Field(key.get().offset(), key.get().text(), value.get()));
        }
    }

    private Optional<DataNode> items(int depth) {
        int offset = at++;
        List<DataNode> items = new ArrayList<>();
        while (true) {
            skipSeparators();
            if (at >= text.length()) {
                return Optional.empty();
            }
            if (text.charAt(at) == ']') {
                at++;
                return Optional.of(new Items(offset, items));
            }
            Optional<DataNode> item = value(depth + 1);
            if (item.isEmpty()) {
                return Optional.empty();
            }
            items.add(item.get());
        }
    }

    private Optional<Text> key() {
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            return string();
        }
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return at == start ? Optional.empty() : Optional.of(new Text(start, text.substring(start, at)));
    }

    private Optional<Text> string() {
        char quote = text.charAt(at);
        int start = ++at;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\n' && quote != '`') {
                return Optional.empty();
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            return Optional.empty();
        }
        String content = text.substring(start, at++);
        int lead = content.length() - content.stripLeading().length();
        return Optional.of(new Text(start + lead, content.strip()));
    }

    /** Skips anything up to the comma or bracket that ends it. */
    private Optional<DataNode> other() {
        int start = at;
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (depth == 0 && (c == ',' || c == '\n' || CLOSE.indexOf(c) >= 0)) {
                return at == start ? Optional.empty() : Optional.of(new Other(start));
            }
            depth += OPEN.indexOf(c) >= 0 ? 1 : CLOSE.indexOf(c) >= 0 ? -1 : 0;
            if ((c == '"' || c == '\'') && string().isPresent()) {
                continue;
            }
            at++;
        }
        return Optional.empty();
    }

    private void skipSeparators() {
        skipBlank();
        while (at < text.length() && (text.charAt(at) == ',' || text.startsWith("...", at) || text.charAt(at) == '…')) {
            at += text.charAt(at) == '.' ? 3 : 1;
            skipBlank();
        }
    }

    private void skipBlank() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at) || text.charAt(at) == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line;
            } else {
                return;
            }
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$';
    }
}
