package dev.toolspec4j.tool;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas that schemas must fit, which the validation library carries on its class path. */
final class MetaSchemas {
    private static final Map<SpecificationVersion, Schema> LOADED = new ConcurrentHashMap<>();

    private MetaSchemas() {}

    static Schema of(String dialectId) {
        SpecificationVersion version = SpecificationVersion.fromDialectId(dialectId)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown JSON Schema dialect '" + dialectId + "'; leave $schema out for draft 2020-12"));
        return LOADED.computeIfAbsent(version, MetaSchemas::load);
    }

    private static Schema load(SpecificationVersion version) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ENGLISH)
                .pathType(PathType.JSON_POINTER)
                .build();
        return SchemaRegistry.withDefaultDialect(version, registry -> registry.schemaRegistryConfig(config))
                .getSchema(SchemaLocation.of(version.getDialectId()));
    }
}
