package dev.toolspec4j.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * A delegation's whole life, from its beginning to its outcome. Its position is kept with the delegation, sent with
 * each request, and taken up again after a restart. Safe for use by several threads; no method throws.
 */
public final class AgentSpan {
    private static final String OPERATION = "invoke_agent";

    private final Telemetry telemetry;
    private final TracedOperation operation;

    private AgentSpan(Telemetry telemetry, TracedOperation operation) {
        this.telemetry = telemetry;
        this.operation = operation;
    }

    static AgentSpan begin(Telemetry telemetry, Start start) {
        AttributesBuilder attributes = Attributes.builder()
                .put(Names.OPERATION, OPERATION)
                .put(Names.SOURCE, telemetry.workspaceId())
                .put(Names.TASK, start.taskId);
        start.conversationId.ifPresent(id -> attributes.put(Names.CONVERSATION, id));
        if (start.relation == Relation.RESUMED) {
            attributes.put(Names.RESUMED, true);
        }
        Telemetry.Plan plan = new Telemetry.Plan(OPERATION, SpanKind.CLIENT, start.cause, attributes.build());
        return new AgentSpan(
                telemetry,
                start.relation == Relation.LINKED
                        ? telemetry.beginLinked(plan, telemetry.ended(OPERATION))
                        : telemetry.begin(plan, telemetry.ended(OPERATION)));
    }

    /** Says who does the work. */
    public void addressee(String id, String name) {
        operation.name(
                OPERATION + " " + name,
                Attributes.builder()
                        .put(Names.AGENT, id)
                        .put(Names.AGENT_NAME, name)
                        .put(Names.TARGET, id)
                        .build());
    }

    /** Returns its position as W3C text, to keep and to send along; empty when nobody traces. */
    public Optional<String> traceparent() {
        return operation.traceparent();
    }

    /** Returns where it stands, for what it causes. */
    public Context context() {
        return operation.context();
    }

    /** Notes a step on the way, such as {@code sending} or {@code queued}. */
    public void happened(String event) {
        operation.happened(event);
    }

    /** Records what was asked for, if content is wanted. */
    public void task(String text) {
        telemetry.content(() -> text).ifPresent(kept -> operation.set("a2a.task", kept));
    }

    /** Says that the work was done. */
    public void completed() {
        operation.set("a2a.task_status", "completed");
        operation.close();
    }

    /**
     * Says that it ended without a result.
     *
     * @param reason one of few words, such as {@code unreachable}
     */
    public void failed(String reason) {
        operation.set("a2a.task_status", "failed");
        operation.failed(reason);
        operation.close();
    }

    /** Says that this process stops watching; the delegation goes on, and another process takes it up. */
    public void handOver() {
        operation.happened("handed over");
        operation.close();
    }

    /** How a delegation belongs to its cause. */
    public enum Relation {
        /** The caller waits for it: a child span. */
        CHILD,
        /** The caller goes on without it: a trace of its own that names the caller's. */
        LINKED,
        /** The cause is its own position, kept before a restart: a child span, marked as resumed. */
        RESUMED
    }

    /**
     * How a delegation begins.
     *
     * @param taskId its id
     * @param conversationId in which conversation
     * @param cause where the caller stands
     * @param relation how it belongs to the caller
     */
    public record Start(String taskId, Optional<String> conversationId, Context cause, Relation relation) {}
}
