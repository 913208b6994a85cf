package dev.toolspec4j.langchain4j;

import dev.langchain4j.agent.tool.SearchBehavior;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Turns one registry's specs into LangChain4j's, and notes what is lost. Not thread-safe. */
final class SpecificationMapping {
    private static final Set<String> ROOT_KEYWORDS =
            Set.of("type", "description", "properties", "required", "additionalProperties");

    private final ToolRegistry registry;
    private final SchemaMode schemas;
    private final DescriptionMode descriptions;
    private final List<String> losses = new ArrayList<>();

    SpecificationMapping(ToolRegistry registry, SchemaMode schemas, DescriptionMode descriptions) {
        this.registry = registry;
        this.schemas = schemas;
        this.descriptions = descriptions;
    }

    /** Returns what was lost so far, a line each. */
    List<String> losses() {
        return List.copyOf(losses);
    }

    ToolSpecification of(ToolSpec spec) {
        ToolSpecification.Builder builder = ToolSpecification.builder()
                .name(spec.name())
                .description(description(spec))
                .metadata(metadata(spec));
        parameters(spec).ifPresent(builder::parameters);
        return builder.build();
    }

    private String description(ToolSpec spec) {
        if (descriptions == DescriptionMode.SUMMARY) {
            return spec.summary();
        }
        String guidance = registry.guidance(spec, UnaryOperator.identity());
        return guidance.isEmpty() ? spec.summary() : spec.summary() + "\n\n" + guidance;
    }

    /** Returns nothing for a tool without parameters: some providers refuse an empty object, none refuses this. */
    private Optional<JsonObjectSchema> parameters(ToolSpec spec) {
        LossListener listener = (path, what) -> losses.add("tool '" + spec.name() + "' " + path + ": " + what);
        Map<String, Object> root = LocalReferences.inlined(spec.inputSchema().members(), listener);
        JsonObjectSchema mapped = schemas == SchemaMode.PORTABLE
                ? new PortableSchema(listener).root(root)
                : faithful(spec.name(), root, listener);
        boolean empty = mapped.properties().isEmpty() && mapped.description() == null;
        return empty ? Optional.empty() : Optional.of(mapped);
    }

    private static JsonObjectSchema faithful(String tool, Map<String, Object> root, LossListener listener) {
        Map<String, Object> typed = new LinkedHashMap<>();
        root.forEach((keyword, value) -> {
            boolean fits = !keyword.equals("additionalProperties") || value instanceof Boolean;
            if (ROOT_KEYWORDS.contains(keyword) && fits) {
                typed.put(keyword, value);
            } else if (!SchemaWording.isSilent(keyword)) {
                listener.lost("/", keyword + " cannot stand at the root and was left out");
            }
        });
        String json = "{\"name\":" + JsonText.of(tool) + ",\"parameters\":" + JsonText.of(typed) + "}";
        return ToolSpecification.fromJson(json).parameters();
    }

    private static Map<String, Object> metadata(ToolSpec spec) {
        ToolTraits traits = spec.traits();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("title", traits.title());
        metadata.put("section", spec.section().id());
        metadata.put("readOnlyHint", traits.effects().readOnly());
        metadata.put("destructiveHint", traits.effects().destructive());
        metadata.put("idempotentHint", traits.effects().idempotent());
        metadata.put("openWorldHint", traits.effects().openWorld());
        traits.permission().ifPresent(permission -> metadata.put("permission", permission));
        spec.outputSchema().map(JsonSchema::members).ifPresent(schema -> metadata.put("outputSchema", schema));
        // LangChain4j's tool search compares by identity: the name as a text would hide the tool.
        metadata.put(ToolSpecification.METADATA_SEARCH_BEHAVIOR, SearchBehavior.ALWAYS_VISIBLE);
        return metadata;
    }
}
