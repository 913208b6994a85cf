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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against one schema. Compiles it when it is first needed, because that costs most of a program's start.
 * Safe for use by several threads.
 */
final class SchemaValidator {
    private final Map<String, Object> members;
    private volatile @Nullable Schema compiled;

    SchemaValidator(Map<String, Object> members) {
        this.members = members;
    }

    /** Throws {@link IllegalArgumentException} when the schema breaks the rules of JSON Schema or cannot be used. */
    void requireUsable() {
        JsonNode tree = Json.tree(members);
        String dialect = tree.path("$schema").asText(SpecificationVersion.DRAFT_2020_12.getDialectId());
        List<Error> faults = MetaSchemas.of(dialect).validate(tree);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("not a valid JSON Schema: " + describe(faults.get(0)));
        }
        compiled();
    }

    /** Returns why the value does not fit, each reason with its path. */
    List<String> problems(Map<String, Object> value) {
        return compiled().validate(Json.tree(value)).stream()
                .map(SchemaValidator::describe)
                .distinct()
                .toList();
    }

    private Schema compiled() {
        Schema known = compiled;
        if (known == null) {
            synchronized (this) {
                known = compiled == null ? compile() : compiled;
                compiled = known;
            }
        }
        return known;
    }

    private Schema compile() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ENGLISH)
                .pathType(PathType.JSON_POINTER)
                .preloadSchema(true)
                .build();
        try {
            // Neither loader of the library is kept: a schema must not make us fetch anything.
            Schema schema = SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(config))
                    .getSchema(Json.tree(members));
            schema.initializeValidators();
            return schema;
        } catch (SchemaException e) {
            throw new IllegalArgumentException(
                    "not a usable JSON Schema: " + e.getMessage()
                            + ". References must stay inside the schema; nothing is fetched.",
                    e);
        }
    }

    private static String describe(Error error) {
        String path = String.valueOf(error.getInstanceLocation());
        return (path.isEmpty() ? "/" : path) + ": " + error.getMessage();
    }
}
