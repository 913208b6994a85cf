package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A2A over HTTP: the card by GET, JSON-RPC by POST. A held request keeps no thread. */
final class ServerHttp implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ServerHttp.class);
    private static final Set<String> CARD_PATHS = Set.of("/.well-known/agent-card.json", "/.well-known/agent.json");
    private static final String RETRY_SECONDS = "2";

    private final RpcService service;
    private final ServerGate gate;
    private final Supplier<AgentCard> card;
    private final int bodyLimit;
    private final Executor threads;

    ServerHttp(RpcService service, ServerGate gate, Supplier<AgentCard> card, int bodyLimit, Executor threads) {
        this.service = service;
        this.gate = gate;
        this.card = card;
        this.bodyLimit = bodyLimit;
        this.threads = threads;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        Optional<ServerGate.Refusal> refusal = gate.refusal(exchange, CARD_PATHS.contains(path));
        if (refusal.isPresent()) {
            refusal.get().headers().forEach(exchange.getResponseHeaders()::set);
            respond(exchange, refusal.get().status(), plainError(refusal.get().reason()));
        } else if (CARD_PATHS.contains(path)) {
            card(exchange, method);
        } else if (!method.equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            respond(exchange, 405, plainError("send JSON-RPC by POST; the card is at /.well-known/agent-card.json"));
        } else {
            rpc(exchange);
        }
    }

    private void card(HttpExchange exchange, String method) throws IOException {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            respond(exchange, 405, plainError("the card can only be read"));
            return;
        }
        byte[] json = card.get().json().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        String tag = "\"" + Integer.toHexString(Arrays.hashCode(json)) + "\"";
        headers.set("ETag", tag);
        headers.set("Cache-Control", "max-age=300");
        headers.set("Content-Type", "application/json");
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            finish(exchange, 304, new byte[0]);
        } else {
            finish(exchange, 200, method.equals("HEAD") ? new byte[0] : json);
        }
    }

    private void rpc(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(bodyLimit + 1);
        if (body.length > bodyLimit) {
            exchange.getResponseHeaders().set("Connection", "close");
            respond(exchange, 413, plainError("a request may hold at most " + bodyLimit + " bytes"));
            return;
        }
        JsonNode request;
        try {
            request = Rpc.read(body);
        } catch (IOException e) {
            respond(exchange, 200, error(Rpc.object(), new RpcException(Rpc.PARSE_ERROR, "the body is not JSON")));
            return;
        }
        try {
            answer(exchange, request);
        } catch (RpcException e) {
            if (e.isBusy()) {
                exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
            }
            respond(exchange, e.isBusy() ? 503 : 200, error(request, e));
        }
    }

    private void answer(HttpExchange exchange, JsonNode request) throws RpcException, IOException {
        if (!request.isObject()
                || !request.path("jsonrpc").asText().equals("2.0")
                || !request.path("method").isTextual()
                || !(request.path("id").isTextual() || request.path("id").isNumber())) {
            throw new RpcException(
                    Rpc.INVALID_REQUEST, "expected one JSON-RPC 2.0 request object with jsonrpc, id, method, params");
        }
        checkVersion(exchange.getRequestHeaders());
        CompletableFuture<ObjectNode> result = service.answer(
                request.path("method").asText(),
                request.path("params"),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent")));
        if (result.isDone()) {
            respond(exchange, 200, success(request, result.join()));
        } else {
            CompletableFuture<Void> unused =
                    result.thenAcceptAsync(late -> respondLate(exchange, success(request, late)), threads);
        }
    }

    private static void checkVersion(Headers headers) throws RpcException {
        String version = headers.getFirst(Rpc.VERSION_HEADER);
        if (version != null && !version.isBlank() && !version.matches("\\s*[01](\\.\\d+)*\\s*")) {
            throw new RpcException(
                    Rpc.VERSION_NOT_SUPPORTED, "this agent speaks the A2A versions 0.3 and 1.0, not " + version);
        }
    }

    private static void respondLate(HttpExchange exchange, ObjectNode body) {
        try {
            respond(exchange, 200, body);
        } catch (IOException e) {
            LOG.debug("a peer that waited for its answer has gone", e);
        }
    }

    private static ObjectNode success(JsonNode request, ObjectNode result) {
        ObjectNode reply = Rpc.object().put("jsonrpc", "2.0");
        reply.set("id", request.path("id"));
        reply.set("result", result);
        return reply;
    }

    private static ObjectNode error(JsonNode request, RpcException failure) {
        ObjectNode reply = Rpc.object().put("jsonrpc", "2.0");
        JsonNode id = request.path("id");
        if (id.isTextual() || id.isNumber()) {
            reply.set("id", id);
        } else {
            reply.putNull("id");
        }
        reply.putObject("error").put("code", failure.code()).put("message", failure.getMessage());
        return reply;
    }

    private static ObjectNode plainError(String reason) {
        return Rpc.object().put("error", reason);
    }

    private static void respond(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        finish(exchange, status, Rpc.write(body));
    }

    private static void finish(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
