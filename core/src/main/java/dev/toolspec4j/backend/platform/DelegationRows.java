package dev.toolspec4j.backend.platform;

import dev.toolspec4j.delegation.DelegationMirror.Mirrored;
import dev.toolspec4j.delegation.DelegationStatus;
import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.workspace.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what the platform's lists say of one delegation. A delegation has several rows, of which the later ones do not
 * always replace the earlier: an end wins over everything else, and rows that another workspace wrote are ignored.
 */
final class DelegationRows {
    /** What stands behind a result of which the platform gave only the beginning. */
    static final String CUT = "\n[… the platform keeps more of this result than it hands out]";

    private static final String PREVIEW_END = "...";

    private final String self;

    DelegationRows(WorkspaceId self) {
        this.self = self.value();
    }

    /** Returns what the list says of the delegation; empty when it does not name it. */
    Optional<Mirrored> merged(List<?> list, String id) {
        List<Map<String, Object>> rows = own(list).stream()
                .filter(row -> id.equals(row.get("delegation_id")))
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        DelegationStatus status = status(rows);
        return Optional.of(new Mirrored(
                id,
                first(rows, "target_id").flatMap(WorkspaceId::parse),
                status,
                first(rows, "summary").orElse(""),
                status == DelegationStatus.COMPLETED ? preview(rows) : Optional.empty(),
                status == DelegationStatus.FAILED ? first(rows, "error") : Optional.empty()));
    }

    /** Returns the whole result from the activity list, which keeps it uncut. */
    Optional<String> result(List<?> activities, String id) {
        for (Map<String, Object> row : own(activities)) {
            if (row.get("response_body") instanceof Map<?, ?> body
                    && id.equals(body.get("delegation_id"))
                    && body.get("text") instanceof String text
                    && !text.isBlank()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private List<Map<String, Object>> own(List<?> list) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object entry : list) {
            if (entry instanceof Map<?, ?> map && self.equals(map.get("source_id"))) {
                rows.add(Json.strings(map));
            }
        }
        return rows;
    }

    private static DelegationStatus status(List<Map<String, Object>> rows) {
        List<String> found = rows.stream()
                .flatMap(row -> MemoryRows.text(row, "status").stream())
                .toList();
        if (found.contains("completed")) {
            return DelegationStatus.COMPLETED;
        }
        if (found.contains("failed")) {
            return DelegationStatus.FAILED;
        }
        return found.contains("queued") ? DelegationStatus.QUEUED : DelegationStatus.IN_PROGRESS;
    }

    /** The preview of a queued row is the queue's own JSON, and no answer. */
    private static Optional<String> preview(List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> "completed".equals(row.get("status")))
                .flatMap(row -> MemoryRows.text(row, "response_preview").stream())
                .findFirst()
                .map(text -> text.endsWith(PREVIEW_END)
                        ? text.substring(0, text.length() - PREVIEW_END.length()) + CUT
                        : text);
    }

    private static Optional<String> first(List<Map<String, Object>> rows, String member) {
        return rows.stream()
                .flatMap(row -> MemoryRows.text(row, member).stream())
                .findFirst();
    }
}
