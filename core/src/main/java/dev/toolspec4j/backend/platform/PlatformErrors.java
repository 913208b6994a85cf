package dev.toolspec4j.backend.platform;

import dev.toolspec4j.backend.platform.PlatformException.Reason;
import dev.toolspec4j.internal.http.HttpAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a status of the platform means, in words. */
final class PlatformErrors {
    private PlatformErrors() {}

    static PlatformException of(String asked, HttpAnswer answer, TokenStore tokens) {
        Reason reason = reason(answer);
        String said = answer.error().map(text -> ": " + text).orElse("");
        String message = "the platform answered " + answer.status() + " when asked to " + asked + said + "; "
                + advice(answer, tokens);
        return new PlatformException(reason, message, retryAfter(answer), null);
    }

    static PlatformException garbled(String asked, HttpAnswer answer) {
        String what = answer.text().stripLeading().startsWith("<")
                ? "a page of HTML, as a proxy or a login does"
                : "something that is not the expected JSON";
        return new PlatformException(
                Reason.GARBLED,
                "the platform was asked to " + asked + " and answered " + answer.status() + " with " + what
                        + "; check that PLATFORM_URL is the platform's own address",
                Optional.empty(),
                null);
    }

    static Optional<Duration> retryAfter(HttpAnswer answer) {
        return answer.retryAfter()
                .or(() -> answer.object()
                        .map(body -> body.get("retry_after"))
                        .filter(Number.class::isInstance)
                        .map(seconds -> Duration.ofSeconds(Math.max(0, ((Number) seconds).longValue()))));
    }

    private static Reason reason(HttpAnswer answer) {
        if (answer.status() < 400) {
            return Reason.GARBLED;
        }
        return switch (answer.status()) {
            case 401 -> Reason.UNAUTHENTICATED;
            case 402, 403 -> Reason.FORBIDDEN;
            case 404 -> answer.text().isBlank() ? Reason.FORBIDDEN : Reason.NOT_FOUND;
            case 408, 425, 429 -> Reason.UNAVAILABLE;
            default -> answer.status() < 500 ? Reason.REFUSED : Reason.UNAVAILABLE;
        };
    }

    private static String advice(HttpAnswer answer, TokenStore tokens) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 ->
                "it redirects, which is not followed since the token must not go elsewhere;"
                        + " set PLATFORM_URL to the platform's own address";
            case 401 -> unauthenticated(tokens);
            case 402 -> "the budget is used up; tell the user";
            case 403 -> "this workspace may not do that, or there is no such workspace; do not try again";
            case 404 ->
                answer.text().isBlank()
                        ? "an empty 404 is how it refuses another organisation's requests; set the header"
                                + " X-Molecule-Org-Id in PLATFORM_HEADERS"
                        : "check the id";
            case 413 -> "send less";
            case 429 -> "it limits requests" + waiting(answer);
            case 503 -> unavailable(answer);
            default -> answer.status() < 500 ? "do not repeat it unchanged" : "it cannot be used now" + waiting(answer);
        };
    }

    private static String unauthenticated(TokenStore tokens) {
        String state = tokens.token().isPresent()
                ? "the token in " + tokens.file() + " is not valid any more, and there is no newer one"
                : "there is no token in " + tokens.file();
        return state + "; whoever runs this workspace must put its token there (folder: CONFIGS_DIR)";
    }

    private static String unavailable(HttpAnswer answer) {
        Map<String, Object> body = answer.object().orElse(Map.of());
        if (Boolean.TRUE.equals(body.get("busy"))) {
            return "the workspace is alive but busy, and may have got the message" + waiting(answer);
        }
        if (Boolean.TRUE.equals(body.get("restarting"))) {
            return "the workspace restarts and did not get the message" + waiting(answer);
        }
        if (Boolean.TRUE.equals(body.get("waking"))) {
            return "the workspace wakes up" + waiting(answer);
        }
        if (body.get("status") instanceof String status) {
            return "the workspace is " + status + "; tell the user or ask another one";
        }
        return "it cannot be used now" + waiting(answer);
    }

    private static String waiting(HttpAnswer answer) {
        return retryAfter(answer)
                .map(time -> "; try again in " + time.toSeconds() + " s")
                .orElse("; try again later");
    }
}
