package dev.toolspec4j.mcp;

import dev.toolspec4j.tool.ToolRegistry;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Servers for MCP clients that are ready to run. Their calls run side by side on threads of their own. */
public final class McpServers {
    private McpServers() {}

    /**
     * Starts a server on two streams: one JSON-RPC message a line, in UTF-8.
     *
     * @param in read by a thread of the server's until it ends; not closed
     * @param out written by the server only; not closed
     */
    public static McpStdioServer stdio(ToolRegistry registry, McpOptions options, InputStream in, OutputStream out) {
        return new McpStdioServer(blueprint(registry, options), options, in, out).start();
    }

    /**
     * Starts a server on the process's standard input and output and takes both over for good: from now on
     * {@link System#out} is {@link System#err} and {@link System#in} is empty, so that a tool that prints or reads
     * cannot break the protocol. On SIGTERM running calls are interrupted before the process ends.
     *
     * <p>Call {@link McpStdioServer#awaitEnd()} next: the server's threads do not keep the process alive.
     */
    public static McpStdioServer stdio(ToolRegistry registry, McpOptions options) {
        InputStream in = System.in;
        // Not System.out, which hides that the client is gone.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setIn(InputStream.nullInputStream());
        System.setOut(System.err);
        McpStdioServer server = stdio(registry, options, in, out);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "toolspec4j-mcp-close"));
        return server;
    }

    /**
     * Starts a server for streamable HTTP.
     *
     * @throws IOException when it cannot listen there
     */
    public static McpHttpServer http(ToolRegistry registry, McpOptions options, McpHttpOptions http)
            throws IOException {
        return new McpHttpServer(blueprint(registry, options), options, http);
    }

    private static ServerBlueprint blueprint(ToolRegistry registry, McpOptions options) {
        return new ServerBlueprint(McpTools.from(registry), options, McpJsonDefaults.getMapper());
    }
}
