package dev.toolspec4j.access;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.tool.CallInterceptor;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Records calls. What a line says follows from the tool's permission and its arguments, so new tools need nothing. */
final class AuditedCalls implements CallInterceptor {
    private final AuditLog log;

    AuditedCalls(AuditLog log) {
        this.log = log;
    }

    @Override
    public ToolResult around(Optional<ToolSpec> spec, ToolCall call, Next next) throws InterruptedException {
        if (spec.isEmpty() || !isAudited(spec.get())) {
            return next.proceed(call);
        }
        AuditEvent event = begun(spec.get(), call);
        log.record(event);
        try {
            ToolResult result = next.proceed(call);
            ended(spec.get(), event, result);
            return result;
        } catch (InterruptedException | RuntimeException e) {
            log.record(event.withOutcome("failure")
                    .with("error", e.getClass().getSimpleName())
                    .with("error_kind", kindOf(e).id()));
            throw e;
        }
    }

    void refused(ToolSpec spec, ToolCall call, ToolResult.Failure refusal) {
        AuditEvent event = AuditEvent.of("rbac", "rbac.deny", resource(spec, call), "denied")
                .with("attempted_action", action(spec))
                .with("tool", spec.name())
                .with("reason", refusal.message());
        Object roles = refusal.details().get("roles");
        log.record(by(call, roles == null ? event : event.with("roles", roles)));
    }

    private void ended(ToolSpec spec, AuditEvent event, ToolResult result) {
        if (result instanceof ToolResult.Failure failure) {
            if (failure.kind() == FailureKind.DENIED) {
                log.record(event.withOutcome("denied").with("reason", failure.message()));
            } else if (!isDelegation(spec) || !failure.details().containsKey("task_id")) {
                log.record(event.withOutcome("failure")
                        .with("error", failure.message())
                        .with("error_kind", failure.kind().id()));
            }
        } else if (!isDelegation(spec)) {
            log.record(success(spec, event, result.structured()));
        }
    }

    private AuditEvent begun(ToolSpec spec, ToolCall call) {
        AuditEvent event = AuditEvent.of(type(spec), action(spec), resource(spec, call), "allowed")
                .tracedBy(UUID.randomUUID().toString())
                .with("tool", spec.name());
        if (call.context().callId().isPresent()) {
            event = event.with("call_id", call.context().callId().get());
        }
        return by(call, detailed(spec, call, event));
    }

    private AuditEvent detailed(ToolSpec spec, ToolCall call, AuditEvent event) {
        if (needs(spec, Permission.MEMORY_WRITE)) {
            return event.with("memory_scope", resource(spec, call))
                    .with("content_length", length(log.redact(text(call, "content"))));
        }
        if (needs(spec, Permission.MEMORY_READ)) {
            return event.with("memory_scope", resource(spec, call)).with("query_length", length(text(call, "query")));
        }
        if (isDelegation(spec)) {
            return event.with("task_preview", AuditLine.bounded(text(call, "task")));
        }
        return event.with("arguments_preview", AuditLine.bounded(Json.write(call.arguments())));
    }

    private static AuditEvent success(ToolSpec spec, AuditEvent event, Map<String, Object> facts) {
        AuditEvent ended = event.withOutcome("success");
        if (needs(spec, Permission.MEMORY_WRITE) && facts.get("id") instanceof String id) {
            return ended.with("memory_id", id);
        }
        if (needs(spec, Permission.MEMORY_READ) && facts.get("count") instanceof Number count) {
            return ended.with("result_count", count);
        }
        return ended;
    }

    private static AuditEvent by(ToolCall call, AuditEvent event) {
        return call.context().attribute("actor").map(event::by).orElse(event);
    }

    private static boolean isAudited(ToolSpec spec) {
        return spec.traits().permission().isPresent()
                || !spec.traits().effects().readOnly();
    }

    private static boolean isDelegation(ToolSpec spec) {
        return needs(spec, Permission.DELEGATE);
    }

    private static boolean needs(ToolSpec spec, Permission permission) {
        return spec.traits().permission().filter(permission.id()::equals).isPresent();
    }

    private static String action(ToolSpec spec) {
        return spec.traits().permission().orElse(spec.name());
    }

    private static String type(ToolSpec spec) {
        if (isDelegation(spec)) {
            return "delegation";
        }
        return spec.traits()
                .permission()
                .map(permission -> permission.split("\\.", 2)[0])
                .orElse("tool");
    }

    private static String resource(ToolSpec spec, ToolCall call) {
        return List.of("workspace_id", "scope").stream()
                .flatMap(name -> call.optionalString(name).stream())
                .findFirst()
                .orElseGet(() -> unnamed(spec));
    }

    private static String unnamed(ToolSpec spec) {
        if (needs(spec, Permission.MEMORY_READ)) {
            return "all";
        }
        return needs(spec, Permission.MEMORY_WRITE) ? "LOCAL" : spec.name();
    }

    private static String text(ToolCall call, String argument) {
        return call.optionalString(argument).orElse("");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static FailureKind kindOf(Exception e) {
        return e instanceof InterruptedException ? FailureKind.CANCELLED : FailureKind.BROKEN;
    }
}
