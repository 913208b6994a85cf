package dev.toolspec4j.a2a;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. A web page in the user's browser may not: it cannot send JSON to another origin without being asked for
 * permission, and one that has its own name point to this machine shows by the Host header.
 *
 * @param token what peers must show; empty when anybody who can connect may ask
 * @param hosts the names that requests may be addressed to; empty when any will do
 */
record ServerGate(Optional<String> token, Set<String> hosts) {
    static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Why a request is not served. */
    record Refusal(int status, String reason, Map<String, String> headers) {}

    Optional<Refusal> refusal(HttpExchange exchange, boolean forCard) {
        if (!hosts.isEmpty() && !hosts.contains(host(exchange))) {
            return Optional.of(new Refusal(403, "the request is addressed to another host", Map.of()));
        }
        if (forCard) {
            return Optional.empty();
        }
        if (token.isPresent() && !shown(exchange, token.get())) {
            return Optional.of(
                    new Refusal(401, "a valid bearer token is required", Map.of("WWW-Authenticate", "Bearer")));
        }
        return exchange.getRequestMethod().equals("POST") && !isJson(header(exchange, "Content-Type"))
                ? Optional.of(new Refusal(415, "the Content-Type must be application/json", Map.of()))
                : Optional.empty();
    }

    private static boolean shown(HttpExchange exchange, String token) {
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, header(exchange, "Authorization").getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    private static String host(HttpExchange exchange) {
        return header(exchange, "Host").replaceAll(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
