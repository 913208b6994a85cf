package dev.toolspec4j.mcp;

import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry's tools as the MCP SDK's tool specifications, mapped from {@link ToolSpec} directly: name, title, summary
 * as description, both schemas unchanged, annotations, and section and permission as {@code _meta}. Free of transports
 * and protocol revisions.
 *
 * <p>For a server of your own, which should be built with {@code validateToolInputs(false)}: the registry checks
 * arguments itself, forgives more, and says what to do. Immutable and safe for use by several threads.
 */
public final class McpTools {
    /** How long a call may take by default; clients give up after 60 s. */
    public static final Duration DEFAULT_CALL_DEADLINE = Duration.ofSeconds(50);

    /** What the keys of {@code _meta} start with. */
    static final String NAMESPACE = "dev.toolspec4j/";

    /** Where a transport of ours leaves the id of the JSON-RPC request. */
    static final String REQUEST_ID = NAMESPACE + "request-id";

    private static final List<String> TRACE_KEYS = List.of("traceparent", "tracestate");

    private static final Logger LOG = LoggerFactory.getLogger(McpTools.class);

    private final ToolRegistry registry;
    private final Duration callDeadline;
    private final Clock clock;

    private McpTools(ToolRegistry registry, Duration callDeadline, Clock clock) {
        this.registry = registry;
        this.callDeadline = callDeadline;
        this.clock = clock;
    }

    /** Returns the registry's tools for MCP. */
    public static McpTools from(ToolRegistry registry) {
        return new McpTools(registry, DEFAULT_CALL_DEADLINE, Clock.systemUTC());
    }

    /**
     * Returns a copy whose calls carry another deadline.
     *
     * @param deadline positive; less than the time after which clients give up
     */
    public McpTools withCallDeadline(Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("the deadline of a call must be positive, was " + deadline);
        }
        return new McpTools(registry, deadline, clock);
    }

    /** Returns a copy that takes the time from the clock. */
    McpTools withClock(Clock other) {
        return new McpTools(registry, callDeadline, other);
    }

    ToolRegistry registry() {
        return registry;
    }

    /** Returns what {@code tools/list} shows, in registry order. */
    public List<Tool> tools() {
        return registry.specs().stream().map(McpTools::tool).toList();
    }

    /**
     * Returns the tools for {@code McpServer.sync}, in registry order; a handler blocks its thread until it is done.
     */
    public List<SyncToolSpecification> specifications() {
        return registry.specs().stream()
                .map(spec -> SyncToolSpecification.builder()
                        .tool(tool(spec))
                        .callHandler((exchange, request) -> {
                            Caller caller = new Caller(
                                    exchange.sessionId(), exchange.transportContext(), exchange::progressNotification);
                            return call(spec, request, caller);
                        })
                        .build())
                .toList();
    }

    /**
     * Returns the tools for {@code McpServer.async}, in registry order. Handlers run on the executor; cancelling a
     * subscription interrupts its handler. An executor that rejects a call makes it a failure that says so.
     */
    public List<AsyncToolSpecification> specifications(Executor executor) {
        return specifications(new CallRunner(executor));
    }

    List<AsyncToolSpecification> specifications(CallRunner runner) {
        return registry.specs().stream()
                .map(spec -> AsyncToolSpecification.builder()
                        .tool(tool(spec))
                        .callHandler((exchange, request) -> {
                            Caller caller = Caller.of(exchange);
                            return runner.run(caller, () -> call(spec, request, caller));
                        })
                        .build())
                .toList();
    }

    /** Calls whatever tool the name stands for, known or not, with arguments that may be no object. */
    CallToolResult callAny(String tool, String argumentsJson, CallToolRequest request, Caller caller) {
        return contextual(
                request,
                caller,
                context -> ResultMapping.of(registry.find(tool), tool, registry.call(tool, argumentsJson, context)));
    }

    private CallToolResult call(ToolSpec spec, CallToolRequest request, Caller caller) {
        @Nullable Map<String, Object> sent = request.arguments();
        Map<String, Object> arguments = sent == null ? Map.of() : sent;
        return contextual(
                request,
                caller,
                context -> ResultMapping.of(
                        Optional.of(spec), spec.name(), registry.call(new ToolCall(spec.name(), arguments, context))));
    }

    private CallToolResult contextual(
            CallToolRequest request, Caller caller, Function<CallContext, CallToolResult> body) {
        CallContext.Builder context =
                CallContext.builder().deadline(clock.instant().plus(callDeadline));
        caller.session().ifPresent(context::conversationId);
        caller.requestId().map(String::valueOf).ifPresent(context::callId);
        @Nullable Map<String, Object> meta = request.meta();
        if (meta != null) {
            TRACE_KEYS.forEach(key -> {
                if (meta.get(key) instanceof String value) {
                    context.attribute(key, value);
                }
            });
        }
        @Nullable Object token = request.progressToken();
        if (token == null) {
            return body.apply(context.build());
        }
        ProgressRelay relay = new ProgressRelay(token, caller.progress());
        CallToolResult result = body.apply(context.progress(relay).build());
        relay.end();
        return result;
    }

    private static Tool tool(ToolSpec spec) {
        Tool.Builder tool = Tool.builder(spec.name(), spec.inputSchema().members())
                .title(spec.traits().title())
                .description(spec.summary())
                .annotations(annotations(spec))
                .meta(meta(spec));
        spec.outputSchema().ifPresent(schema -> tool.outputSchema(schema.members()));
        return tool.build();
    }

    /**
     * Returns the hints. What means nothing for a read-only tool (destructive, idempotent) is left out for one, as is
     * the default of {@code idempotentHint}: hosts pay for each character in every conversation.
     */
    private static ToolAnnotations annotations(ToolSpec spec) {
        var effects = spec.traits().effects();
        ToolAnnotations.Builder hints =
                ToolAnnotations.builder().readOnlyHint(effects.readOnly()).openWorldHint(effects.openWorld());
        if (!effects.readOnly()) {
            hints.destructiveHint(effects.destructive());
            if (effects.idempotent()) {
                hints.idempotentHint(true);
            }
        }
        return hints.build();
    }

    private static Map<String, Object> meta(ToolSpec spec) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put(NAMESPACE + "section", spec.section().id());
        spec.traits().permission().ifPresent(permission -> meta.put(NAMESPACE + "permission", permission));
        return meta;
    }

    /** Who called, as far as the transport knows. */
    record Caller(Optional<String> session, Optional<Object> requestId, Consumer<ProgressNotification> progress) {
        Caller(
                @Nullable String session,
                @Nullable McpTransportContext context,
                Consumer<ProgressNotification> progress) {
            this(
                    Optional.ofNullable(session),
                    Optional.ofNullable(context).map(known -> known.get(REQUEST_ID)),
                    progress);
        }

        static Caller of(McpAsyncServerExchange exchange) {
            return new Caller(
                    exchange.sessionId(),
                    exchange.transportContext(),
                    step -> exchange.progressNotification(step)
                            .subscribe(sent -> {}, e -> LOG.debug("progress did not reach the client", e)));
        }
    }
}
