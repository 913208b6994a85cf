package dev.toolspec4j.testkit;

import dev.toolspec4j.tool.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schema without the differences that mean nothing, such as an empty list of required properties. */
final class SchemaForm {
    private SchemaForm() {}

    /** Returns the form of a tool's schema; no schema is that of a tool without arguments. */
    static Map<String, Object> of(Optional<String> json) {
        return plain(json.map(JsonText::readObject).orElse(Map.of("type", "object")));
    }

    private static Map<String, Object> plain(Map<?, ?> schema) {
        Map<String, Object> form = new LinkedHashMap<>();
        schema.forEach((keyword, value) -> {
            if (!isEmptyList(keyword, value) && !"$schema".equals(keyword)) {
                form.put(String.valueOf(keyword), value instanceof Map<?, ?> map ? plain(map) : value);
            }
        });
        if ("object".equals(form.get("type"))) {
            form.putIfAbsent("properties", Map.of());
        }
        return form;
    }

    private static boolean isEmptyList(Object keyword, Object value) {
        return "required".equals(keyword) && List.of().equals(value);
    }
}
