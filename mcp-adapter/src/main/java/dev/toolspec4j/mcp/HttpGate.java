package dev.toolspec4j.mcp;

import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HeaderAccessor;
import io.modelcontextprotocol.server.transport.ServerTransportSecurityException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who gets in: by token, and by the names under which browsers and clients speak to us. */
final class HttpGate {
    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> token;
    private final DefaultServerTransportSecurityValidator names;

    HttpGate(McpHttpOptions options) {
        this.token = options.bearerToken().map(text -> text.getBytes(StandardCharsets.UTF_8));
        this.names = DefaultServerTransportSecurityValidator.builder()
                .allowedHosts(options.allowedHosts())
                .allowedOrigins(options.allowedOrigins())
                .build();
    }

    /** Returns why the request must not pass; empty when it may. */
    Optional<Refusal> refusal(HttpServletRequest request) {
        try {
            names.validate(new Headers(request));
        } catch (ServerTransportSecurityException e) {
            return Optional.of(new Refusal(
                    e.getStatusCode(),
                    "this server does not answer to this Host or Origin; allow it when you start it"));
        }
        if (token.isPresent() && !carries(request, token.get())) {
            return Optional.of(new Refusal(401, "send the server's token as 'Authorization: Bearer <token>'"));
        }
        return Optional.empty();
    }

    private static boolean carries(HttpServletRequest request, byte[] token) {
        @Nullable String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] sent = header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        // Takes as long for a token that is nearly right as for one that is quite wrong.
        return MessageDigest.isEqual(sent, token);
    }

    /**
     * Why a request does not pass.
     *
     * @param status the HTTP status to answer with
     * @param reason what the client is told
     */
    record Refusal(int status, String reason) {}

    private record Headers(HttpServletRequest request) implements HeaderAccessor {
        @Override
        public List<String> getHeader(String name) {
            return Collections.list(request.getHeaders(name));
        }

        @Override
        public List<String> getHeaderNames() {
            return Collections.list(request.getHeaderNames());
        }
    }
}
