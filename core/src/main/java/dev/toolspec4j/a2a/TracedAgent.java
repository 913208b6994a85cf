package dev.toolspec4j.a2a;

import dev.toolspec4j.telemetry.Telemetry;
import dev.toolspec4j.telemetry.TraceContext;
import dev.toolspec4j.telemetry.TracedOperation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Objects;

/**
 * An agent whose work shows in the traces of those who ask it: each message is a span below the caller's, current while
 * the agent works, and named by the {@link AgentRequest#traceparent()} that the agent gets. Safe for use by several
 * threads if the agent is.
 */
public final class TracedAgent implements A2aAgent {
    private final A2aAgent agent;
    private final Telemetry telemetry;

    /** Makes one that has the agent do the work. */
    public TracedAgent(A2aAgent agent, Telemetry telemetry) {
        this.agent = Objects.requireNonNull(agent, "agent");
        this.telemetry = Objects.requireNonNull(telemetry, "telemetry");
    }

    @Override
    @SuppressWarnings("try") // The scope is held, not used.
    public AgentAnswer answer(AgentRequest request) throws InterruptedException {
        Context caller = request.traceparent().map(TraceContext::of).orElseGet(Context::root);
        try (TracedOperation work = telemetry.serve(caller, request.taskId())) {
            telemetry.content(request::text).ifPresent(kept -> work.set("a2a.task", kept));
            try (Scope current = work.context().makeCurrent()) {
                return agent.answer(request.at(work.traceparent().or(request::traceparent)));
            } catch (InterruptedException | RuntimeException e) {
                work.failed(e);
                throw e;
            }
        }
    }
}
