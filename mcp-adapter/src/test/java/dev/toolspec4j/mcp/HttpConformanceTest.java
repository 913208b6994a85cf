package dev.toolspec4j.mcp;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.testkit.AdapterConformance;
import dev.toolspec4j.testkit.ExposedTool;
import dev.toolspec4j.testkit.Surface;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ToolRegistry;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

class HttpConformanceTest extends AdapterConformance {
    @Override
    protected String adapter() {
        return "mcp, streamable HTTP";
    }

    @Override
    protected ToolRegistry registry() {
        return BuiltinTools.catalogue();
    }

    @Override
    protected Surface surface(ToolRegistry registry) {
        try {
            McpHttpServer server = McpServers.http(
                    registry, McpOptions.defaults(), McpHttpOptions.builder().build());
            McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                    server.uri().resolve("/").toString())
                            .endpoint(server.uri().getPath())
                            .build())
                    .build();
            client.initialize();
            return new Official(server, client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Official(McpHttpServer server, McpSyncClient client) implements Surface {
        @Override
        public Optional<List<ExposedTool>> tools() {
            return Optional.of(client.listTools().tools().stream()
                    .map(tool -> ExposedTool.of(tool.name(), tool.description(), JsonText.of(tool.inputSchema())))
                    .toList());
        }

        @Override
        public Optional<Answer> call(String tool, String argumentsJson) {
            CallToolResult result = client.callTool(CallToolRequest.builder(tool)
                    .arguments(JsonText.readObject(argumentsJson))
                    .build());
            String text = ((TextContent) result.content().get(0)).text();
            return Optional.of(new Answer(text, Boolean.TRUE.equals(result.isError())));
        }

        @Override
        public void close() {
            client.close();
            server.close();
        }
    }
}
