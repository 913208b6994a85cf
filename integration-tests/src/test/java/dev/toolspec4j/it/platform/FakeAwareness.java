package dev.toolspec4j.it.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An awareness service on loopback: namespaces of memories, found by a word of their content. */
final class FakeAwareness implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<FakeReply> faults = new ConcurrentLinkedDeque<>();
    private final List<Map<String, Object>> memories = new CopyOnWriteArrayList<>();

    FakeAwareness() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Makes the next request be answered like this. */
    void next(FakeReply reply) {
        faults.add(reply);
    }

    List<FakeRequest> requests() {
        return new ArrayList<>(requests);
    }

    private void serve(HttpExchange exchange) throws IOException {
        FakeRequest request = FakeRequest.of(exchange);
        requests.add(request);
        FakeReply fault = faults.poll();
        (fault == null ? honest(request) : fault).write(exchange);
    }

    private FakeReply honest(FakeRequest request) {
        if (!request.rawPath().matches(".*/api/v1/namespaces/[^/]+/memories")) {
            return FakeReply.error(404, "no such route");
        }
        String namespace = request.rawPath().replaceAll(".*/namespaces/([^/]+)/memories", "$1");
        return request.method().equals("POST") ? keep(request, namespace) : find(request, namespace);
    }

    private FakeReply keep(FakeRequest request, String namespace) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", memories.size() + 1);
        row.put("namespace", namespace);
        row.put("content", request.text("content"));
        row.put("scope", request.text("scope"));
        memories.add(row);
        return FakeReply.json(201, row);
    }

    private FakeReply find(FakeRequest request, String namespace) {
        String word = request.query().getOrDefault("q", "");
        String scope = request.query().getOrDefault("scope", "");
        return FakeReply.json(
                200,
                memories.stream()
                        .filter(row -> row.get("namespace").equals(namespace))
                        .filter(row -> row.get("content").toString().contains(word))
                        .filter(row -> scope.isEmpty() || row.get("scope").equals(scope))
                        .toList());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
