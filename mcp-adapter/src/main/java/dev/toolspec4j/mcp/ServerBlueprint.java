package dev.toolspec4j.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer.AsyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncPromptSpecification;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import reactor.core.publisher.Mono;

/** What a server of ours consists of, whatever carries its messages. */
final class ServerBlueprint {
    private static final String GUIDE = "guide";

    private final McpTools tools;
    private final McpOptions options;
    private final McpJsonMapper mapper;
    private final AnyCall anyCall;

    ServerBlueprint(McpTools tools, McpOptions options, McpJsonMapper mapper) {
        this.tools = tools.withCallDeadline(options.callDeadline());
        this.options = options;
        this.mapper = mapper;
        this.anyCall = new AnyCall(this.tools);
    }

    AnyCall anyCall() {
        return anyCall;
    }

    McpJsonMapper mapper() {
        return mapper;
    }

    /** Returns the server that the specification makes once it knows tools, texts and capabilities. */
    McpAsyncServer build(AsyncSpecification<?> specification, CallRunner runner) {
        ServerCapabilities.Builder capabilities = ServerCapabilities.builder().tools(false);
        options.guide().ifPresent(text -> {
            capabilities.prompts(false);
            specification.prompts(List.of(guide(text)));
        });
        options.instructions().ifPresent(specification::instructions);
        return specification
                .serverInfo(options.name(), options.version())
                .capabilities(capabilities.build())
                .jsonMapper(mapper)
                // The registry checks arguments: it forgives more and says more.
                .validateToolInputs(false)
                .tools(tools.specifications(runner))
                .tools(List.of(anyCall.specification(runner)))
                .addToolFilter(AnyCall.unlisted())
                .build();
    }

    private static AsyncPromptSpecification guide(String text) {
        Prompt prompt = Prompt.builder(GUIDE)
                .title("How to use these tools")
                .description("When to use which tool, and what to do with each outcome")
                .build();
        GetPromptResult result = GetPromptResult.builder(List.of(PromptMessage.builder(
                                Role.USER, TextContent.builder(text).build())
                        .build()))
                .description("How to use these tools")
                .build();
        return new AsyncPromptSpecification(prompt, (exchange, request) -> Mono.just(result));
    }
}
