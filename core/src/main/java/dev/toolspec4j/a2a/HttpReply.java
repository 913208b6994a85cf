package dev.toolspec4j.a2a;

import java.time.Duration;
import java.util.Optional;
import okio.ByteString;

/**
 * What came back over HTTP, read to the end or to the limit.
 *
 * @param retryAfter how long to wait before trying again, from the header of that name
 * @param location where a redirect pointed
 * @param etag names this version of the body
 * @param cacheControl how long it stays good
 * @param tooLarge whether the body was longer than allowed; it is empty then
 */
record HttpReply(
        int status,
        String contentType,
        Optional<Duration> retryAfter,
        Optional<String> location,
        Optional<String> etag,
        Optional<String> cacheControl,
        ByteString body,
        boolean tooLarge) {
    private static final int SHOWN = 200;

    /** Returns whether the body can be meant as JSON. */
    boolean looksLikeJson() {
        if (contentType.contains("html") || contentType.contains("event-stream")) {
            return false;
        }
        for (int i = 0; i < body.size(); i++) {
            if (!Character.isWhitespace(body.getByte(i))) {
                return body.getByte(i) == '{';
            }
        }
        return false;
    }

    /** Returns how the body begins, on one line, for people. */
    String beginning() {
        if (body.size() == 0) {
            return "an empty body";
        }
        String text = body.substring(0, Math.min(body.size(), SHOWN))
                .utf8()
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
        return "'" + text + (body.size() > SHOWN ? "…" : "") + "'";
    }
}
