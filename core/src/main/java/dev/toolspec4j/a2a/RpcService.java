package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Answers the JSON-RPC methods of both versions; the method's name says in which form. */
final class RpcService {
    private static final int PUSH_NOT_SUPPORTED = -32003;
    private static final int NO_EXTENDED_CARD = -32007;

    private static final Map<String, Integer> NOT_OFFERED = Map.ofEntries(
            Map.entry("message/stream", Rpc.UNSUPPORTED_OPERATION),
            Map.entry("SendStreamingMessage", Rpc.UNSUPPORTED_OPERATION),
            Map.entry("tasks/resubscribe", Rpc.UNSUPPORTED_OPERATION),
            Map.entry("SubscribeToTask", Rpc.UNSUPPORTED_OPERATION),
            Map.entry("ListTasks", Rpc.UNSUPPORTED_OPERATION),
            Map.entry("tasks/pushNotificationConfig/set", PUSH_NOT_SUPPORTED),
            Map.entry("tasks/pushNotificationConfig/get", PUSH_NOT_SUPPORTED),
            Map.entry("tasks/pushNotificationConfig/list", PUSH_NOT_SUPPORTED),
            Map.entry("tasks/pushNotificationConfig/delete", PUSH_NOT_SUPPORTED),
            Map.entry("CreateTaskPushNotificationConfig", PUSH_NOT_SUPPORTED),
            Map.entry("GetTaskPushNotificationConfig", PUSH_NOT_SUPPORTED),
            Map.entry("ListTaskPushNotificationConfigs", PUSH_NOT_SUPPORTED),
            Map.entry("DeleteTaskPushNotificationConfig", PUSH_NOT_SUPPORTED),
            Map.entry("agent/getAuthenticatedExtendedCard", NO_EXTENDED_CARD),
            Map.entry("GetExtendedAgentCard", NO_EXTENDED_CARD));

    private final ServerTasks tasks;
    private final Duration held;

    RpcService(ServerTasks tasks, Duration held) {
        this.tasks = tasks;
        this.held = held;
    }

    /** Returns the result, at once or when a blocking send has waited long enough. */
    CompletableFuture<ObjectNode> answer(String method, JsonNode params, Optional<String> traceparent)
            throws RpcException {
        return switch (method) {
            case "message/send" ->
                send(
                        TaskWriter.V03,
                        IncomingMessage.read(params, traceparent),
                        params.path("configuration").path("blocking").asBoolean(true));
            case "SendMessage" ->
                send(
                        TaskWriter.V10,
                        IncomingMessage.read(params, traceparent),
                        !params.path("configuration").path("returnImmediately").asBoolean(false));
            case "tasks/get" -> get(TaskWriter.V03, params);
            case "GetTask" -> get(TaskWriter.V10, params);
            case "tasks/cancel" -> cancel(TaskWriter.V03, params);
            case "CancelTask" -> cancel(TaskWriter.V10, params);
            default -> throw notOffered(method);
        };
    }

    private CompletableFuture<ObjectNode> send(TaskWriter writer, IncomingMessage message, boolean blocking)
            throws RpcException {
        ServerTask task = tasks.accept(message);
        if (!blocking || task.idle()) {
            return CompletableFuture.completedFuture(writer.sent(task.snapshot()));
        }
        return task.pause()
                .thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), held.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(ended -> writer.sent(ended.orElseGet(task::snapshot)));
    }

    private CompletableFuture<ObjectNode> get(TaskWriter writer, JsonNode params) throws RpcException {
        return CompletableFuture.completedFuture(writer.task(task(params).snapshot()));
    }

    private CompletableFuture<ObjectNode> cancel(TaskWriter writer, JsonNode params) throws RpcException {
        ServerTask task = task(params);
        if (!task.cancel()) {
            throw new RpcException(Rpc.TASK_NOT_CANCELABLE, "the task has ended already");
        }
        return CompletableFuture.completedFuture(writer.task(task.snapshot()));
    }

    private ServerTask task(JsonNode params) throws RpcException {
        String id = Tree.optionalText(params, "id")
                .orElseThrow(() -> new RpcException(Rpc.INVALID_PARAMS, "params.id is missing"));
        return tasks.find(id).orElseThrow(() -> new RpcException(Rpc.TASK_NOT_FOUND, "there is no task with this id"));
    }

    private static RpcException notOffered(String method) {
        Integer code = NOT_OFFERED.get(method);
        return code == null
                ? new RpcException(Rpc.METHOD_NOT_FOUND, "there is no such method")
                : new RpcException(code, "this agent does not offer " + method);
    }
}
