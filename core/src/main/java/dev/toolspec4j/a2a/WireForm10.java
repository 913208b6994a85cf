package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** The form of protocol 1.0. */
record WireForm10() implements WireForm {
    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public WireForm other() {
        return new WireForm03();
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(Rpc.VERSION_HEADER, "1.0");
    }

    @Override
    public ObjectNode send(A2aMessage message, boolean blocking, Optional<String> tenant) {
        ObjectNode said = Rpc.object().put("role", "ROLE_USER").put("messageId", message.messageId());
        message.contextId().ifPresent(id -> said.put("contextId", id));
        message.taskId().ifPresent(id -> said.put("taskId", id));
        said.putArray("parts").addObject().put("text", message.text());
        Rpc.putAll(said, "metadata", message.metadata());
        ObjectNode params = params(tenant);
        params.set("message", said);
        ObjectNode configuration = params.putObject("configuration").put("returnImmediately", !blocking);
        configuration.putArray("acceptedOutputModes").add("text/plain");
        configuration.put("historyLength", 0);
        Rpc.putAll(params, "metadata", message.requestMetadata());
        return Rpc.request(message.messageId(), "SendMessage", params);
    }

    @Override
    public ObjectNode get(String taskId, Optional<String> tenant) {
        return Rpc.request(
                "get-" + taskId, "GetTask", params(tenant).put("id", taskId).put("historyLength", 0));
    }

    @Override
    public ObjectNode cancel(String taskId, Optional<String> tenant) {
        return Rpc.request("cancel-" + taskId, "CancelTask", params(tenant).put("id", taskId));
    }

    private static ObjectNode params(Optional<String> tenant) {
        ObjectNode params = Rpc.object();
        tenant.ifPresent(name -> params.put("tenant", name));
        return params;
    }
}
