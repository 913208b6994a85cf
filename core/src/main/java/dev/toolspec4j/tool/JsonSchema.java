package dev.toolspec4j.tool;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JSON Schema (draft 2020-12 unless {@code $schema} says otherwise) whose root is an object. Immutable and safe for
 * use by several threads; two are equal when their JSON is, whatever the order of members.
 */
public final class JsonSchema {
    private final Map<String, Object> members;
    private final String json;
    private final SchemaValidator validator;

    private JsonSchema(Map<String, Object> members) {
        this.members = Frozen.map(members);
        this.json = Json.write(this.members);
        this.validator = new SchemaValidator(this.members);
    }

    /**
     * Returns the schema that the text holds.
     *
     * @throws IllegalArgumentException when the text is not JSON, breaks the rules of JSON Schema, refers to another
     *     document, or does not say {@code "type":"object"} at its root
     */
    public static JsonSchema of(String json) {
        Map<String, Object> members;
        try {
            members = Json.readObject(json);
        } catch (JsonException e) {
            throw new IllegalArgumentException("not a JSON Schema: " + e.reason(), e);
        }
        if (!"object".equals(members.get("type"))) {
            throw new IllegalArgumentException(
                    "the root of a tool's schema must say \"type\":\"object\", was " + Json.write(members.get("type")));
        }
        JsonSchema schema = new JsonSchema(members);
        schema.validator.requireUsable();
        return schema;
    }

    /** Returns a builder for the subset that every model provider carries unchanged. */
    public static Builder object() {
        return new Builder();
    }

    /** Returns the schema as compact JSON, members in the author's order. */
    public String json() {
        return json;
    }

    /** Returns the schema as an ordered map, unmodifiable in depth. */
    public Map<String, Object> members() {
        return members;
    }

    /** Returns every reason why the value does not fit, each with its path; empty when it fits. */
    public List<String> problems(Map<String, Object> value) {
        return validator.problems(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonSchema that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return json;
    }

    /** Collects a schema of flat properties. Every property is optional until {@link #required} names it. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

        private final Map<String, Object> properties = new LinkedHashMap<>();
        private List<String> required = List.of();

        private Builder() {}

        /**
         * Adds a text. Like every property it needs a name of letters, digits, {@code _}, {@code .} and {@code -} that
         * starts with a letter or {@code _}, at most 64 characters, and a description; otherwise
         * {@link IllegalArgumentException} says so.
         */
        public Builder string(String name, String description) {
            return add(name, typed("string", description));
        }

        /** Adds a whole number. */
        public Builder integer(String name, String description) {
            return add(name, typed("integer", description));
        }

        /** Adds a number. */
        public Builder number(String name, String description) {
            return add(name, typed("number", description));
        }

        /** Adds a yes or no. */
        public Builder bool(String name, String description) {
            return add(name, typed("boolean", description));
        }

        /**
         * Adds a choice of texts, which a caller may write in any case; none may be blank, which some providers refuse.
         */
        public Builder choice(String name, String description, String... values) {
            List<String> allowed = List.of(values);
            if (allowed.isEmpty() || allowed.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("'" + name + "' needs at least one value, and none may be blank");
            }
            if (allowed.stream()
                            .map(value -> value.toLowerCase(Locale.ROOT))
                            .distinct()
                            .count()
                    < allowed.size()) {
                throw new IllegalArgumentException(
                        "the values of '" + name + "' must differ by more than case: " + allowed);
            }
            Map<String, Object> choice = typed("string", description);
            choice.put("enum", allowed);
            return add(name, choice);
        }

        /** Adds a list of texts. */
        public Builder strings(String name, String description) {
            Map<String, Object> list = typed("array", description);
            list.put("items", Map.of("type", "string"));
            return add(name, list);
        }

        /** Says which properties must be there; replaces what was said before. */
        public Builder required(String... names) {
            this.required = Stream.of(names).distinct().toList();
            return this;
        }

        /** Returns the schema; throws {@link IllegalArgumentException} when a required property was not added. */
        public JsonSchema build() {
            for (String name : required) {
                if (!properties.containsKey(name)) {
                    throw new IllegalArgumentException(
                            "'" + name + "' is required but not among " + properties.keySet());
                }
            }
            Map<String, Object> root = new LinkedHashMap<>();
            root.put("type", "object");
            root.put("properties", new LinkedHashMap<>(properties));
            if (!required.isEmpty()) {
                root.put("required", required);
            }
            return new JsonSchema(root);
        }

        private Builder add(String name, Map<String, Object> property) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a property's name must match " + NAME + ", or some providers refuse it; was '" + name + "'");
            }
            if (properties.putIfAbsent(name, property) != null) {
                throw new IllegalArgumentException("two properties are named '" + name + "'");
            }
            return this;
        }

        private static Map<String, Object> typed(String type, String description) {
            if (description.isBlank()) {
                throw new IllegalArgumentException(
                        "a model needs a description of every property, this one's is blank");
            }
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("type", type);
            property.put("description", description);
            return property;
        }
    }
}
