package dev.toolspec4j.workspace;

import org.jspecify.annotations.Nullable;

/**
 * The store of this workspace cannot be used: it is missing, damaged, full, of a newer version, or cannot be reached.
 * The message says which store, what happened and what to do, and may be shown to a model. Nothing of the work that
 * failed was stored, unless the message says that this is unknown.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one; the message stands alone, the cause is for the log. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns what is thrown by a store that its workspace closed. */
    public static StoreException closed() {
        return new StoreException(
                "this workspace was closed, so nothing was done; whoever runs it must open it again", null);
    }
}
