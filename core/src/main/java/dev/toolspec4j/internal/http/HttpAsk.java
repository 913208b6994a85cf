package dev.toolspec4j.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked of a service.
 *
 * @param method such as {@code GET}
 * @param url absolute, http or https
 * @param headers each once; never shown by {@link #toString()}
 * @param body what is sent along
 * @param limit how long the whole exchange may take, the body's arrival included; positive
 * @param mostBytes the most that an answer may have
 */
public record HttpAsk(
        String method,
        URI url,
        Map<String, String> headers,
        Optional<HttpContent> body,
        Duration limit,
        long mostBytes) {
    /** Checks the limits and copies the headers. */
    public HttpAsk {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(body, "body");
        if (limit.isZero() || limit.isNegative() || mostBytes < 1) {
            throw new IllegalArgumentException("an exchange needs a positive limit, had " + limit + ", " + mostBytes);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    @Override
    public String toString() {
        return method + " " + url;
    }
}
