package dev.toolspec4j.tool;

import java.util.Optional;

/**
 * Stands round every call of a registry: spans, audit, approval. Safe for use by several threads.
 *
 * <p>An interceptor may answer without going on, change the call, or change the result. What it throws is treated like
 * a handler's exception: logged, and told to the model as a broken tool.
 */
@FunctionalInterface
public interface CallInterceptor {
    /**
     * Answers the call, usually by way of {@code next}.
     *
     * @param spec the tool that will run; empty when no tool has the name
     * @param call what was asked for; with {@link ToolRegistry#intercepted} the arguments are as the model sent them,
     *     with {@link ToolRegistry#guarded} they are checked
     * @param next the rest of the way
     * @throws InterruptedException when the caller gave up
     */
    ToolResult around(Optional<ToolSpec> spec, ToolCall call, Next next) throws InterruptedException;

    /** The rest of the way to the handler. */
    @FunctionalInterface
    interface Next {
        /** Goes on with the call given, and returns what came of it. */
        ToolResult proceed(ToolCall call) throws InterruptedException;
    }
}
