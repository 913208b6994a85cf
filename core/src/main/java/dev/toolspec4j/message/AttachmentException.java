package dev.toolspec4j.message;

import org.jspecify.annotations.Nullable;

/** A file cannot be sent. The message names it, says why and what to do, and may be shown to a model. */
public final class AttachmentException extends Exception {
    private static final long serialVersionUID = 1L;

    AttachmentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
