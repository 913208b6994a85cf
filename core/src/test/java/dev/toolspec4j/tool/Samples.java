package dev.toolspec4j.tool;

import dev.toolspec4j.tool.ToolTraits.Effects;
import java.util.List;

/** Tools for tests of this package. */
final class Samples {
    static final Section MAIL = new Section("mail", "Mail", "");
    static final Effects READS = new Effects(true, false, true, false);

    private Samples() {}

    static ToolSpec.Builder tool(String name) {
        return ToolSpec.named(name)
                .summary("Does " + name + ".")
                .whenToUse("Use it.")
                .section(MAIL)
                .traits(ToolTraits.of("Do " + name, READS))
                .handler(call -> ToolResult.text("done"));
    }

    static ToolSpec formerly(String name, String... former) {
        return tool(name)
                .traits(ToolTraits.of("Do " + name, READS).withFormerNames(former))
                .build();
    }

    static ToolRegistry registry(ToolSpec... specs) {
        return ToolRegistry.of(List.of(specs));
    }

    /** A registry of one tool, {@code run}, that answers with the arguments it got. */
    static ToolRegistry echoing(JsonSchema input) {
        return registry(tool("run")
                .input(input)
                .handler(call -> ToolResult.json(call.arguments()))
                .build());
    }
}
