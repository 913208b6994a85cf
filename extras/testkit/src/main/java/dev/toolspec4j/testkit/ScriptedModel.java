package dev.toolspec4j.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.toolspec4j.tool.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A model that says what a test tells it to: an OpenAI-compatible server on loopback, for any client of such servers,
 * streaming or not. Safe for use by several threads.
 *
 * <pre>{@code
 * try (ScriptedModel model = ScriptedModel.playing(
 *         ModelReply.calls("count_files", "{}"), ModelReply.says("There are two."))) {
 *     // point the client at model.baseUrl(), ask, and look at model.requests()
 * }
 * }</pre>
 */
public final class ScriptedModel implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<Map<String, Object>, ModelReply> script;
    private final List<Map<String, Object>> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    private ScriptedModel(Function<Map<String, Object>, ModelReply> script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            threads.shutdownNow();
            throw new UncheckedIOException("the scripted model got no port on loopback", e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    /** Starts a model that gives these answers in order, and HTTP 500 once they are used up. */
    public static ScriptedModel playing(ModelReply... replies) {
        Queue<ModelReply> left = new ArrayDeque<>(List.of(replies));
        return deciding(request -> {
            synchronized (left) {
                ModelReply next = left.poll();
                return next == null ? ModelReply.fails(500, "the script has no answer left") : next;
            }
        });
    }

    /** Starts a model that decides by the request, which it gets as the parsed body. Called from several threads. */
    public static ScriptedModel deciding(Function<Map<String, Object>, ModelReply> script) {
        return new ScriptedModel(script);
    }

    /** Returns the base URL for clients, such as {@code http://127.0.0.1:40000/v1}. */
    public String baseUrl() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/v1";
    }

    /** Returns the bodies of the requests so far, in order of arrival. */
    public List<Map<String, Object>> requests() {
        return List.copyOf(requests);
    }

    /** Stops the server; running answers are cut. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> request = JsonText.readObject(body);
            requests.add(request);
            ModelReply reply = script.apply(request);
            if (reply instanceof ModelReply.Fails failure) {
                String error = JsonText.of(Map.of("error", Map.of("message", failure.message())));
                send(exchange, failure.status(), "application/json", error);
            } else if (Boolean.TRUE.equals(request.get("stream"))) {
                send(exchange, 200, "text/event-stream", CompletionJson.events(reply, this::nextId));
            } else {
                send(exchange, 200, "application/json", CompletionJson.whole(reply, this::nextId));
            }
        }
    }

    private String nextId() {
        return "call_" + ids.incrementAndGet();
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
