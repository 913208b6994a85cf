package dev.toolspec4j.mcp;

import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a tool returned into what an MCP client reads. */
final class ResultMapping {
    private static final Logger LOG = LoggerFactory.getLogger(ResultMapping.class);

    private ResultMapping() {}

    /**
     * Returns a failure as text only, since clients check structured content against the output schema, and a success
     * as text and structured content. The structured content is left out where it would only repeat the text.
     */
    static CallToolResult of(Optional<ToolSpec> spec, String tool, ToolResult result) {
        if (result.isError()) {
            return error(result.text());
        }
        Optional<JsonSchema> promised = spec.flatMap(ToolSpec::outputSchema);
        Map<String, Object> facts = result.structured();
        if (!isJson(facts)) {
            LOG.warn("tool '{}' returned structured content that is not JSON: {}", tool, facts);
            return promised.isEmpty() ? text(result).build() : broken(tool, result, "it is not JSON");
        }
        if (promised.isEmpty()) {
            boolean repeats = facts.equals(Map.of("text", result.text()));
            return repeats
                    ? text(result).build()
                    : text(result).structuredContent(facts).build();
        }
        return promised(promised.get(), tool, result, facts);
    }

    static CallToolResult error(String text) {
        return CallToolResult.builder().addTextContent(text).isError(true).build();
    }

    private static CallToolResult promised(
            JsonSchema schema, String tool, ToolResult result, Map<String, Object> facts) {
        if (schema.problems(facts).isEmpty()) {
            return text(result).structuredContent(facts).build();
        }
        // The registry may have added a member that a closed schema does not know.
        Map<String, Object> known = onlyKnown(schema, facts);
        List<String> problems = schema.problems(known);
        if (problems.isEmpty()) {
            return text(result).structuredContent(known).build();
        }
        LOG.warn("tool '{}' broke its output schema: {}", tool, problems);
        return broken(tool, result, String.join("; ", problems));
    }

    private static CallToolResult broken(String tool, ToolResult result, String why) {
        return error("Error: the tool '" + tool + "' ran, but its result is not what it promises (" + why
                + "). Do not call it again; this is what it said: " + result.text());
    }

    private static CallToolResult.Builder text(ToolResult result) {
        return CallToolResult.builder().addTextContent(result.text()).isError(false);
    }

    private static Map<String, Object> onlyKnown(JsonSchema schema, Map<String, Object> facts) {
        if (!(schema.members().get("properties") instanceof Map<?, ?> properties)) {
            return facts;
        }
        Map<String, Object> known = new LinkedHashMap<>(facts);
        known.keySet().retainAll(properties.keySet());
        return known;
    }

    private static boolean isJson(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().allMatch(String.class::isInstance)
                    && map.values().stream().allMatch(ResultMapping::isJson);
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(ResultMapping::isJson);
        }
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
