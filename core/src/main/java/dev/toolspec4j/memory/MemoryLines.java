package dev.toolspec4j.memory;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import dev.toolspec4j.memory.Memories.Imported;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Memories as JSON Lines, one object a line. */
final class MemoryLines {
    private static final int PAGE = 500;

    /** Some editors write it at the start of a file. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final Memories memories;

    MemoryLines(Memories memories) {
        this.memories = memories;
    }

    /** Returns the members that stand for a memory everywhere, in order. */
    static Map<String, Object> json(Memory memory, String content) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", memory.id());
        json.put("scope", memory.scope().name());
        json.put("content", content);
        json.put("workspace_id", memory.workspace().value());
        json.put("created_at", memory.createdAt().toString());
        return json;
    }

    long write(Writer lines) throws IOException {
        long written = 0;
        Page page = new Page(Optional.empty(), true, PAGE);
        List<Memory> found = memories.list(page);
        while (!found.isEmpty()) {
            for (Memory memory : found) {
                lines.append(Json.write(json(memory, memory.content()))).append('\n');
            }
            written += found.size();
            found = memories.list(page.following(found.get(found.size() - 1)));
        }
        lines.flush();
        return written;
    }

    Imported read(Reader lines) throws IOException {
        BufferedReader reader = new BufferedReader(lines);
        long committed = 0;
        long present = 0;
        long number = 1;
        for (String line = reader.readLine(); line != null; line = reader.readLine(), number++) {
            String json = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
            if (!json.isBlank()) {
                boolean duplicate = commit(json, number);
                committed += duplicate ? 0 : 1;
                present += duplicate ? 1 : 0;
            }
        }
        return new Imported(committed, present);
    }

    private boolean commit(String line, long number) {
        try {
            return memories.commit(draft(Json.readObject(line))).duplicate();
        } catch (JsonException | DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "line " + number + " is no memory: " + e.getMessage()
                            + "; the lines before it are kept, so correct it and import the whole again",
                    e);
        } catch (MemoryStoreException e) {
            throw new MemoryStoreException(
                    e.reason(),
                    "line " + number + " is not imported: " + e.getMessage() + ". The lines before it are kept",
                    e);
        }
    }

    private static Draft draft(Map<String, Object> json) {
        String scope = text(json, "scope").orElse(MemoryScope.LOCAL.name());
        return new Draft(
                text(json, "content").orElseThrow(() -> new IllegalArgumentException("it has no text 'content'")),
                MemoryScope.parse(scope)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "its scope must be LOCAL, TEAM or GLOBAL, was '" + scope + "'")),
                text(json, "created_at").map(MemoryLines::moment));
    }

    private static Instant moment(String text) {
        Instant moment = Instant.parse(text);
        if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
            throw new IllegalArgumentException("its created_at must be of the years 1 to 9999, was '" + text + "'");
        }
        return moment;
    }

    private static Optional<String> text(Map<String, Object> json, String name) {
        Optional<Object> value = Optional.ofNullable(json.get(name));
        if (value.isPresent() && !(value.get() instanceof String)) {
            throw new IllegalArgumentException("its " + name + " must be a text");
        }
        return value.map(String.class::cast);
    }
}
