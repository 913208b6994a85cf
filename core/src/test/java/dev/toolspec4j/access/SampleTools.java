package dev.toolspec4j.access;

import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolHandler;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import java.util.Map;

/** Tools with the permissions and arguments of real ones, which do nothing. */
final class SampleTools {
    private static final ToolTraits.Effects ACTS = new ToolTraits.Effects(false, false, false, true);
    private static final ToolTraits.Effects READS = new ToolTraits.Effects(true, false, true, false);

    private SampleTools() {}

    static ToolSpec remember(ToolHandler handler) {
        return tool("remember", ACTS, "memory.write", "content", "scope")
                .handler(handler)
                .build();
    }

    static ToolSpec recall(ToolHandler handler) {
        return tool("recall", READS, "memory.read", "query", "scope")
                .handler(handler)
                .build();
    }

    static ToolSpec handOver(ToolHandler handler) {
        return tool("hand_over", ACTS, "delegate", "workspace_id", "task")
                .handler(handler)
                .build();
    }

    static ToolSpec tell(ToolHandler handler) {
        return tool("tell", ACTS, "", "message").handler(handler).build();
    }

    static ToolSpec look(ToolHandler handler) {
        return tool("look", READS, "").handler(handler).build();
    }

    static ToolHandler done() {
        return call -> ToolResult.json(Map.of("success", true, "id", "m-1", "count", 3));
    }

    private static ToolSpec.Builder tool(
            String name, ToolTraits.Effects effects, String permission, String... arguments) {
        ToolTraits traits = ToolTraits.of(name, effects);
        StringBuilder properties = new StringBuilder();
        for (String argument : arguments) {
            properties
                    .append(properties.isEmpty() ? "" : ",")
                    .append('"')
                    .append(argument)
                    .append("\":{\"type\":\"string\",\"description\":\"A text.\"}");
        }
        return ToolSpec.named(name)
                .summary("Does " + name + ".")
                .whenToUse("Whenever it is needed.")
                .input(JsonSchema.of("{\"type\":\"object\",\"properties\":{" + properties + "}}"))
                .section(new Section("sample", "Samples", ""))
                .traits(permission.isEmpty() ? traits : traits.withPermission(permission));
    }
}
