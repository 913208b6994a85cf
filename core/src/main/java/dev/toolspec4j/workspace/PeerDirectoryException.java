package dev.toolspec4j.workspace;

import org.jspecify.annotations.Nullable;

/** The directory cannot answer. The message says what was asked, why it failed and what to do. */
public final class PeerDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Makes one; the message stands alone, the cause is for the log. */
    public PeerDirectoryException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns why, for programs. */
    public Reason reason() {
        return reason;
    }

    /** Why a directory cannot answer. */
    public enum Reason {
        /** Our credentials are missing or were refused. */
        UNAUTHENTICATED,
        /** We may not see this. */
        FORBIDDEN,
        /** The directory cannot be reached or used now; trying later may help. */
        UNAVAILABLE,
        /** The directory answered something that cannot be understood. */
        INVALID
    }
}
