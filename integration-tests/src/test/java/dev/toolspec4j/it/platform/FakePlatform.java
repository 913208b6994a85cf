package dev.toolspec4j.it.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.toolspec4j.backend.platform.PlatformAddress;
import dev.toolspec4j.backend.platform.PlatformClient;
import dev.toolspec4j.backend.platform.TokenStore;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The platform as its contract describes it, on loopback: tokens are enforced, unknown members tolerated, ids, scopes
 * and limits checked. A test can make it answer anything instead, see {@link #next}.
 */
final class FakePlatform implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Fault> faults = new ConcurrentLinkedDeque<>();
    private volatile Optional<Fault> lasting = Optional.empty();
    private volatile String base = "";
    private volatile Runnable whenAsked = () -> {};
    private volatile String organisation = "";

    final FakeWorkspaces workspaces = new FakeWorkspaces();
    final FakeMemories memories = new FakeMemories(workspaces);
    final FakeMessages messages = new FakeMessages(workspaces);
    final FakeDelegations delegations = new FakeDelegations();

    FakePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns a client of the workspace with its valid token in the folder. */
    PlatformClient client(WorkspaceId workspace, Path configs) throws IOException {
        TokenStore tokens = TokenStore.in(configs);
        tokens.save(workspaces.tokenOf(workspace));
        return client(workspace, tokens);
    }

    PlatformClient client(WorkspaceId workspace, TokenStore tokens) {
        return PlatformClient.open(PlatformAddress.parse(url().toString()), workspace, tokens, Map.of());
    }

    /** Lives below a path from now on, as behind a gateway. */
    void liveBelow(String path) {
        base = path;
    }

    /** Makes the tenant guard demand the organisation's header. */
    void demandOrganisation(String id) {
        organisation = id;
    }

    /** Makes the next request that fits be answered like this instead, once; faults are used in their order. */
    void next(Predicate<FakeRequest> request, FakeReply reply) {
        faults.add(new Fault(request, reply));
    }

    /** Makes the next request to a path that ends like this be answered so, once. */
    void next(String pathEnd, FakeReply reply) {
        next(request -> request.path().endsWith(pathEnd), reply);
    }

    /** Answers whatever is asked like this, until {@link #recover}; single faults come first. */
    void always(FakeReply reply) {
        lasting = Optional.of(new Fault(request -> true, reply));
    }

    /** Answers honestly again. */
    void recover() {
        lasting = Optional.empty();
    }

    /** Returns what was asked so far, in order. */
    List<FakeRequest> requests() {
        return new ArrayList<>(requests);
    }

    /** Sets what happens as soon as something is asked, before it is answered. */
    void whenAsked(Runnable reaction) {
        whenAsked = reaction;
    }

    /** Waits until something was asked of a path that ends like this, and returns the first of it. */
    FakeRequest awaitRequest(String method, String pathEnd) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (requests) {
            while (requests(method, pathEnd).isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("nobody asked " + method + " …" + pathEnd + ", only " + requests());
                }
                requests.wait(left);
            }
            return requests(method, pathEnd).get(0);
        }
    }

    /** Returns what was asked of paths that end like this. */
    List<FakeRequest> requests(String method, String pathEnd) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().endsWith(pathEnd))
                .toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        FakeRequest request = FakeRequest.of(exchange);
        synchronized (requests) {
            requests.add(request);
            requests.notifyAll();
        }
        whenAsked.run();
        reply(request).write(exchange);
    }

    private FakeReply reply(FakeRequest request) {
        Optional<Fault> fault =
                faults.stream().filter(each -> each.request.test(request)).findFirst();
        if (fault.isPresent() && faults.remove(fault.get())) {
            if (fault.get().reply.isLost()) {
                honest(request);
            }
            return fault.get().reply;
        }
        return lasting.map(Fault::reply).orElseGet(() -> honest(request));
    }

    private FakeReply honest(FakeRequest request) {
        if (!organisation.isEmpty()
                && !request.path().startsWith("/registry/register")
                && !request.path().startsWith("/registry/heartbeat")
                && !organisation.equals(request.header("X-Molecule-Org-Id"))) {
            return FakeReply.empty(404);
        }
        if (!request.path().startsWith(base)) {
            return FakeReply.error(404, "no such route");
        }
        String[] path = request.path().substring(base.length() + 1).split("/");
        if (path[0].equals("registry")) {
            return workspaces.registry(request, path);
        }
        if (!path[0].equals("workspaces") || path.length < 2) {
            return FakeReply.error(404, "no such route");
        }
        return workspace(request, path);
    }

    private FakeReply workspace(FakeRequest request, String[] path) {
        if (path.length == 2) {
            return workspaces.describe(path[1]);
        }
        if (!workspaces.isTokenOf(path[1], request.bearer())) {
            return FakeReply.error(401, request.bearer().isEmpty() ? "missing workspace auth token" : "invalid token");
        }
        return switch (path[2]) {
            case "memories" -> memories.answer(request, path);
            case "notify", "chat", "activity" ->
                path[2].equals("activity") && request.method().equals("GET")
                        ? delegations.activity(request, path[1])
                        : messages.answer(request, path);
            case "delegate", "delegations" -> delegations.answer(request, path);
            default -> FakeReply.error(404, "no such route");
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private record Fault(Predicate<FakeRequest> request, FakeReply reply) {}
}
