package dev.toolspec4j.mcp;

import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolHandler;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import dev.toolspec4j.tool.ToolTraits.Effects;
import java.util.List;
import java.util.Map;

/** Small tools for servers under test. */
final class Fixtures {
    static final Section SECTION = new Section("lab", "Lab", "Use {tool:echo} first.");
    private static final Effects READS = new Effects(true, false, true, false);

    private Fixtures() {}

    static ToolSpec.Builder tool(String name, ToolHandler handler) {
        return ToolSpec.named(name)
                .summary("Does " + name + ".")
                .whenToUse("For " + name + ".")
                .section(SECTION)
                .traits(ToolTraits.of("The " + name, READS))
                .handler(handler);
    }

    static ToolSpec echo() {
        return tool("echo", call -> ToolResult.text(call.string("text")))
                .input(JsonSchema.object()
                        .string("text", "What to say")
                        .choice("tone", "How to say it", "LOUD", "QUIET")
                        .required("text")
                        .build())
                .traits(ToolTraits.of("Say it again", READS)
                        .withFormerNames("repeat")
                        .withPermission("speak"))
                .build();
    }

    static ToolSpec facts() {
        return tool("facts", call -> ToolResult.of("two facts", Map.of("count", 2)))
                .output(JsonSchema.of("{\"type\":\"object\",\"properties\":{\"count\":{\"type\":\"integer\"}},"
                        + "\"required\":[\"count\"],\"additionalProperties\":false}"))
                .build();
    }

    static ToolSpec broken() {
        return tool("broken", call -> {
                    throw new IllegalStateException("secret detail");
                })
                .build();
    }

    static ToolRegistry registry(ToolSpec... more) {
        return ToolRegistry.of(List.of(echo(), facts(), broken())).with(more);
    }
}
