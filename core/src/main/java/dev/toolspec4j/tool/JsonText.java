package dev.toolspec4j.tool;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to Java values and back, for adapters and handlers: maps in order, lists, strings, numbers, booleans and
 * null. Stateless and safe for use by several threads.
 */
public final class JsonText {
    private JsonText() {}

    /**
     * Returns the value as JSON without white space, members in the map's order.
     *
     * @throws IllegalArgumentException when it holds something that JSON cannot say
     */
    public static String of(@Nullable Object value) {
        return Json.write(value);
    }

    /** Returns the value as JSON for people, indented by two blanks; otherwise like {@link #of}. */
    public static String indented(@Nullable Object value) {
        return Json.writeIndented(value);
    }

    /**
     * Returns the object that the text holds, members in order; unmodifiable.
     *
     * @throws IllegalArgumentException when the text is not one JSON object; the message says why and where
     */
    public static Map<String, Object> readObject(String json) {
        try {
            return Frozen.map(Json.readObject(json));
        } catch (JsonException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.reason(), e);
        }
    }
}
