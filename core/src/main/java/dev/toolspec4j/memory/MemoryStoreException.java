package dev.toolspec4j.memory;

import org.jspecify.annotations.Nullable;

/** The store cannot do what it is asked. The message says what was asked, why it failed and what to do. */
public final class MemoryStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Makes one; the message stands alone, the cause is for the log. */
    public MemoryStoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns why, for programs. */
    public Reason reason() {
        return reason;
    }

    /** Why a store cannot do what it is asked. */
    public enum Reason {
        /** Our credentials are missing or were refused. */
        UNAUTHENTICATED,
        /** We may not do this. */
        FORBIDDEN,
        /** The store does not take this content. */
        INVALID,
        /** The store cannot be reached or used now; trying later may help. */
        UNAVAILABLE
    }
}
