package dev.toolspec4j.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON-RPC 2.0 text to messages and back. Safe for use by several threads. */
final class JsonRpc {
    /** The notification that ends the waiting for an answer. */
    static final String CANCELLED = "notifications/cancelled";

    private static final String VERSION = McpSchema.JSONRPC_VERSION;

    private final McpJsonMapper mapper;

    JsonRpc(McpJsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns the message that UTF-8 text holds, or what is wrong with it. */
    Incoming read(byte[] text) {
        List<?> values;
        try {
            // As a list, so that a second value behind the first is seen and not silently lost.
            values = mapper.readValue(surrounded(text), List.class);
        } catch (IOException e) {
            return refused(
                    Optional.empty(),
                    McpSchema.ErrorCodes.PARSE_ERROR,
                    "the message is not JSON in UTF-8; send one JSON-RPC object");
        }
        if (values.size() != 1 || values.get(0) instanceof List) {
            return invalid(Optional.empty(), "batches are not supported; send each JSON-RPC message on its own");
        }
        if (values.get(0) instanceof Map<?, ?> members) {
            return message(members);
        }
        return invalid(Optional.empty(), "a JSON-RPC message is an object");
    }

    /** Returns the message as one line of UTF-8, without the line's end. */
    byte[] write(JSONRPCMessage message) throws IOException {
        // Through a string, because that replaces half a surrogate pair, on which the byte writer fails.
        return mapper.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns an error answer as one line of UTF-8, without the line's end. */
    byte[] write(Refused refused) throws IOException {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", refused.code());
        error.put("message", refused.reason());
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("jsonrpc", VERSION);
        members.put("id", refused.id().orElse(null));
        members.put("error", error);
        return mapper.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the id of the request that a {@link #CANCELLED} notification names. */
    static Optional<Object> cancelledId(JSONRPCNotification notification) {
        return notification.params() instanceof Map<?, ?> params
                ? Optional.ofNullable(params.get("requestId"))
                : Optional.empty();
    }

    static Refused invalid(Optional<Object> id, String reason) {
        return refused(id, McpSchema.ErrorCodes.INVALID_REQUEST, reason);
    }

    private Incoming message(Map<?, ?> members) {
        @Nullable Object asked = members.get("id");
        Optional<Object> id = Optional.ofNullable(asked).filter(JsonRpc::isId);
        if (!(members.get("method") instanceof String method)) {
            return response(members, id);
        }
        @Nullable Object params = members.get("params");
        if (!VERSION.equals(members.get("jsonrpc"))) {
            return invalid(id, "\"jsonrpc\" must be \"2.0\"");
        }
        if (params != null && !(params instanceof Map)) {
            return invalid(id, "\"params\" must be an object");
        }
        if (!members.containsKey("id")) {
            return new Read(new JSONRPCNotification(VERSION, method, params));
        }
        if (id.isEmpty()) {
            return invalid(id, "\"id\" must be a string or a number");
        }
        return new Read(new JSONRPCRequest(VERSION, method, id.get(), params));
    }

    private Incoming response(Map<?, ?> members, Optional<Object> id) {
        if (!members.containsKey("result") && !members.containsKey("error")) {
            return invalid(id, "\"method\" must be a string");
        }
        try {
            return id.isEmpty() ? new Ignored() : new Read(mapper.convertValue(members, JSONRPCResponse.class));
        } catch (IllegalArgumentException e) {
            // Answering a broken answer would only go back and forth.
            return new Ignored();
        }
    }

    private static byte[] surrounded(byte[] text) {
        byte[] list = new byte[text.length + 2];
        list[0] = '[';
        System.arraycopy(text, 0, list, 1, text.length);
        list[list.length - 1] = ']';
        return list;
    }

    private static boolean isId(Object value) {
        return value instanceof String || value instanceof Number;
    }

    private static Refused refused(Optional<Object> id, int code, String reason) {
        return new Refused(id, code, reason);
    }

    /** What came in. */
    sealed interface Incoming {}

    /** A message. */
    record Read(JSONRPCMessage message) implements Incoming {}

    /** Something that must be answered with an error. */
    record Refused(Optional<Object> id, int code, String reason) implements Incoming {}

    /** An answer to nothing we asked. */
    record Ignored() implements Incoming {}
}
