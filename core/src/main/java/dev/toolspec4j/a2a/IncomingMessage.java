package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message that a peer sent us, in whichever form. */
record IncomingMessage(
        String messageId,
        String text,
        Optional<String> taskId,
        Optional<String> contextId,
        Map<String, Object> metadata,
        Map<String, Object> requestMetadata,
        Optional<String> traceparent) {
    /** Reads {@code params}; throws {@link RpcException} saying what is missing. */
    static IncomingMessage read(JsonNode params, Optional<String> traceparentHeader) throws RpcException {
        JsonNode message = params.path("message");
        if (!message.isObject()) {
            throw new RpcException(Rpc.INVALID_PARAMS, "params.message must be an object");
        }
        String messageId = Tree.optionalText(message, "messageId")
                .orElseThrow(() -> new RpcException(Rpc.INVALID_PARAMS, "params.message.messageId is missing"));
        String text = Parts.ofMessage(message);
        if (text.isBlank()) {
            throw new RpcException(Rpc.INVALID_PARAMS, "params.message.parts holds no text");
        }
        return new IncomingMessage(
                messageId,
                text,
                Tree.optionalText(message, "taskId"),
                Tree.optionalText(message, "contextId"),
                members(message.path("metadata")),
                members(params.path("metadata")),
                traceparentHeader.or(() -> Tree.optionalText(params.path("metadata"), "traceparent")));
    }

    /** Returns what the agent sees of it. */
    AgentRequest forAgent(ServerTask task) {
        List<String> said = task.said();
        return new AgentRequest(
                text,
                task.id(),
                task.contextId(),
                messageId,
                said.subList(0, said.size() - 1),
                metadata,
                requestMetadata,
                traceparent);
    }

    private static Map<String, Object> members(JsonNode object) {
        return object.isObject() ? Rpc.map(object) : Map.of();
    }
}
