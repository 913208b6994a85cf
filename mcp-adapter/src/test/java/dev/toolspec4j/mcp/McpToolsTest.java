package dev.toolspec4j.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.mcp.McpTools.Caller;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import dev.toolspec4j.tool.ToolTraits.Effects;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpToolsTest {
    @Test
    void mapsEveryFieldOfASpec() throws Exception {
        Tool tool = McpTools.from(Fixtures.registry()).tools().get(0);

        assertThat(JsonSchema.of(McpJsonDefaults.getMapper().writeValueAsString(tool.inputSchema())))
                .isEqualTo(Fixtures.echo().inputSchema());
        assertThat(tool.name()).isEqualTo("echo");
        assertThat(tool.title()).isEqualTo("Say it again");
        assertThat(tool.description()).isEqualTo("Does echo.");
        assertThat(tool.outputSchema()).isNull();
        assertThat(tool.meta())
                .isEqualTo(Map.of("dev.toolspec4j/section", "lab", "dev.toolspec4j/permission", "speak"));
    }

    @Test
    void sendsTheOutputSchemaThatASpecDeclares() {
        Tool tool = McpTools.from(Fixtures.registry()).tools().get(1);

        assertThat(tool.outputSchema())
                .isEqualTo(Fixtures.facts().outputSchema().orElseThrow().members());
    }

    @ParameterizedTest
    @CsvSource({
        "true,  false, true,  false, '{\"readOnlyHint\":true,\"openWorldHint\":false}'",
        "true,  false, false, true,  '{\"readOnlyHint\":true,\"openWorldHint\":true}'",
        "false, true,  false, true,  '{\"readOnlyHint\":false,\"destructiveHint\":true,\"openWorldHint\":true}'",
        "false, false, true,  false,"
                + "'{\"readOnlyHint\":false,\"destructiveHint\":false,\"idempotentHint\":true,\"openWorldHint\":false}'"
    })
    void hintsAtTheEffects(
            boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld, String annotations)
            throws Exception {
        Effects effects = new Effects(readOnly, destructive, idempotent, openWorld);
        ToolSpec spec = Fixtures.tool("act", call -> ToolResult.text("done"))
                .traits(ToolTraits.of("Act", effects))
                .build();

        Tool tool = McpTools.from(Fixtures.registry(spec)).tools().get(3);

        assertThat(McpJsonDefaults.getMapper().writeValueAsString(tool.annotations()))
                .isEqualTo(annotations);
    }

    @Test
    void tellsAToolWhoCallsAndUntilWhen() {
        AtomicReference<CallContext> seen = new AtomicReference<>();
        ToolRegistry registry = Fixtures.registry(Fixtures.tool("see", call -> {
                    seen.set(call.context());
                    return ToolResult.text("seen");
                })
                .build());
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        McpTools tools = McpTools.from(registry).withClock(clock);
        McpTransportContext transport = McpTransportContext.create(Map.of(McpTools.REQUEST_ID, 7));
        CallToolRequest request = CallToolRequest.builder("see")
                .meta(Map.of("traceparent", "00-a-b-01", "tracestate", 5, "other", "x"))
                .build();

        tools.callAny("see", "{}", request, new Caller("session-1", transport, step -> {}));

        assertThat(seen.get().callId()).contains("7");
        assertThat(seen.get().conversationId()).contains("session-1");
        assertThat(seen.get().deadline()).contains(Instant.parse("2026-01-01T00:00:50Z"));
        assertThat(seen.get().attributes()).isEqualTo(Map.of("traceparent", "00-a-b-01"));
    }

    @Test
    void refusesADeadlineInThePast() {
        McpTools tools = McpTools.from(Fixtures.registry());

        assertThatThrownBy(() -> tools.withCallDeadline(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsASuccessAsTextAndStructuredContent() {
        CallToolResult result = mapped(Fixtures.echo(), ToolResult.of("said", Map.of("a", List.of(1, true))));

        assertThat(text(result)).isEqualTo("said");
        assertThat(result.isError()).isFalse();
        assertThat(result.structuredContent()).isEqualTo(Map.of("a", List.of(1, true)));
    }

    @Test
    void leavesOutStructuredContentThatOnlyRepeatsTheText() {
        assertThat(mapped(Fixtures.echo(), ToolResult.text("said")).structuredContent())
                .isNull();
    }

    @Test
    void leavesOutStructuredContentThatIsNoJson() {
        CallToolResult result = mapped(Fixtures.echo(), ToolResult.of("now", Map.of("at", Instant.EPOCH)));

        assertThat(text(result)).isEqualTo("now");
        assertThat(result.structuredContent()).isNull();
    }

    @Test
    void keepsAPromisedResultFreeOfMembersThatItsSchemaForbids() {
        CallToolResult result =
                mapped(Fixtures.facts(), ToolResult.of("two", Map.of("count", 2, "ignored_arguments", List.of("x"))));

        assertThat(result.structuredContent()).isEqualTo(Map.of("count", 2));
        assertThat(result.isError()).isFalse();
    }

    @Test
    void saysThatAToolDidNotKeepItsPromise() {
        CallToolResult result = mapped(Fixtures.facts(), ToolResult.of("some", Map.of("count", "two")));

        assertThat(result.isError()).isTrue();
        assertThat(result.structuredContent()).isNull();
        assertThat(text(result)).contains("'facts' ran", "count", "this is what it said: some");
    }

    @Test
    void refusesInstructionsThatHostsWouldCut() {
        assertThat(McpOptions.builder().instructions("x".repeat(2_000)).build()).isNotNull();
        assertThatThrownBy(() -> McpOptions.builder().instructions("x".repeat(2_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2001 characters");
    }

    private static CallToolResult mapped(ToolSpec spec, ToolResult result) {
        return ResultMapping.of(Optional.of(spec), spec.name(), result);
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }
}
