package dev.toolspec4j.tool;

import dev.toolspec4j.tool.ToolTraits.Effects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tools of an MCP server as specs, so that a registry can own tools that live elsewhere. */
public final class McpToolList {
    private static final int MAX_SUMMARY = 1_000;

    private McpToolList() {}

    /**
     * Returns the tools of a {@code tools/list} answer, in its order.
     *
     * <p>Names that hold {@code -}, {@code .} or {@code /} get {@code _} instead; the caller still gets the server's
     * own name. The first line of a description becomes the summary, the whole of it the guidance. Hints that the
     * server does not give are taken as MCP defines them: not read-only, destructive, not idempotent, open world.
     *
     * @param json the answer, with or without its JSON-RPC envelope
     * @param section the group to document the tools in
     * @param caller calls the server: gets a call with the server's own name and checked arguments
     * @throws IllegalArgumentException when the text is no such answer, or a tool cannot be a spec; the message names
     *     it
     */
    public static List<ToolSpec> specs(String json, Section section, ToolHandler caller) {
        List<ToolSpec> specs = new ArrayList<>();
        for (Object tool : tools(JsonText.readObject(json))) {
            if (tool instanceof Map<?, ?> map) {
                specs.add(spec(map, section, caller));
            }
        }
        return List.copyOf(specs);
    }

    private static List<?> tools(Map<String, Object> root) {
        Object holder = root.get("result") instanceof Map<?, ?> result ? result.get("tools") : root.get("tools");
        if (holder instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("no MCP tools/list answer: it has no list 'tools'");
    }

    private static ToolSpec spec(Map<?, ?> tool, Section section, ToolHandler caller) {
        String remote = text(tool, "name").orElseThrow(() -> new IllegalArgumentException("an MCP tool has no name"));
        Map<?, ?> hints = tool.get("annotations") instanceof Map<?, ?> map ? map : Map.of();
        String title = text(tool, "title").or(() -> text(hints, "title")).orElse(remote);
        // Text of another party never passes the resolver of references.
        String description = text(tool, "description").orElse(title).strip().replace("{tool:", "{tool :");
        ToolSpec.Builder builder = ToolSpec.named(remote.replaceAll("[-./]", "_"))
                .summary(summary(description))
                .whenToUse(description)
                .input(schema(remote, tool.get("inputSchema")))
                .section(section)
                .traits(new ToolTraits(title, effects(hints), Optional.empty(), Set.of()))
                .handler(call -> caller.call(new ToolCall(remote, call.arguments(), call.context())));
        if (tool.containsKey("outputSchema")) {
            builder.output(schema(remote, tool.get("outputSchema")));
        }
        return builder.build();
    }

    private static String summary(String description) {
        String line = description.lines().findFirst().orElse("").strip();
        return line.length() <= MAX_SUMMARY ? line : line.substring(0, MAX_SUMMARY - 1) + "…";
    }

    private static JsonSchema schema(String tool, @Nullable Object schema) {
        if (!(schema instanceof Map<?, ?>)) {
            throw new IllegalArgumentException("the MCP tool '" + tool + "' has no schema");
        }
        try {
            return JsonSchema.of(JsonText.of(schema));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the MCP tool '" + tool + "': " + e.getMessage(), e);
        }
    }

    private static Effects effects(Map<?, ?> hints) {
        boolean readOnly = Boolean.TRUE.equals(hints.get("readOnlyHint"));
        return new Effects(
                readOnly,
                !readOnly && !Boolean.FALSE.equals(hints.get("destructiveHint")),
                Boolean.TRUE.equals(hints.get("idempotentHint")),
                !Boolean.FALSE.equals(hints.get("openWorldHint")));
    }

    private static Optional<String> text(Map<?, ?> map, String member) {
        return map.get(member) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
