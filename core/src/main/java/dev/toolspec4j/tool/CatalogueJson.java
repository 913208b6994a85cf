package dev.toolspec4j.tool;

import dev.toolspec4j.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The form of {@link ToolRegistry#toJson()}. */
final class CatalogueJson {
    private CatalogueJson() {}

    static String of(ToolRegistry registry) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(
                "sections",
                registry.sections().stream().map(s -> section(registry, s)).toList());
        root.put("tools", registry.specs().stream().map(s -> tool(registry, s)).toList());
        return Json.write(root);
    }

    private static Map<String, Object> section(ToolRegistry registry, Section section) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", section.id());
        json.put("title", section.title());
        json.put("guidance", registry.guidance(section, UnaryOperator.identity()));
        return json;
    }

    private static Map<String, Object> tool(ToolRegistry registry, ToolSpec spec) {
        ToolTraits traits = spec.traits();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", spec.name());
        json.put("title", traits.title());
        json.put("summary", spec.summary());
        json.put("when_to_use", registry.guidance(spec, UnaryOperator.identity()));
        json.put("section", spec.section().id());
        json.put("input_schema", spec.inputSchema().members());
        spec.outputSchema().ifPresent(schema -> json.put("output_schema", schema.members()));
        Map<String, Object> effects = new LinkedHashMap<>();
        effects.put("read_only", traits.effects().readOnly());
        effects.put("destructive", traits.effects().destructive());
        effects.put("idempotent", traits.effects().idempotent());
        effects.put("open_world", traits.effects().openWorld());
        json.put("effects", effects);
        traits.permission().ifPresent(permission -> json.put("permission", permission));
        json.put("former_names", List.copyOf(traits.formerNames()));
        return json;
    }
}
