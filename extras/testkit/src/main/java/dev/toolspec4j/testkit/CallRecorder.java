package dev.toolspec4j.testkit;

import dev.toolspec4j.tool.CallInterceptor;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the calls that an agent made: {@code registry.intercepted(recorder)}. Safe for use by several threads. */
public final class CallRecorder implements CallInterceptor {
    private final List<Recorded> calls = new CopyOnWriteArrayList<>();

    @Override
    public ToolResult around(Optional<ToolSpec> spec, ToolCall call, Next next) throws InterruptedException {
        ToolResult result = next.proceed(call);
        calls.add(new Recorded(call, result));
        return result;
    }

    /** Returns the calls that have ended, in the order of their ends; unknown tools and refused calls included. */
    public List<Recorded> calls() {
        return List.copyOf(calls);
    }

    /** Returns the names that were called, in the order of {@link #calls()}. */
    public List<String> tools() {
        return calls.stream().map(recorded -> recorded.call().tool()).toList();
    }

    /**
     * A call that has ended.
     *
     * @param call as the model made it
     * @param result what the model got
     */
    public record Recorded(ToolCall call, ToolResult result) {}
}
