package dev.toolspec4j.cli;

import dev.toolspec4j.tool.CallInterceptor;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Writes down who called which tool with what, what came back and how long it took. Safe for use by several threads.
 */
final class Transcript {
    private static final int WIDTH = 300;

    private final PrintWriter out;

    Transcript(PrintWriter out) {
        this.out = out;
    }

    /** Returns an interceptor that writes the calls of one agent. */
    CallInterceptor of(String agent) {
        return (spec, call, next) -> record(agent, spec, call, next);
    }

    void says(String who, String text) {
        line(who + ": " + text);
    }

    void line(String text) {
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    private ToolResult record(String agent, Optional<ToolSpec> spec, ToolCall call, CallInterceptor.Next next)
            throws InterruptedException {
        line("  " + agent + " calls " + call.tool() + " "
                + shortened(ToolResult.json(call.arguments()).text()));
        long start = System.nanoTime();
        ToolResult result = next.proceed(call);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        String mark = result.isError() ? "  !" : "";
        result.text().lines().limit(12).forEach(text -> line("    " + mark + "| " + shortened(text)));
        line("    " + (spec.isPresent() ? "" : "(no such tool) ") + "took " + millis + " ms");
        return result;
    }

    private static String shortened(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "… (" + text.length() + " characters)";
    }
}
