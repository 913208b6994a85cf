package dev.toolspec4j.mcp;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ThreadPoolExecutor;

/** A running server for any number of clients over streamable HTTP. Safe for use by several threads. */
public final class McpHttpServer implements AutoCloseable {
    // The SDK's own limit would count a rerouted message, which is longer than what came in.
    private static final int NO_LIMIT = Integer.MAX_VALUE - 1024;

    private final ThreadPoolExecutor threads;
    private final CallRunner runner;
    private final McpAsyncServer server;
    private final ServletHost host;
    private final URI uri;

    McpHttpServer(ServerBlueprint blueprint, McpOptions options, McpHttpOptions http) throws IOException {
        this.threads = CallThreads.start(options.maxParallelCalls());
        this.runner = new CallRunner(threads);
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(blueprint.mapper())
                .mcpEndpoint(http.path())
                .maxRequestSize(NO_LIMIT)
                .contextExtractor(HttpEndpoint::context)
                .build();
        this.server = blueprint.build(McpServer.async(transport), runner);
        HttpEndpoint endpoint =
                new HttpEndpoint(new HttpGate(http), blueprint, runner, transport, options.maxMessageBytes());
        this.host = new ServletHost(endpoint, http, CallThreads.capacity(options.maxParallelCalls()));
        this.uri = host.uri(http);
    }

    /** Returns where clients reach the server, with the port it listens on. */
    public URI uri() {
        return uri;
    }

    /** Interrupts running calls, which are answered as cancelled, and stops listening; again does nothing. */
    @Override
    public synchronized void close() {
        runner.cancelAll();
        server.closeGracefully().block();
        host.close();
        threads.shutdownNow();
    }
}
