package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Says what an HTTP answer means: the rule of what may be sent again is kept here and nowhere else. */
final class ReplyClassifier {
    /** Gateways and servers send these before the request reaches an agent, with any body. */
    private static final Set<Integer> STATUS_SAYS_ALL = Set.of(401, 403, 429, 503);

    private ReplyClassifier() {}

    static PeerReply classify(HttpReply reply) {
        if (reply.tooLarge()) {
            return new PeerReply.Failed(
                    0, "the peer's answer is larger than this workspace reads; ask for a shorter one");
        }
        JsonNode body = json(reply);
        if (STATUS_SAYS_ALL.contains(reply.status())) {
            return byStatus(reply, body);
        }
        return said(body, reply).orElseGet(() -> byStatus(reply, body));
    }

    private static JsonNode json(HttpReply reply) {
        if (!reply.looksLikeJson()) {
            return MissingNode.getInstance();
        }
        try {
            return Rpc.read(reply.body().toByteArray());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<PeerReply> said(JsonNode body, HttpReply reply) {
        JsonNode error = body.path("error");
        if (error.path("code").isIntegralNumber()) {
            return Optional.of(error(error));
        }
        if (reply.status() == 202 && body.path("queued").asBoolean()) {
            String words = Tree.text(body, "message");
            return Optional.of(new PeerReply.Queued(
                    Rpc.map(body), "the peer is busy and has queued the task" + (words.isBlank() ? "" : ": " + words)));
        }
        boolean success = reply.status() >= 200 && reply.status() < 300;
        return success && Tree.has(body, "result") ? ReplyReader.read(body.path("result")) : Optional.empty();
    }

    private static PeerReply error(JsonNode error) {
        int code = error.path("code").asInt();
        String words = Tree.text(error, "message");
        String reason = "the peer answered with error " + code + (words.isBlank() ? "" : ": " + words);
        return switch (code) {
            case Rpc.TASK_NOT_FOUND -> new PeerReply.TaskLost(reason);
            case Rpc.PARSE_ERROR, Rpc.INVALID_REQUEST, Rpc.METHOD_NOT_FOUND, Rpc.INVALID_PARAMS ->
                new PeerReply.Refused(code, reason, false);
            default ->
                code <= Rpc.TASK_NOT_CANCELABLE && code >= Rpc.VERSION_NOT_SUPPORTED
                        ? new PeerReply.Refused(code, reason, false)
                        : new PeerReply.Failed(code, reason);
        };
    }

    private static PeerReply byStatus(HttpReply reply, JsonNode body) {
        int status = reply.status();
        String reason = "the peer answered HTTP " + status + " with " + reply.beginning();
        if (status == 429) {
            return new PeerReply.NotSent(reason, reply.retryAfter());
        }
        if (status == 503) {
            return unavailable(reason, reply.retryAfter(), body);
        }
        if (status >= 300 && status < 400) {
            String target = reply.location().map(to -> " to " + to).orElse("");
            return new PeerReply.Refused(
                    status, "the peer redirects" + target + "; redirects are not followed, correct its URL", false);
        }
        if (status >= 400 && status < 500 && status != 408) {
            return new PeerReply.Refused(status, reason, status == 401 || status == 403);
        }
        return new PeerReply.OutcomeUnknown(reason);
    }

    /**
     * A platform's proxy adds why: "busy" may mean that the peer has read the message, the other two that it has not.
     */
    private static PeerReply unavailable(String reason, Optional<Duration> retryAfter, JsonNode body) {
        if (body.path("busy").asBoolean()) {
            return new PeerReply.OutcomeUnknown(reason);
        }
        boolean notTaken = retryAfter.isPresent()
                || body.path("restarting").asBoolean()
                || body.path("waking").asBoolean();
        return notTaken ? new PeerReply.NotSent(reason, retryAfter) : new PeerReply.OutcomeUnknown(reason);
    }
}
