package dev.toolspec4j.it.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One request as it arrived; header names in lower case, the body as one character a byte. */
record FakeRequest(
        String method,
        String path,
        String rawPath,
        Map<String, String> query,
        Map<String, String> headers,
        String bytes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static FakeRequest of(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String each : raw == null ? new String[0] : raw.split("&")) {
            String[] pair = each.split("=", 2);
            query.put(decoded(pair[0]), decoded(pair[1]));
        }
        return new FakeRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getRawPath(),
                query,
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String bearer() {
        String value = header("Authorization");
        return value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : "";
    }

    /** Returns the body as a JSON object; empty when it is none. */
    @SuppressWarnings("unchecked")
    Map<String, Object> json() {
        try {
            return JSON.readValue(bytes.getBytes(StandardCharsets.ISO_8859_1), Map.class);
        } catch (IOException e) {
            return Map.of();
        }
    }

    String text(String member) {
        return json().get(member) instanceof String text ? text : "";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
