package dev.toolspec4j.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A JSON Schema (draft 2020-12 unless {@code $schema} says otherwise) whose root is an object. Immutable and safe for
 * use by several threads; two are equal when their JSON is, whatever the order of members.
 */
public final class JsonSchema {
    private final Map<String, Object> members;
    private final String json;
    private final Schema schema;

    private JsonSchema(Map<String, Object> members) {
        this.members = Frozen.map(members);
        this.json = Json.write(members);
        this.schema = compile(members);
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
        return new JsonSchema(members);
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
        return schema.validate(Json.tree(value)).stream()
                .map(JsonSchema::describe)
                .distinct()
                .toList();
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

    private static String describe(Error error) {
        String path = String.valueOf(error.getInstanceLocation());
        return (path.isEmpty() ? "/" : path) + ": " + error.getMessage();
    }

    private static Schema compile(Map<String, Object> members) {
        JsonNode tree = Json.tree(members);
        String dialect = tree.path("$schema").asText(SpecificationVersion.DRAFT_2020_12.getDialectId());
        // Neither loader of the library is kept: a schema must not make us fetch anything.
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ENGLISH)
                .pathType(PathType.JSON_POINTER)
                .preloadSchema(true)
                .build();
        try {
            List<Error> faults = MetaSchemas.of(dialect).validate(tree);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("not a valid JSON Schema: " + describe(faults.get(0)));
            }
            return SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(config))
                    .getSchema(tree);
        } catch (SchemaException e) {
            throw new IllegalArgumentException("not a usable JSON Schema: " + e.getMessage(), e);
        }
    }

    /** Collects a schema of flat properties. Every property is optional until {@link #required} names it. */
    public static final class Builder {
        private final Map<String, Object> properties = new LinkedHashMap<>();
        private List<String> required = List.of();

        private Builder() {}

        /** Adds a text. */
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

        /** Adds a choice of texts; none of them may be empty, which some providers refuse. */
        public Builder choice(String name, String description, String... values) {
            List<String> allowed = List.of(values);
            if (allowed.isEmpty() || allowed.contains("")) {
                throw new IllegalArgumentException("'" + name + "' needs at least one value, and none may be empty");
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
            this.required = List.of(names);
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
            if (properties.putIfAbsent(name, property) != null) {
                throw new IllegalArgumentException("two properties are named '" + name + "'");
            }
            return this;
        }

        private static Map<String, Object> typed(String type, String description) {
            if (description.isBlank()) {
                throw new IllegalArgumentException("a model needs a description of every property");
            }
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("type", type);
            property.put("description", description);
            return property;
        }
    }
}
