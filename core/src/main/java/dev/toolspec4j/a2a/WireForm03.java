package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** The form of protocol 0.2 and 0.3. */
record WireForm03() implements WireForm {
    @Override
    public String version() {
        return "0.3";
    }

    @Override
    public WireForm other() {
        return new WireForm10();
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public ObjectNode send(A2aMessage message, boolean blocking, Optional<String> tenant) {
        ObjectNode said = Rpc.object();
        // Without it every a2a-java server answers -32602.
        said.put("kind", "message").put("role", "user").put("messageId", message.messageId());
        message.contextId().ifPresent(id -> said.put("contextId", id));
        message.taskId().ifPresent(id -> said.put("taskId", id));
        said.putArray("parts").addObject().put("kind", "text").put("text", message.text());
        Rpc.putAll(said, "metadata", message.metadata());
        ObjectNode params = Rpc.object();
        params.set("message", said);
        ObjectNode configuration = params.putObject("configuration").put("blocking", blocking);
        configuration.putArray("acceptedOutputModes").add("text/plain");
        configuration.put("historyLength", 0);
        Rpc.putAll(params, "metadata", message.requestMetadata());
        return Rpc.request(message.messageId(), "message/send", params);
    }

    @Override
    public ObjectNode get(String taskId, Optional<String> tenant) {
        return Rpc.request(
                "get-" + taskId, "tasks/get", Rpc.object().put("id", taskId).put("historyLength", 0));
    }

    @Override
    public ObjectNode cancel(String taskId, Optional<String> tenant) {
        return Rpc.request("cancel-" + taskId, "tasks/cancel", Rpc.object().put("id", taskId));
    }
}
