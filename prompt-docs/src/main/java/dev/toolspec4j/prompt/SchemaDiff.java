package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changed in a schema, and whether arguments that fitted may not fit any more. Used once. */
final class SchemaDiff {
    private static final int MAX_DEPTH = 40;
    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "exclusiveMinimum", "minLength", "minItems");
    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems");
    private static final Set<String> WORDS = Set.of("description", "title", "examples", "default", "$comment");
    private static final Set<String> COMPARED =
            Set.of("type", "enum", "properties", "required", "items", "additionalProperties");

    private final List<Difference> differences = new ArrayList<>();

    private SchemaDiff() {}

    record Difference(boolean breaking, String message) {}

    static List<Difference> of(Map<?, ?> old, Map<?, ?> now) {
        SchemaDiff diff = new SchemaDiff();
        diff.compare("", old, now, 0);
        return diff.differences;
    }

    private void compare(String path, Map<?, ?> old, Map<?, ?> now, int depth) {
        if (old.equals(now) || depth > MAX_DEPTH) {
            return;
        }
        types(path, old, now);
        values(path, old.get("enum"), now.get("enum"));
        properties(path, old, now, depth);
        if (open(old) && !open(now)) {
            add(true, at(path) + "does not take further members any more");
        } else if (!open(old) && open(now)) {
            add(false, at(path) + "takes further members");
        }
        if (old.get("items") instanceof Map<?, ?> before && now.get("items") instanceof Map<?, ?> after) {
            compare(path + "/items", before, after, depth + 1);
        }
        keywords(path, old, now);
    }

    private void types(String path, Map<?, ?> old, Map<?, ?> now) {
        Set<String> before = typeNames(old.get("type"));
        Set<String> after = typeNames(now.get("type"));
        if (before.equals(after)) {
            return;
        }
        boolean wider = after.isEmpty()
                || (!before.isEmpty()
                        && before.stream()
                                .allMatch(type ->
                                        after.contains(type) || (type.equals("integer") && after.contains("number"))));
        add(!wider, at(path) + "was of type " + before + ", is of type " + after);
    }

    private void values(String path, @Nullable Object old, @Nullable Object now) {
        if (Objects.equals(old, now)) {
            return;
        }
        Set<Object> before = old instanceof List<?> list ? new LinkedHashSet<>(list) : Set.of();
        Set<Object> after = now instanceof List<?> list ? new LinkedHashSet<>(list) : Set.of();
        boolean wider = now == null || (old != null && after.containsAll(before));
        add(
                !wider,
                at(path) + (old == null ? "took any value" : "took " + before) + ", takes "
                        + (now == null ? "any value" : after));
    }

    private void properties(String path, Map<?, ?> old, Map<?, ?> now, int depth) {
        Map<?, ?> before = old.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> after = now.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        List<?> requiredBefore = old.get("required") instanceof List<?> list ? list : List.of();
        List<?> requiredAfter = now.get("required") instanceof List<?> list ? list : List.of();
        before.forEach((name, schema) -> {
            if (!after.containsKey(name)) {
                add(true, at(path + "/" + name) + "is gone");
            } else if (schema instanceof Map<?, ?> one && after.get(name) instanceof Map<?, ?> other) {
                compare(path + "/" + name, one, other, depth + 1);
            }
        });
        after.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> add(
                        requiredAfter.contains(name),
                        at(path + "/" + name) + "is new" + (requiredAfter.contains(name) ? " and required" : "")));
        before.keySet().stream().filter(after::containsKey).forEach(name -> {
            if (requiredBefore.contains(name) != requiredAfter.contains(name)) {
                add(
                        requiredAfter.contains(name),
                        at(path + "/" + name) + (requiredAfter.contains(name) ? "is required now" : "is optional now"));
            }
        });
    }

    private void keywords(String path, Map<?, ?> old, Map<?, ?> now) {
        Set<Object> keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (Object key : keys) {
            Object before = old.get(key);
            Object after = now.get(key);
            if (!COMPARED.contains(key) && !Objects.equals(before, after)) {
                boolean words = WORDS.contains(key);
                add(
                        !words && after != null && !isLooser(String.valueOf(key), before, after),
                        at(path) + "has another '" + key + "'");
            }
        }
    }

    private static boolean isLooser(String key, @Nullable Object before, Object after) {
        if (before instanceof Number old && after instanceof Number now) {
            double change = now.doubleValue() - old.doubleValue();
            return (LOWER_BOUNDS.contains(key) && change < 0) || (UPPER_BOUNDS.contains(key) && change > 0);
        }
        return false;
    }

    private static boolean open(Map<?, ?> schema) {
        return !Boolean.FALSE.equals(schema.get("additionalProperties"));
    }

    private static Set<String> typeNames(@Nullable Object type) {
        Set<String> names = new LinkedHashSet<>();
        if (type instanceof List<?> list) {
            list.forEach(one -> names.add(String.valueOf(one)));
        } else if (type != null) {
            names.add(String.valueOf(type));
        }
        return names;
    }

    private void add(boolean breaking, String message) {
        differences.add(new Difference(breaking, message));
    }

    private static String at(String path) {
        return path.isEmpty() ? "the schema " : "'" + path.substring(1) + "' ";
    }
}
