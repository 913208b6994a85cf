package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.DataNode.Field;
import dev.toolspec4j.prompt.DataNode.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes argument lists apart. */
final class ArgumentList {
    private ArgumentList() {}

    /** A part of an argument list, with where it begins. */
    record Part(int offset, String text) {}

    /** Notes the keys of an object as the tool's arguments, or those of its member "arguments". */
    static void keys(String tool, DataNode node, Mentions mentions) {
        if (node instanceof Fields fields) {
            Optional<Fields> nested = fields.field(List.of("arguments"))
                    .map(Field::value)
                    .filter(Fields.class::isInstance)
                    .map(Fields.class::cast);
            nested.orElse(fields).fields().forEach(field -> mentions.argument(field.offset(), tool, field.key()));
        }
    }

    /** Returns what stands between the commas up to the bracket that closes; nothing when none does. */
    static List<Part> parts(String view, int from) {
        List<Part> parts = new ArrayList<>();
        int start = from;
        int depth = 0;
        char quote = 0;
        for (int i = from; i < Math.min(view.length(), from + 2_000); i++) {
            char c = view.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || (c == '\'' && opensQuote(view, i))) {
                quote = c;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                add(parts, view, start, i);
                start = i + 1;
                if (c == ')') {
                    return parts;
                }
            } else {
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            }
        }
        return List.of();
    }

    private static boolean opensQuote(String view, int at) {
        return at == 0 || !Character.isLetterOrDigit(view.charAt(at - 1));
    }

    private static void add(List<Part> parts, String view, int from, int to) {
        String part = view.substring(from, to);
        if (!part.isBlank()) {
            int lead = part.length() - part.stripLeading().length();
            parts.add(new Part(from + lead, part.strip()));
        }
    }
}
