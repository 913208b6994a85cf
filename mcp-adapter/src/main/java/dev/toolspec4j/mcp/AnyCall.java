package dev.toolspec4j.mcp;

import dev.toolspec4j.mcp.McpTools.Caller;
import dev.toolspec4j.tool.JsonText;
import io.modelcontextprotocol.server.McpAsyncListFilter;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Takes the calls that the SDK would answer without the registry: of unknown tools, and with arguments that are no
 * object. They are rerouted to a tool that is not listed, so that the model reads the registry's advice.
 */
final class AnyCall {
    // A dot cannot be part of a registry's tool name, so this clashes with none.
    private static final String NAME = "toolspec4j.any";
    private static final String TOOL = "tool";
    private static final String ARGUMENTS = "arguments";

    private final McpTools tools;

    AnyCall(McpTools tools) {
        this.tools = tools;
    }

    /** Returns the request, rerouted if it is a call that the SDK cannot make. */
    JSONRPCRequest reroute(JSONRPCRequest request) {
        if (!McpSchema.METHOD_TOOLS_CALL.equals(request.method())) {
            return request;
        }
        Map<?, ?> params = request.params() instanceof Map<?, ?> map ? map : Map.of();
        String name = params.get("name") instanceof String text ? text : "";
        @Nullable Object arguments = params.get(ARGUMENTS);
        boolean plain = arguments == null || arguments instanceof Map;
        Map<String, Object> call = new LinkedHashMap<>();
        if (plain && tools.registry().find(name).isPresent()) {
            call.put("name", name);
            call.put(ARGUMENTS, arguments == null ? Map.of() : arguments);
        } else {
            call.put("name", NAME);
            call.put(ARGUMENTS, Map.of(TOOL, name, ARGUMENTS, JsonText.of(arguments)));
        }
        if (params.get("_meta") instanceof Map<?, ?> meta) {
            call.put("_meta", meta);
        }
        return new JSONRPCRequest(request.jsonrpc(), request.method(), request.id(), call);
    }

    /** Returns the tool that rerouted calls go to. */
    AsyncToolSpecification specification(CallRunner runner) {
        return AsyncToolSpecification.builder()
                .tool(Tool.builder(NAME, Map.of("type", "object")).build())
                .callHandler((exchange, request) -> {
                    Caller caller = Caller.of(exchange);
                    @Nullable Map<String, Object> sent = request.arguments();
                    Map<String, Object> arguments = sent == null ? Map.of() : sent;
                    String tool = String.valueOf(arguments.getOrDefault(TOOL, ""));
                    String json = String.valueOf(arguments.getOrDefault(ARGUMENTS, ""));
                    return runner.run(caller, () -> tools.callAny(tool, json, request, caller));
                })
                .build();
    }

    /** Returns the filter that keeps that tool out of the list. */
    static McpAsyncListFilter<Tool> unlisted() {
        return (context, tool) -> Mono.just(!NAME.equals(tool.name()));
    }
}
