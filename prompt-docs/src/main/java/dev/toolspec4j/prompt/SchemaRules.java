package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.LintFinding.Level;
import dev.toolspec4j.tool.Catalogue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** S and X: schemas that every provider takes, and examples that fit them. Used for one tool. */
final class SchemaRules {
    private static final int MAX_DEPTH = 40;
    private static final int MAX_DESCRIPTION = 300;

    private final String tool;
    private final Consumer<LintFinding> report;

    private SchemaRules(String tool, Consumer<LintFinding> report) {
        this.tool = tool;
        this.report = report;
    }

    static void check(Catalogue.Entry entry, Consumer<LintFinding> report) {
        SchemaRules rules = new SchemaRules(entry.name(), report);
        Map<String, Object> schema = entry.inputSchema();
        if (!"object".equals(schema.get("type"))) {
            rules.add("S1", Level.ERROR, "the root of the schema must say \"type\":\"object\"");
        }
        rules.walk("", schema, 0);
        rules.strict(schema);
    }

    private void walk(String path, Map<?, ?> schema, int depth) {
        if (depth > MAX_DEPTH) {
            add("S1", Level.ERROR, at(path) + "is nested deeper than " + MAX_DEPTH + " levels");
            return;
        }
        reference(path, schema.get("$ref"));
        values(path, schema.get("enum"));
        type(path, schema);
        required(path, schema);
        examples(path, schema);
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> property(path + "/" + name, property, depth));
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            walk(path + "/items", items, depth + 1);
        } else if ("array".equals(schema.get("type")) && !schema.containsKey("prefixItems")) {
            add("S1", Level.ERROR, at(path) + "is an array without 'items', which some providers refuse");
        }
        for (String join : List.of("allOf", "anyOf", "oneOf")) {
            if (schema.get(join) instanceof List<?> branches) {
                add("S6", Level.WARNING, at(path) + "uses '" + join + "', which some providers refuse");
                branches.forEach(branch -> branch(path, branch, depth));
            }
        }
    }

    private void branch(String path, Object branch, int depth) {
        if (branch instanceof Map<?, ?> map) {
            walk(path, map, depth + 1);
        }
    }

    private void property(String path, Object property, int depth) {
        if (!(property instanceof Map<?, ?> schema)) {
            add("S6", Level.WARNING, at(path) + "has no schema object; say its type");
            return;
        }
        Object description = schema.get("description");
        if (!(description instanceof String text) || text.isBlank()) {
            add("S5", Level.WARNING, at(path) + "is not described; say what it is");
        } else if (text.length() > MAX_DESCRIPTION) {
            add(
                    "S5",
                    Level.WARNING,
                    at(path) + "is described in " + text.length() + " characters; use at most " + MAX_DESCRIPTION);
        }
        walk(path, schema, depth + 1);
    }

    private void reference(String path, @Nullable Object reference) {
        if (reference instanceof String target && !target.startsWith("#")) {
            add("S2", Level.ERROR, at(path) + "refers to another document ('" + target + "'); write the schema here");
        }
    }

    private void values(String path, @Nullable Object values) {
        if (!(values instanceof List<?> list)) {
            return;
        }
        Set<Object> seen = new HashSet<>();
        for (Object value : list) {
            if (!(value instanceof String text)) {
                add(
                        "S3",
                        Level.ERROR,
                        at(path) + "has an enum value that is no string (" + value + "); Gemini refuses it");
            } else if (text.isEmpty()) {
                add("S3", Level.ERROR, at(path) + "has \"\" in its enum; Gemini refuses every request that carries it");
            }
            if (!seen.add(value)) {
                add("S3", Level.ERROR, at(path) + "has '" + value + "' twice in its enum");
            }
        }
        if (list.isEmpty()) {
            add("S3", Level.ERROR, at(path) + "has an empty enum, which nothing fits");
        }
    }

    private void type(String path, Map<?, ?> schema) {
        if (schema.get("type") instanceof List<?>) {
            add("S6", Level.WARNING, at(path) + "has a union of types, which some providers refuse; use one");
        } else if (!schema.containsKey("type")
                && !path.isEmpty()
                && List.of("$ref", "anyOf", "oneOf", "allOf", "const", "enum").stream()
                        .noneMatch(schema::containsKey)) {
            add("S1", Level.WARNING, at(path) + "has no type; say one");
        }
    }

    private void required(String path, Map<?, ?> schema) {
        if (schema.get("required") instanceof List<?> names) {
            Set<?> known = schema.get("properties") instanceof Map<?, ?> map ? map.keySet() : Set.of();
            for (Object name : names) {
                if (!known.contains(name)) {
                    add("S4", Level.ERROR, at(path) + "requires '" + name + "', which is not among its properties");
                }
            }
        }
    }

    private void examples(String path, Map<?, ?> schema) {
        List<?> examples = schema.get("examples") instanceof List<?> list ? list : List.of();
        examples.forEach(example -> example(path, "example", example, schema));
        if (schema.containsKey("default")) {
            example(path, "default", schema.get("default"), schema);
        }
    }

    private void example(String path, String what, @Nullable Object value, Map<?, ?> schema) {
        if (!SchemaFit.fits(value, schema)) {
            add("X1", Level.ERROR, at(path) + "has the " + what + " '" + value + "', which its own schema refuses");
        }
    }

    private void strict(Map<String, Object> schema) {
        if (schema.get("properties") instanceof Map<?, ?> properties && !properties.isEmpty()) {
            List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
            boolean closed = Boolean.FALSE.equals(schema.get("additionalProperties"));
            if (!closed || !required.containsAll(properties.keySet())) {
                add(
                        "S7",
                        Level.INFO,
                        "not ready for OpenAI's strict mode, which wants every property required and"
                                + " \"additionalProperties\":false");
            }
        }
    }

    private void add(String rule, Level level, String message) {
        report.accept(new LintFinding(rule, level, tool, message));
    }

    private static String at(String path) {
        return path.isEmpty() ? "the schema " : "'" + path.substring(1) + "' ";
    }
}
