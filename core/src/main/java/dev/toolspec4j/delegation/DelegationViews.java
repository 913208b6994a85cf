package dev.toolspec4j.delegation;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.WorkspaceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a delegation looks as a tool's result. */
final class DelegationViews {
    private final DelegationWording wording;
    private final PeerText texts;

    DelegationViews(DelegationWording wording, boolean quoted) {
        this.wording = wording;
        this.texts = new PeerText(wording, quoted);
    }

    /** Returns what the caller who waited for a delegation is told. */
    ToolResult outcome(Delegation delegation) {
        return switch (delegation.status()) {
            case COMPLETED -> completed(delegation);
            case FAILED, CANCELED -> failed(delegation);
            case QUEUED, INPUT_REQUIRED -> ToolResult.json(one(delegation, 0));
            case PENDING, IN_PROGRESS -> {
                Map<String, Object> facts = one(delegation, 0);
                facts.put("deadline_passed", true);
                yield ToolResult.json(facts);
            }
        };
    }

    private ToolResult completed(Delegation delegation) {
        String result = texts.result(delegation, delegation.outcome().result().orElse(""), 0);
        Map<String, Object> facts = identity(delegation);
        facts.put("result", result);
        return ToolResult.of(result, facts);
    }

    private ToolResult failed(Delegation delegation) {
        FailureReason reason = reason(delegation);
        FailureKind kind = switch (reason) {
            case CANCELED -> FailureKind.CANCELLED;
            case UNREACHABLE -> FailureKind.UNAVAILABLE;
            default -> FailureKind.REMOTE_FAILED;
        };
        Map<String, Object> facts = identity(delegation);
        facts.put("reason", reason.id());
        String cause = texts.quote(delegation.peer().name(), error(delegation).replaceFirst("[.\\s]+$", ""));
        String message = "delegation to " + Ids.shortened(delegation.peer().name()) + " failed: " + cause + ". "
                + wording.options();
        return new ToolResult.Failure(kind, message, facts);
    }

    /** Returns one delegation in full; a long result or question from the offset on. */
    Map<String, Object> one(Delegation delegation, int offset) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("task_id", delegation.taskId().toString());
        facts.put("workspace_id", delegation.peer().id().value());
        facts.put("status", delegation.status().id());
        facts.put("task", PeerText.preview(delegation.task()));
        facts.put("next", wording.next(delegation.status()));
        delegation
                .outcome()
                .result()
                .ifPresent(result -> facts.put("result", texts.result(delegation, result, offset)));
        if (delegation.outcome().error().isPresent()) {
            facts.put("error", texts.quote(delegation.peer().name(), error(delegation)));
            facts.put("reason", reason(delegation).id());
        }
        delegation
                .outcome()
                .question()
                .ifPresent(question -> facts.put("question", texts.result(delegation, question, offset)));
        return facts;
    }

    /** Returns the newest delegations, as many as a result may show. */
    Map<String, Object> list(List<Delegation> newest, int count) {
        List<Map<String, Object>> entries = new ArrayList<>();
        int room = PeerText.LIMIT - 100;
        for (Delegation delegation : newest) {
            Map<String, Object> entry = entry(delegation);
            room -= Json.write(entry).length() + 1;
            if (room < 0) {
                break;
            }
            entries.add(entry);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("delegations", entries);
        facts.put("count", count);
        facts.put("shown", entries.size());
        return facts;
    }

    private Map<String, Object> entry(Delegation delegation) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("task_id", delegation.taskId().toString());
        entry.put("workspace_id", delegation.peer().id().value());
        entry.put("status", delegation.status().id());
        entry.put("task", PeerText.preview(delegation.task()));
        delegation
                .outcome()
                .result()
                .ifPresent(result -> entry.put(
                        "result_preview", texts.quote(delegation.peer().name(), PeerText.preview(result))));
        delegation
                .outcome()
                .error()
                .ifPresent(error ->
                        entry.put("error", texts.quote(delegation.peer().name(), PeerText.preview(error))));
        return entry;
    }

    /** Returns what another party knows of a delegation. */
    Map<String, Object> mirrored(DelegationMirror.Mirrored known) {
        String peer = known.peer().map(WorkspaceId::value).orElse("unknown");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("task_id", known.taskId());
        known.peer().ifPresent(id -> facts.put("workspace_id", id.value()));
        facts.put("status", known.status().id());
        facts.put("task", PeerText.preview(known.task()));
        facts.put("next", wording.next(known.status()));
        known.result().ifPresent(result -> facts.put("result", texts.quote(peer, result)));
        known.error().ifPresent(error -> facts.put("error", texts.quote(peer, error)));
        return facts;
    }

    private static Map<String, Object> identity(Delegation delegation) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("workspace_id", delegation.peer().id().value());
        facts.put("task_id", delegation.taskId().toString());
        facts.put("status", delegation.status().id());
        return facts;
    }

    private static FailureReason reason(Delegation delegation) {
        return delegation.outcome().reason().orElse(FailureReason.OUTCOME_UNKNOWN);
    }

    private static String error(Delegation delegation) {
        return delegation.outcome().error().orElse("no cause is known");
    }
}
