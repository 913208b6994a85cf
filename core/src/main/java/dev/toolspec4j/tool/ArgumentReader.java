package dev.toolspec4j.tool;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what a model sent into arguments that a handler can rely on. */
final class ArgumentReader {
    private static final Set<String> OPEN_ROOT =
            Set.of("patternProperties", "allOf", "anyOf", "oneOf", "$ref", "$dynamicRef", "if", "dependentSchemas");

    private ArgumentReader() {}

    /** Returns the JSON object that the text holds; nothing, {@code null} and blank text are the empty object. */
    static Map<String, Object> parse(@Nullable String text) throws JsonException {
        if (text == null || text.isBlank()) {
            return Map.of();
        }
        Object value = Json.read(text);
        if (value instanceof String quoted && quoted.strip().startsWith("{")) {
            // Some models send the object once more inside a JSON string.
            value = Json.read(quoted);
        }
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return Json.strings(map);
        }
        throw new JsonException("expected a JSON object", null);
    }

    /** Returns the arguments as the schema knows them, and what is wrong with them. */
    static Checked check(JsonSchema schema, Map<String, Object> sent) {
        Map<String, Object> properties = properties(schema);
        List<?> required = schema.members().get("required") instanceof List<?> list ? list : List.of();
        boolean open = isOpen(schema.members());
        Map<String, Object> known = new LinkedHashMap<>();
        List<String> ignored = new ArrayList<>();
        sent.forEach((name, value) -> {
            if (!properties.containsKey(name)) {
                if (open) {
                    known.put(name, value);
                } else {
                    ignored.add(name);
                }
            } else if (!isAbsent(value, required.contains(name))) {
                known.put(name, tidied(value, properties.get(name)));
            }
        });
        return new Checked(known, List.copyOf(ignored), schema.problems(known));
    }

    private static Map<String, Object> properties(JsonSchema schema) {
        return schema.members().get("properties") instanceof Map<?, ?> map ? Json.strings(map) : Map.of();
    }

    private static boolean isOpen(Map<String, Object> root) {
        Object additional = root.get("additionalProperties");
        return Boolean.TRUE.equals(additional)
                || additional instanceof Map<?, ?>
                || root.keySet().stream().anyMatch(OPEN_ROOT::contains);
    }

    private static boolean isAbsent(@Nullable Object value, boolean required) {
        return !required && (value == null || (value instanceof String text && text.isBlank()));
    }

    /** Returns the value as the schema spells it, in depth. */
    private static @Nullable Object tidied(@Nullable Object value, @Nullable Object schema) {
        if (!(schema instanceof Map<?, ?> node)) {
            return value;
        }
        if (value instanceof Map<?, ?> map && node.get("properties") instanceof Map<?, ?> properties) {
            List<?> required = node.get("required") instanceof List<?> list ? list : List.of();
            Map<String, Object> tidy = Json.strings(map);
            tidy.entrySet()
                    .removeIf(member -> properties.containsKey(member.getKey())
                            && isAbsent(member.getValue(), required.contains(member.getKey())));
            tidy.replaceAll((name, inner) -> tidied(inner, properties.get(name)));
            return tidy;
        }
        if (value instanceof List<?> list && node.get("items") instanceof Map<?, ?> items) {
            List<@Nullable Object> tidy = new ArrayList<>();
            list.forEach(item -> tidy.add(tidied(item, items)));
            return tidy;
        }
        return spelled(value, node);
    }

    /** Returns the enum value that the text spells but for case, else the value itself. */
    private static @Nullable Object spelled(@Nullable Object value, Map<?, ?> node) {
        if (value instanceof String text && node.get("enum") instanceof List<?> list) {
            Optional<String> spelling = list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .filter(allowed -> allowed.equalsIgnoreCase(text.strip()))
                    .findFirst();
            return list.contains(text) ? text : spelling.orElse(text);
        }
        return value;
    }

    /** Arguments after checking. */
    record Checked(Map<String, Object> arguments, List<String> ignored, List<String> problems) {}
}
