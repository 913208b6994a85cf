package dev.toolspec4j.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a call: interceptors, find, check the arguments, guards, handler. The one place that invokes a handler.
 */
final class CallPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(CallPipeline.class);
    private static final String IGNORED = "ignored_arguments";

    private final Function<String, Optional<ToolSpec>> find;
    private final UnaryOperator<String> unknown;
    private final List<CallInterceptor> outer;
    private final List<CallInterceptor> guards;

    CallPipeline(
            Function<String, Optional<ToolSpec>> find,
            UnaryOperator<String> unknown,
            List<CallInterceptor> outer,
            List<CallInterceptor> guards) {
        this.find = find;
        this.unknown = unknown;
        this.outer = List.copyOf(outer);
        this.guards = List.copyOf(guards);
    }

    List<CallInterceptor> outer() {
        return outer;
    }

    List<CallInterceptor> guards() {
        return guards;
    }

    /** Returns the outer interceptors with one more before them. */
    List<CallInterceptor> outerWith(CallInterceptor first) {
        List<CallInterceptor> more = new ArrayList<>(outer);
        more.add(0, first);
        return more;
    }

    /** Returns the guards with one more behind them. */
    List<CallInterceptor> guardsWith(CallInterceptor last) {
        List<CallInterceptor> more = new ArrayList<>(guards);
        more.add(last);
        return more;
    }

    ToolResult run(ToolCall call) {
        return safely(call, null);
    }

    /** Runs the interceptors for arguments that are no JSON object, then answers with the reason. */
    ToolResult runUnreadable(ToolCall call, String reason) {
        return safely(call, reason);
    }

    @SuppressWarnings("IllegalCatch") // The one place that keeps a broken tool from ending the agent's loop.
    private ToolResult safely(ToolCall call, @Nullable String unreadable) {
        Optional<ToolSpec> spec = find.apply(call.tool());
        try {
            return through(outer, 0, spec, call, asked -> answer(asked, unreadable));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ToolResult.failure(
                    FailureKind.CANCELLED,
                    "the call of '" + UnknownTool.shown(call.tool())
                            + "' was cancelled before it ended. What it had started may go on.");
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("tool '{}' broke", call.tool(), e);
            return ToolResult.failure(
                    FailureKind.BROKEN,
                    "the tool '" + UnknownTool.shown(call.tool())
                            + "' broke; this is not the fault of the arguments. Do not call it again with"
                            + " the same arguments; go on without it or tell the user.");
        }
    }

    private ToolResult answer(ToolCall call, @Nullable String unreadable) throws InterruptedException {
        Optional<ToolSpec> spec = find.apply(call.tool());
        if (spec.isEmpty()) {
            return ToolResult.failure(FailureKind.UNKNOWN_TOOL, unknown.apply(call.tool()));
        }
        if (unreadable != null) {
            return ToolResult.failure(
                    FailureKind.INVALID_ARGUMENTS,
                    "the arguments of '" + call.tool() + "' are not a JSON object: " + unreadable
                            + ". Nothing was done. Send one JSON object, such as {\"name\":\"value\"}.");
        }
        ArgumentReader.Checked checked = ArgumentReader.check(spec.get().inputSchema(), call.arguments());
        if (!checked.problems().isEmpty()) {
            return withIgnored(invalid(call.tool(), checked.problems()), checked.ignored());
        }
        ToolCall ready = call.withArguments(checked.arguments());
        ToolResult result = through(guards, 0, spec, ready, spec.get().handler()::call);
        return withIgnored(result, checked.ignored());
    }

    private static ToolResult through(
            List<CallInterceptor> chain, int index, Optional<ToolSpec> spec, ToolCall call, CallInterceptor.Next end)
            throws InterruptedException {
        ToolResult result = index == chain.size()
                ? end.proceed(call)
                : chain.get(index).around(spec, call, next -> through(chain, index + 1, spec, next, end));
        return Objects.requireNonNull(result, "a handler or interceptor returned null instead of a result");
    }

    private static ToolResult invalid(String tool, List<String> problems) {
        return new ToolResult.Failure(
                FailureKind.INVALID_ARGUMENTS,
                "the arguments of '" + tool + "' do not fit: " + String.join("; ", problems)
                        + ". Nothing was done. Correct them and call again.",
                Map.of("problems", problems));
    }

    private static ToolResult withIgnored(ToolResult result, List<String> ignored) {
        if (ignored.isEmpty()) {
            return result;
        }
        if (result instanceof ToolResult.Failure failure) {
            Map<String, Object> details = new LinkedHashMap<>(failure.details());
            details.put(IGNORED, ignored);
            return new ToolResult.Failure(failure.kind(), failure.message(), details);
        }
        Map<String, Object> facts = new LinkedHashMap<>(result.structured());
        facts.put(IGNORED, ignored);
        return new ToolResult.Success(result.text(), facts);
    }
}
