package dev.toolspec4j.it.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.a2a.server.AgentCardValidator;
import io.a2a.server.ServerCallContext;
import io.a2a.server.agentexecution.AgentExecutor;
import io.a2a.server.agentexecution.RequestContext;
import io.a2a.server.auth.UnauthenticatedUser;
import io.a2a.server.events.EventQueue;
import io.a2a.server.events.InMemoryQueueManager;
import io.a2a.server.requesthandlers.DefaultRequestHandler;
import io.a2a.server.tasks.InMemoryPushNotificationConfigStore;
import io.a2a.server.tasks.InMemoryTaskStore;
import io.a2a.server.tasks.TaskUpdater;
import io.a2a.spec.AgentCapabilities;
import io.a2a.spec.AgentCard;
import io.a2a.spec.CancelTaskRequest;
import io.a2a.spec.GetTaskRequest;
import io.a2a.spec.JSONRPCErrorResponse;
import io.a2a.spec.JSONRPCResponse;
import io.a2a.spec.Message;
import io.a2a.spec.MethodNotFoundError;
import io.a2a.spec.MethodNotFoundJsonMappingException;
import io.a2a.spec.NonStreamingJSONRPCRequest;
import io.a2a.spec.Part;
import io.a2a.spec.SendMessageRequest;
import io.a2a.spec.TextPart;
import io.a2a.transport.jsonrpc.handler.JSONRPCHandler;
import io.a2a.util.Utils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The sample agent on a2a-java's own request handlers and JSON mapping; only the HTTP below is the JDK's, where the SDK
 * brings Quarkus.
 */
final class JavaSdkAgent implements AgentExecutor, AutoCloseable {
    private final Map<String, CountDownLatch> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final JSONRPCHandler handler;

    JavaSdkAgent() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // The SDK would look for the transport that its Quarkus module registers.
        System.setProperty(AgentCardValidator.SKIP_JSONRPC_PROPERTY, "true");
        InMemoryTaskStore tasks = new InMemoryTaskStore();
        handler = new JSONRPCHandler(
                card(),
                DefaultRequestHandler.create(
                        this,
                        tasks,
                        new InMemoryQueueManager(tasks),
                        new InMemoryPushNotificationConfigStore(),
                        (task) -> {},
                        threads),
                threads);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private AgentCard card() {
        return new AgentCard.Builder()
                .name("sample")
                .description("an agent for tests")
                .version("1")
                .url(url().toString())
                .protocolVersion("0.3.0")
                .preferredTransport("JSONRPC")
                .capabilities(new AgentCapabilities.Builder().build())
                .defaultInputModes(List.of("text"))
                .defaultOutputModes(List.of("text"))
                .skills(List.of())
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Object reply = exchange.getRequestMethod().equals("GET")
                    ? handler.getAgentCard()
                    : reply(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = Utils.OBJECT_MAPPER.writeValueAsBytes(reply);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private JSONRPCResponse<?> reply(String body) throws IOException {
        ServerCallContext context = new ServerCallContext(UnauthenticatedUser.INSTANCE, Map.of(), Set.of());
        try {
            NonStreamingJSONRPCRequest<?> request =
                    Utils.OBJECT_MAPPER.readValue(body, NonStreamingJSONRPCRequest.class);
            if (request instanceof SendMessageRequest send) {
                return handler.onMessageSend(send, context);
            }
            if (request instanceof GetTaskRequest get) {
                return handler.onGetTask(get, context);
            }
            return handler.onCancelTask((CancelTaskRequest) request, context);
        } catch (MethodNotFoundJsonMappingException e) {
            return new JSONRPCErrorResponse(e.getId(), new MethodNotFoundError());
        }
    }

    @Override
    public void execute(RequestContext context, EventQueue events) {
        TaskUpdater task = new TaskUpdater(context, events);
        String words = context.getUserInput("");
        if (words.equals("hi")) {
            events.enqueueEvent(said(task, "hello"));
            return;
        }
        if (context.getTask() == null) {
            task.submit();
        }
        task.startWork();
        switch (words) {
            case "task", "blue" -> {
                task.addArtifact(parts(words + ": "), "a", "a", Map.of(), false, false);
                task.addArtifact(parts("finished"), "a", "a", Map.of(), true, true);
                task.complete();
            }
            case "ask" -> task.requiresInput(said(task, "which colour?"), true);
            case "slow" -> untilCancelled(context.getTaskId());
            default -> task.fail(said(task, "no luck"));
        }
    }

    private void untilCancelled(String taskId) {
        try {
            running.computeIfAbsent(taskId, id -> new CountDownLatch(1)).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void cancel(RequestContext context, EventQueue events) {
        running.computeIfAbsent(context.getTaskId(), id -> new CountDownLatch(1))
                .countDown();
        new TaskUpdater(context, events).cancel();
    }

    private static Message said(TaskUpdater task, String words) {
        return task.newAgentMessage(parts(words), Map.of());
    }

    private static List<Part<?>> parts(String words) {
        return List.of(new TextPart(words));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
