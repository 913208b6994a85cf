package dev.toolspec4j.internal.http;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a service answered, whole.
 *
 * @param status the HTTP status
 * @param retryAfter how long to wait before asking again, when it said so
 * @param text the body
 */
public record HttpAnswer(int status, Optional<Duration> retryAfter, String text) {
    private static final int EXCERPT = 200;

    /** Checks that nothing is missing. */
    public HttpAnswer {
        Objects.requireNonNull(retryAfter, "retryAfter");
        Objects.requireNonNull(text, "text");
    }

    /** Returns whether the status is 200 to 299. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Returns the body as JSON: a map, a list, a string, a number or a boolean; empty when it is none of them. */
    public Optional<Object> json() {
        try {
            return Optional.ofNullable(Json.read(text));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Returns the body as a JSON object; empty when it is none. */
    public Optional<Map<String, Object>> object() {
        return json().filter(Map.class::isInstance).map(map -> Json.strings((Map<?, ?>) map));
    }

    /**
     * Returns why the service refused, in its own words: {@code error} as a text or as an object with a message, else
     * what the body begins with; empty when there is nothing to show, as in a page of HTML.
     */
    public Optional<String> error() {
        Optional<String> told =
                object().flatMap(body -> message(body.get("error")).or(() -> message(body.get("detail"))));
        return told.or(() -> Optional.of(text.strip()).filter(HttpAnswer::isPlain))
                .map(HttpAnswer::excerpt);
    }

    private static Optional<String> message(@Nullable Object error) {
        if (error instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        if (error instanceof Map<?, ?> map) {
            Object message = map.get("message");
            Object code = map.get("code");
            String suffix = code == null ? "" : " (code " + code + ")";
            return Optional.of((message instanceof String text ? text : "an error without a message") + suffix);
        }
        return Optional.empty();
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && !text.startsWith("<");
    }

    private static String excerpt(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }
}
