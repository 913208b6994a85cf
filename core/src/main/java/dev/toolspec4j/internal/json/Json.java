package dev.toolspec4j.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text to ordered maps and back. Stateless after construction and safe for use by several threads. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxStringLength(64 * 1024 * 1024)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** Returns the value that the text holds: map, list, string, number, boolean or null. */
    public static @Nullable Object read(String text) throws JsonException {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new JsonException(reason(e), e);
        }
    }

    /** Returns the object that the text holds, members in order. */
    public static Map<String, Object> readObject(String text) throws JsonException {
        if (read(text) instanceof Map<?, ?> map) {
            return strings(map);
        }
        throw new JsonException("expected a JSON object", null);
    }

    /** Returns the text's tree. */
    public static JsonNode tree(String text) throws JsonException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new JsonException(reason(e), e);
        }
    }

    /** Returns the value as a tree. */
    public static JsonNode tree(Map<String, ?> value) {
        return MAPPER.valueToTree(value);
    }

    /** Returns the value's JSON text without white space, members in the map's order. */
    public static String write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + reason(e), e);
        }
    }

    /** Returns the value's JSON text, indented by two blanks. */
    public static String writeIndented(@Nullable Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + reason(e), e);
        }
    }

    /** Returns the map with its keys as strings, in order. */
    public static Map<String, Object> strings(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }

    private static String reason(JsonProcessingException e) {
        String at = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        String what = e.getOriginalMessage().startsWith("Trailing token")
                ? "more text after the end of the JSON"
                : e.getOriginalMessage();
        return what + at;
    }
}
