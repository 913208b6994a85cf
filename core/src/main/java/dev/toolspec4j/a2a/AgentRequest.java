package dev.toolspec4j.a2a;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a peer asks. Its texts come from another party.
 *
 * @param text what is asked now; not blank
 * @param taskId this server's id of the task
 * @param contextId names the conversation that the task belongs to
 * @param messageId the peer's id of the message
 * @param earlier what was said in this task before, the peer's words and the agent's questions in turn; mostly empty
 * @param metadata what came with the message, such as {@code delegation_id}; unmodifiable
 * @param requestMetadata what came beside the message, such as {@code source_workspace_id} and hops; unmodifiable
 * @param traceparent the W3C trace that the request belongs to
 */
public record AgentRequest(
        String text,
        String taskId,
        String contextId,
        String messageId,
        List<String> earlier,
        Map<String, Object> metadata,
        Map<String, Object> requestMetadata,
        Optional<String> traceparent) {
    /** Checks that nothing is missing and copies list and maps. */
    public AgentRequest {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(contextId, "contextId");
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(traceparent, "traceparent");
        earlier = List.copyOf(earlier);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        requestMetadata = Collections.unmodifiableMap(new LinkedHashMap<>(requestMetadata));
    }

    /** Returns the request as it stands at another position in its trace. */
    AgentRequest at(Optional<String> position) {
        return new AgentRequest(text, taskId, contextId, messageId, earlier, metadata, requestMetadata, position);
    }
}
