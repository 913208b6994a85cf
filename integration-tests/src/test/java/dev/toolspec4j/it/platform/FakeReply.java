package dev.toolspec4j.it.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What the platform answers. */
record FakeReply(int status, Map<String, String> headers, String body, CountDownLatch gate) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static FakeReply json(int status, Object body) {
        try {
            return raw(status, "application/json", JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FakeReply error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    static FakeReply raw(int status, String type, String body) {
        return new FakeReply(status, Map.of("Content-Type", type), body, new CountDownLatch(0));
    }

    static FakeReply empty(int status) {
        return new FakeReply(status, Map.of(), "", new CountDownLatch(0));
    }

    /** Returns the reply to a request that is taken, and whose answer gets lost. */
    static FakeReply lost() {
        return empty(0);
    }

    boolean isLost() {
        return status == 0;
    }

    /** Returns a reply that comes only when the latch opens. */
    FakeReply after(CountDownLatch latch) {
        return new FakeReply(status, headers, body, latch);
    }

    FakeReply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new FakeReply(status, more, body, gate);
    }

    void write(HttpExchange exchange) throws IOException {
        try (exchange) {
            gate.await();
            if (isLost()) {
                return;
            }
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
