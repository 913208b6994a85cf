package dev.toolspec4j.memory;

import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.memory.MemoryStore.Receipt;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.tool.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs when a model commits or recalls a memory. Safe for use by several threads. */
public final class MemoryHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryHandlers.class);
    private static final int MAX_TEXT = 20_000;

    private final Memories memories;
    private final ToolNames names;

    /** Makes handlers over these memories; the names are what messages to the model call the tools. */
    public MemoryHandlers(Memories memories, ToolNames names) {
        this.memories = Objects.requireNonNull(memories, "memories");
        this.names = Objects.requireNonNull(names, "names");
    }

    /** Commits {@code content} to {@code scope}, LOCAL when none is named; acknowledged when it is on disk. */
    public ToolResult commitMemory(ToolCall call) {
        String content = call.optionalString("content").orElse("");
        Optional<String> problem = Memories.problem(content);
        if (problem.isPresent()) {
            return invalid(problem.get() + ". Nothing was stored; call " + names.commitMemory() + " again");
        }
        Optional<String> asked = call.optionalString("scope");
        Optional<MemoryScope> scope = asked.flatMap(MemoryScope::parse);
        if (asked.isPresent() && scope.isEmpty()) {
            return unknownScope(asked.get());
        }
        try {
            return committed(memories.commit(content, scope.orElse(MemoryScope.LOCAL)));
        } catch (MemoryStoreException e) {
            return failed("The memory was not stored", e);
        }
    }

    /** Recalls what answers {@code query} best, at most {@code limit}, of {@code scope} or of everything visible. */
    public ToolResult recallMemory(ToolCall call) {
        Optional<String> asked = call.optionalString("scope").filter(text -> !text.isBlank());
        Optional<MemoryScope> scope = asked.flatMap(MemoryScope::parse);
        if (asked.isPresent() && scope.isEmpty()) {
            return unknownScope(asked.get());
        }
        int limit = call.optionalInt("limit").orElse(Query.DEFAULT_LIMIT);
        if (limit < 1 || limit > Query.MAX_LIMIT) {
            return invalid("limit must be 1 to " + Query.MAX_LIMIT + ", was " + limit);
        }
        try {
            return recalled(
                    memories.recall(new Query(call.optionalString("query").orElse(""), scope, limit)));
        } catch (MemoryStoreException e) {
            return failed("Nothing could be recalled", e);
        }
    }

    private static ToolResult committed(Receipt receipt) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("success", true);
        both.put("id", receipt.id());
        both.put("scope", receipt.scope().name());
        if (receipt.duplicate()) {
            both.put("duplicate", true);
        }
        return ToolResult.json(both);
    }

    private ToolResult recalled(List<Memory> found) {
        Map<String, Object> structured = new LinkedHashMap<>();
        structured.put(
                "memories",
                found.stream()
                        .map(memory -> MemoryLines.json(memory, Fence.content(memory)))
                        .toList());
        structured.put("count", found.size());
        return ToolResult.of(found.isEmpty() ? "No memories found." : text(found), structured);
    }

    /** Every memory gets a line; when they are too long for one result, each gets an equal share of it. */
    private String text(List<Memory> found) {
        List<String> lines = found.stream().map(Fence::line).toList();
        int length = lines.stream().mapToInt(line -> line.length() + 1).sum();
        int share = length <= MAX_TEXT ? MAX_TEXT : MAX_TEXT / lines.size();
        String more = lines.size() == 1 ? "" : "; " + names.recallMemory() + " with limit 1 shows more";
        return String.join(
                "\n", lines.stream().map(line -> shortened(line, share, more)).toList());
    }

    private static String shortened(String line, int share, String more) {
        if (line.length() <= share) {
            return line;
        }
        String mark = " … [cut, " + line.length() + " characters in all" + more + "]";
        int end = share - mark.length() - 1;
        int whole = Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
        return line.substring(0, whole) + mark;
    }

    private static ToolResult unknownScope(String scope) {
        String shown = scope.length() <= 40 ? scope : scope.substring(0, 40) + "…";
        return invalid("scope must be LOCAL, TEAM or GLOBAL, was '" + shown + "'");
    }

    private static ToolResult invalid(String message) {
        return ToolResult.failure(FailureKind.INVALID_ARGUMENTS, message);
    }

    private static ToolResult failed(String what, MemoryStoreException e) {
        LOG.warn("{}: {}", what, e.getMessage(), e);
        return ToolResult.failure(kind(e.reason()), what + ": " + e.getMessage());
    }

    private static FailureKind kind(MemoryStoreException.Reason reason) {
        return switch (reason) {
            case UNAUTHENTICATED, FORBIDDEN -> FailureKind.DENIED;
            case INVALID -> FailureKind.INVALID_ARGUMENTS;
            case UNAVAILABLE -> FailureKind.UNAVAILABLE;
        };
    }
}
