package dev.toolspec4j.a2a;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON-RPC 2.0 as A2A uses it: envelopes, error codes, and the tree that both sides read and write. */
final class Rpc {
    static final String VERSION_HEADER = "A2A-Version";

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;
    static final int TASK_NOT_FOUND = -32001;
    static final int TASK_NOT_CANCELABLE = -32002;
    static final int UNSUPPORTED_OPERATION = -32004;
    static final int CONTENT_TYPE = -32005;
    static final int VERSION_NOT_SUPPORTED = -32009;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private Rpc() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode request(String id, String method, ObjectNode params) {
        ObjectNode request = object().put("jsonrpc", "2.0").put("id", id).put("method", method);
        request.set("params", params);
        return request;
    }

    static void putAll(ObjectNode owner, String member, Map<String, Object> values) {
        if (!values.isEmpty()) {
            owner.set(member, MAPPER.valueToTree(values));
        }
    }

    /** Returns the text's tree; a missing node for an empty text. */
    static JsonNode read(byte[] text) throws IOException {
        return MAPPER.readTree(text);
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static Map<String, Object> map(JsonNode object) {
        return MAPPER.convertValue(
                object, MAPPER.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class));
    }
}
