package dev.toolspec4j.cli;

import dev.toolspec4j.mcp.McpHttpOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of an MCP server over HTTP. */
final class McpHttpGroup {
    static final String TOKEN = "TOOLSPEC4J_MCP_TOKEN";

    @Option(
            names = "--http",
            required = true,
            description = "Serve any number of clients over streamable HTTP instead.")
    private boolean asked;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on; default ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Option(names = "--port", defaultValue = "8421", description = "Port; default ${DEFAULT-VALUE}, 0 for a free one.")
    private int port;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "A name by which clients reach this machine; may be repeated.")
    private List<String> hosts = List.of();

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "An origin whose web pages may call, such as https://app.example.org; may be repeated.")
    private List<String> origins = List.of();

    boolean asked() {
        return asked;
    }

    McpHttpOptions options(Map<String, String> environment) {
        McpHttpOptions.Builder options = McpHttpOptions.builder().host(host).port(port);
        hosts.forEach(options::allowHost);
        origins.forEach(options::allowOrigin);
        Optional<String> token = Optional.ofNullable(environment.get(TOKEN)).filter(text -> !text.isBlank());
        if (token.isPresent()) {
            return withToken(options, token.get()).build();
        }
        if (!Loopback.is(host)) {
            throw new IllegalArgumentException("beyond loopback clients need a token: set " + TOKEN
                    + ", for example from 'openssl rand -hex 32', or leave --host out");
        }
        return options.build();
    }

    private static McpHttpOptions.Builder withToken(McpHttpOptions.Builder options, String token) {
        try {
            return options.bearerToken(token.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(TOKEN + ": " + e.getMessage(), e);
        }
    }
}
