package dev.toolspec4j.prompt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a value fits the type and enum of a schema; other keywords are not looked at. */
final class SchemaFit {
    private SchemaFit() {}

    static boolean fits(@Nullable Object value, Map<?, ?> schema) {
        if (schema.get("enum") instanceof List<?> values && !values.contains(value)) {
            return false;
        }
        Object type = schema.get("type");
        if (type instanceof List<?> types) {
            return types.stream().anyMatch(one -> fitsType(value, String.valueOf(one), schema));
        }
        return !(type instanceof String one) || fitsType(value, one, schema);
    }

    private static boolean fitsType(@Nullable Object value, String type, Map<?, ?> schema) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            case "array" -> value instanceof List<?> list && list.stream().allMatch(item -> fitsItem(item, schema));
            case "object" -> value instanceof Map<?, ?> map && fitsObject(map, schema);
            default -> true;
        };
    }

    private static boolean fitsItem(@Nullable Object item, Map<?, ?> schema) {
        return !(schema.get("items") instanceof Map<?, ?> items) || fits(item, items);
    }

    private static boolean fitsObject(Map<?, ?> value, Map<?, ?> schema) {
        boolean complete = !(schema.get("required") instanceof List<?> names)
                || value.keySet().containsAll(names);
        boolean fitting = !(schema.get("properties") instanceof Map<?, ?> properties)
                || value.entrySet().stream()
                        .allMatch(entry -> !(properties.get(entry.getKey()) instanceof Map<?, ?> property)
                                || fits(entry.getValue(), property));
        return complete && fitting;
    }
}
