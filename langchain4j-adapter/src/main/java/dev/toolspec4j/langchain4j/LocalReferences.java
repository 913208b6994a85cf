package dev.toolspec4j.langchain4j;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a {@code $ref} points to in its place, since most providers drop the definitions. One schema's work; not
 * thread-safe.
 */
final class LocalReferences {
    /** Copies allowed in all; a few references that fan out could otherwise fill the memory. */
    private static final int MAX_COPIES = 500;

    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");
    private static final Set<String> MAPS = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> SCHEMAS = Set.of(
            "items",
            "additionalProperties",
            "prefixItems",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "unevaluatedProperties",
            "unevaluatedItems",
            "additionalItems");

    private final Map<String, Object> root;
    private final LossListener losses;
    private final Set<String> open = new LinkedHashSet<>();
    private int copies;

    private LocalReferences(Map<String, Object> root, LossListener losses) {
        this.root = root;
        this.losses = losses;
    }

    /** Returns the schema without references and definitions; a reference to itself ends in a schema of anything. */
    static Map<String, Object> inlined(Map<String, Object> root, LossListener losses) {
        return new LocalReferences(root, losses).schema("", root);
    }

    private Map<String, Object> schema(String path, Map<?, ?> node) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (node.get("$ref") instanceof String reference) {
            result.putAll(target(path, reference));
        }
        node.forEach((key, value) -> {
            String keyword = String.valueOf(key);
            if (!keyword.equals("$ref") && !DEFINITIONS.contains(keyword)) {
                result.put(keyword, member(path + "/" + keyword, keyword, value));
            }
        });
        return result;
    }

    private Object member(String path, String keyword, Object value) {
        if (MAPS.contains(keyword) && value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((name, inner) -> result.put(String.valueOf(name), inner(path + "/" + name, inner)));
            return result;
        }
        return SCHEMAS.contains(keyword) ? inner(path, value) : value;
    }

    private Object inner(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            return schema(path, map);
        }
        if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            for (Object one : list) {
                result.add(inner(path + "/" + result.size(), one));
            }
            return result;
        }
        return value;
    }

    private Map<String, Object> target(String path, String reference) {
        Optional<Map<?, ?>> target = find(reference);
        if (target.isEmpty()) {
            losses.lost(path, "$ref to '" + reference + "' points to nothing here and was taken to allow anything");
            return Map.of();
        }
        if (++copies > MAX_COPIES || !open.add(reference)) {
            losses.lost(path, "$ref to '" + reference + "' was cut, because it contains itself or repeats too often");
            return Map.of();
        }
        Map<String, Object> copy = schema(path, target.get());
        open.remove(reference);
        return copy;
    }

    private Optional<Map<?, ?>> find(String reference) {
        if (reference.equals("#")) {
            return Optional.of(root);
        }
        if (!reference.startsWith("#/")) {
            return reference.startsWith("#") ? anchored(root, reference.substring(1)) : Optional.empty();
        }
        Object at = root;
        for (String step : reference.substring(2).split("/", -1)) {
            at = step(at, step);
        }
        return at instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    private static @Nullable Object step(@Nullable Object at, String step) {
        String name = URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8)
                .replace("~1", "/")
                .replace("~0", "~");
        if (at instanceof List<?> list && name.matches("\\d{1,6}") && Integer.parseInt(name) < list.size()) {
            return list.get(Integer.parseInt(name));
        }
        return at instanceof Map<?, ?> map ? map.get(name) : "";
    }

    private static Optional<Map<?, ?>> anchored(@Nullable Object at, String name) {
        if (at instanceof Map<?, ?> map) {
            return name.equals(map.get("$anchor"))
                    ? Optional.of(map)
                    : map.values().stream()
                            .flatMap(inner -> anchored(inner, name).stream())
                            .findFirst();
        }
        if (at instanceof List<?> list) {
            return list.stream()
                    .flatMap(inner -> anchored(inner, name).stream())
                    .findFirst();
        }
        return Optional.empty();
    }
}
