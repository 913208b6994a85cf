package dev.toolspec4j.backend.platform;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads memories as services of the platform send them, and puts several answers together. */
final class MemoryRows {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryRows.class);
    private static final Comparator<Memory> OLDEST_FIRST =
            Comparator.comparing(Memory::createdAt).thenComparing(Memory::id);

    private final WorkspaceId self;

    MemoryRows(WorkspaceId self) {
        this.self = self;
    }

    /** Returns the memory of a row; empty for a row that is none. */
    Optional<Memory> memory(Object row) {
        Map<String, Object> members = row instanceof Map<?, ?> map ? Json.strings(map) : Map.of();
        Optional<String> id = text(members, "id");
        Optional<MemoryScope> scope = text(members, "scope").flatMap(MemoryScope::parse);
        if (id.isEmpty() || scope.isEmpty() || !(members.get("content") instanceof String content)) {
            LOG.warn("a memory without id, scope or content was answered; it is left out");
            return Optional.empty();
        }
        return Optional.of(new Memory(
                id.get(),
                text(members, "workspace_id").flatMap(WorkspaceId::parse).orElse(self),
                scope.get(),
                scope.get() == MemoryScope.GLOBAL ? unfenced(content, id.get()) : content,
                time(members)));
    }

    /**
     * Merges answers: by time when nothing was asked for, else by turns, since ranks in different answers do not
     * compare. A memory comes once, and so does a content, as the newest that has it.
     */
    static List<Memory> best(List<List<Memory>> answers, MemoryStore.Query query) {
        List<Memory> merged = query.text().isBlank()
                ? answers.stream()
                        .flatMap(List::stream)
                        .sorted(OLDEST_FIRST.reversed())
                        .toList()
                : byTurns(answers);
        Map<String, Memory> byContent = new LinkedHashMap<>();
        for (Memory memory : merged) {
            byContent.merge(
                    memory.content(), memory, (one, other) -> OLDEST_FIRST.compare(one, other) >= 0 ? one : other);
        }
        return byContent.values().stream().limit(query.limit()).toList();
    }

    static List<Memory> page(List<Memory> all, MemoryStore.Page page) {
        Comparator<Memory> order = page.oldestFirst() ? OLDEST_FIRST : OLDEST_FIRST.reversed();
        return all.stream()
                .sorted(order)
                .filter(memory -> page.after().isEmpty()
                        || order.compare(memory, page.after().get()) > 0)
                .limit(page.limit())
                .toList();
    }

    static Optional<String> text(Map<String, Object> row, String member) {
        return row.get(member) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static List<Memory> byTurns(List<List<Memory>> answers) {
        List<Memory> merged = new ArrayList<>();
        int longest = answers.stream().mapToInt(List::size).max().orElse(0);
        for (int rank = 0; rank < longest; rank++) {
            for (List<Memory> answer : answers) {
                if (rank < answer.size()) {
                    merged.add(answer.get(rank));
                }
            }
        }
        return merged;
    }

    /**
     * Takes off the fence that the platform puts round a GLOBAL memory, and only one that names this very memory: it is
     * put on again, with its own safeguards, when the memory is shown to a model.
     */
    private static String unfenced(String content, String id) {
        String fence = "[MEMORY id=" + id + " scope=GLOBAL from=";
        int end = content.indexOf("]: ");
        return content.startsWith(fence) && end > 0 ? content.substring(end + "]: ".length()) : content;
    }

    static Instant time(Map<String, Object> row) {
        try {
            return text(row, "created_at")
                    .map(text -> OffsetDateTime.parse(text).toInstant())
                    .orElse(Instant.EPOCH);
        } catch (DateTimeException e) {
            LOG.debug("a memory's time of creation is not RFC 3339", e);
            return Instant.EPOCH;
        }
    }
}
