package dev.toolspec4j.langchain4j;

import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolHandler;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import dev.toolspec4j.tool.ToolTraits.Effects;
import java.util.List;

/** Registries of one tool or two, for tests of the adapter. */
final class Probe {
    static final Section SECTION = new Section("work", "Work", "");

    private Probe() {}

    static ToolSpec tool(String name, JsonSchema input, ToolHandler handler) {
        return ToolSpec.named(name)
                .summary("Does " + name + ".")
                .whenToUse("When " + name + " is wanted.")
                .input(input)
                .section(SECTION)
                .traits(ToolTraits.of("Do " + name, new Effects(true, false, true, false))
                        .withPermission("work"))
                .handler(handler)
                .build();
    }

    static ToolSpec tool(String name, ToolHandler handler) {
        return tool(name, JsonSchema.object().build(), handler);
    }

    static ToolRegistry registry(ToolSpec... specs) {
        return ToolRegistry.of(List.of(specs));
    }

    static ToolRegistry taking(JsonSchema input, ToolHandler handler) {
        return registry(tool("lookup", input, handler));
    }
}
