package dev.toolspec4j.internal.json;

import org.jspecify.annotations.Nullable;

/** The text is not the JSON that was expected; the message says why and where. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one with the reason in words. */
    public JsonException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** Returns the reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
