package dev.toolspec4j.backend.platform;

import dev.toolspec4j.internal.http.HttpAnswer;
import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.workspace.WorkspaceId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what an awareness service answers, and expects of a row no more than a content. */
final class AwarenessRows {
    private final WorkspaceId self;

    AwarenessRows(WorkspaceId self) {
        this.self = self;
    }

    /** Returns the memories of a list, or of a list called {@code memories}; empty when the answer has neither. */
    Optional<List<Memory>> memories(HttpAnswer answer) {
        Object body = answer.json().orElse("");
        Object list = body instanceof Map<?, ?> map ? map.get("memories") : body;
        return list instanceof List<?> entries
                ? Optional.of(entries.stream().flatMap(this::memory).toList())
                : Optional.empty();
    }

    /** Returns the id of a row, which may be a number. */
    static String id(Map<String, Object> row) {
        return MemoryRows.text(row, "id")
                .or(() -> row.get("id") instanceof Number number ? Optional.of(number.toString()) : Optional.empty())
                .orElse(AwarenessMemoryStore.UNNAMED);
    }

    /** Keeps the service's order, or the newest first when nothing was asked for; a content comes once. */
    static List<Memory> best(List<Memory> found, MemoryStore.Query query) {
        Stream<Memory> ordered = query.text().isBlank()
                ? found.stream().sorted(Comparator.comparing(Memory::createdAt).reversed())
                : found.stream();
        Map<String, Memory> byContent = new LinkedHashMap<>();
        ordered.forEach(memory -> byContent.putIfAbsent(memory.content(), memory));
        return byContent.values().stream().limit(query.limit()).toList();
    }

    private Stream<Memory> memory(Object entry) {
        Map<String, Object> row = entry instanceof Map<?, ?> map ? Json.strings(map) : Map.of();
        return MemoryRows.text(row, "content").stream()
                .map(content -> new Memory(
                        id(row),
                        MemoryRows.text(row, "workspace_id")
                                .flatMap(WorkspaceId::parse)
                                .orElse(self),
                        MemoryRows.text(row, "scope")
                                .flatMap(MemoryScope::parse)
                                .orElse(MemoryScope.LOCAL),
                        content,
                        MemoryRows.time(row)));
    }
}
