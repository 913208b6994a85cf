package dev.toolspec4j.backend.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The platform did not do what it was asked. The message says what was asked, why it failed and what to do. */
public final class PlatformException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final long retryAfterSeconds;

    PlatformException(Reason reason, String message, Optional<Duration> retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryAfterSeconds = retryAfter.map(Duration::toSeconds).orElse(-1L);
    }

    /** Returns why, for programs. */
    public Reason reason() {
        return reason;
    }

    /** Returns how long to wait before asking again, when the platform said so. */
    public Optional<Duration> retryAfter() {
        return retryAfterSeconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(retryAfterSeconds));
    }

    /** Returns the message, which is never absent. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Why the platform did not do what it was asked. */
    public enum Reason {
        /** Our token is missing or was refused. */
        UNAUTHENTICATED,
        /** We may not do this, or the budget is used up. */
        FORBIDDEN,
        /** What was named does not exist. */
        NOT_FOUND,
        /** The platform does not take what was sent. */
        REFUSED,
        /** The platform cannot be reached or used now; trying later may help. */
        UNAVAILABLE,
        /** The platform, or something before it, answered what cannot be understood. */
        GARBLED
    }
}
