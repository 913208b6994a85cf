package dev.toolspec4j.testkit;

import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolHandler;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import dev.toolspec4j.tool.ToolTraits.Effects;
import java.util.List;
import java.util.Map;

/** Tools of every kind that an adapter must carry, none of which does anything to the world. */
public final class ProbeTools {
    /** Answers with its arguments as JSON. Every type of the portable subset. */
    public static final String ECHO = "probe_echo";

    /** Takes no arguments and answers {@code pong}. */
    public static final String PING = "probe_ping";

    /** Answers with a failure. */
    public static final String FAIL = "probe_fail";

    /** Throws. Its message is {@code secret detail}, which no agent may see. */
    public static final String THROW = "probe_throw";

    /** A name that {@link #PING} had before. */
    public static final String FORMER_PING = "probe_old_ping";

    private static final Section WORDS = new Section("probe_words", "Probe words", "Call {tool:probe_ping} first.");
    private static final Section ADDED = new Section("probe_added", "Probe added later", "");
    private static final Section FAULTS = new Section("probe_faults", "Probe faults", "");

    private ProbeTools() {}

    /** Returns the four tools in two sections. */
    public static ToolRegistry registry() {
        return ToolRegistry.of(List.of(
                spec(ECHO, WORDS, echoSchema(), ProbeTools::echo).build(),
                spec(PING, WORDS, JsonSchema.object().build(), call -> ToolResult.text("pong"))
                        .traits(ToolTraits.of("Ping", new Effects(true, false, true, false))
                                .withFormerNames(FORMER_PING))
                        .build(),
                spec(FAIL, FAULTS, JsonSchema.object().build(), call -> failure())
                        .build(),
                spec(THROW, FAULTS, JsonSchema.object().build(), call -> {
                            throw new IllegalStateException("secret detail");
                        })
                        .build()));
    }

    /** Returns a tool that no registry has, for a test that adds one. */
    public static ToolSpec extra() {
        return spec("probe_extra", ADDED, JsonSchema.object().build(), call -> ToolResult.text("extra"))
                .build();
    }

    private static ToolSpec.Builder spec(String name, Section section, JsonSchema input, ToolHandler handler) {
        return ToolSpec.named(name)
                .summary("Summary of " + name + ", with \"quotes\", <tags> & an umlaut: ü.")
                .whenToUse("Use " + name + " in tests only.")
                .section(section)
                .input(input)
                .traits(ToolTraits.of("Title of " + name, new Effects(false, false, false, false)))
                .handler(handler);
    }

    private static JsonSchema echoSchema() {
        return JsonSchema.object()
                .string("text", "Any text.")
                .integer("count", "A whole number.")
                .number("weight", "A number.")
                .bool("loud", "Yes or no.")
                .choice("tone", "One of three.", "LOW", "MIDDLE", "HIGH")
                .strings("tags", "Some texts.")
                .required("text")
                .build();
    }

    private static ToolResult echo(ToolCall call) {
        return ToolResult.of(JsonText.of(call.arguments()), Map.of("arguments", call.arguments()));
    }

    private static ToolResult failure() {
        return ToolResult.failure(FailureKind.NOT_FOUND, "there is nothing here; look elsewhere.");
    }
}
