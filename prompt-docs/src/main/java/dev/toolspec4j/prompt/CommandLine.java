package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.JsonSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a tool is called from a shell, spelt from its schema. */
final class CommandLine {
    private CommandLine() {}

    /** Returns a line such as {@code <prefix> <tool> --text <text> [--limit <integer>]}. */
    static String of(String prefix, String tool, JsonSchema schema) {
        StringBuilder line = new StringBuilder(prefix.isBlank() ? tool : prefix.strip() + " " + tool);
        if (schema.members().get("properties") instanceof Map<?, ?> properties) {
            List<?> required = schema.members().get("required") instanceof List<?> list ? list : List.of();
            properties.forEach((name, property) -> {
                String option = "--" + String.valueOf(name).replace('_', '-') + " " + value(property);
                line.append(required.contains(name) ? " " + option : " [" + option + "]");
            });
        }
        return line.toString();
    }

    private static String value(Object property) {
        if (!(property instanceof Map<?, ?> map)) {
            return "<json>";
        }
        if (map.get("enum") instanceof List<?> values) {
            return "<" + values.stream().map(String::valueOf).collect(Collectors.joining("|")) + ">";
        }
        String type = String.valueOf(map.get("type"));
        return switch (type) {
            case "string" -> "<text>";
            case "integer", "number" -> "<" + type + ">";
            case "boolean" -> "<true|false>";
            case "array" -> value(map.get("items") instanceof Map<?, ?> items ? items : Map.of()) + "...";
            default -> "<json>";
        };
    }
}
