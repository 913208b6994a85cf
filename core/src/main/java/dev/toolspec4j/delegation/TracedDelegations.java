package dev.toolspec4j.delegation;

import dev.toolspec4j.telemetry.AgentSpan;
import dev.toolspec4j.telemetry.AgentSpan.Relation;
import dev.toolspec4j.telemetry.Telemetry;
import dev.toolspec4j.telemetry.TraceContext;
import dev.toolspec4j.tool.CallContext;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Traces each delegation's whole life as one span: below the call that waits for it, linked to one that does not, and
 * taken up again by the process that goes on with it after a restart.
 */
public final class TracedDelegations implements DelegationListener {
    private final Telemetry telemetry;
    private final Map<UUID, AgentSpan> spans = new ConcurrentHashMap<>();

    /** Makes one that reports to the telemetry. */
    public TracedDelegations(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public Optional<String> beginning(UUID taskId, CallContext context, boolean awaited) {
        AgentSpan span = telemetry.invokeAgent(new AgentSpan.Start(
                taskId.toString(),
                context.conversationId(),
                TraceContext.of(context),
                awaited ? Relation.CHILD : Relation.LINKED));
        spans.put(taskId, span);
        return span.traceparent();
    }

    @Override
    public void notBegun(UUID taskId) {
        Optional.ofNullable(spans.remove(taskId)).ifPresent(span -> span.failed("not_stored"));
    }

    @Override
    public void created(Delegation delegation) {
        on(delegation, span -> {
            span.addressee(delegation.peer().id().value(), delegation.peer().name());
            span.task(delegation.task());
        });
    }

    @Override
    public void resumed(Delegation delegation) {
        AgentSpan span = telemetry.invokeAgent(new AgentSpan.Start(
                delegation.taskId().toString(),
                delegation.origin().conversationId(),
                TraceContext.of(delegation.origin().traceparent().orElse("")),
                Relation.RESUMED));
        span.addressee(delegation.peer().id().value(), delegation.peer().name());
        spans.put(delegation.taskId(), span);
    }

    @Override
    public void sending(Delegation delegation) {
        on(delegation, span -> span.happened("sending"));
    }

    @Override
    public void changed(Delegation delegation) {
        if (!delegation.finished()) {
            on(delegation, span -> span.happened(delegation.status().id()));
        }
    }

    @Override
    public void finished(Delegation delegation) {
        Optional.ofNullable(spans.remove(delegation.taskId()))
                .ifPresent(span -> delegation
                        .outcome()
                        .reason()
                        .ifPresentOrElse(reason -> span.failed(reason.id()), span::completed));
    }

    @Override
    public void left(Delegation delegation) {
        Optional.ofNullable(spans.remove(delegation.taskId())).ifPresent(AgentSpan::handOver);
    }

    private void on(Delegation delegation, Consumer<AgentSpan> step) {
        Optional.ofNullable(spans.get(delegation.taskId())).ifPresent(step);
    }
}
