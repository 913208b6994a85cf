package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.MemoryScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each scope of a workspace holds, counted by its only writer and stored once for many rows. */
final class RunningTotals {
    // Nothing here is RETURNING: that takes a savepoint on SQLite, at each of which FTS5 writes out what it gathered.
    private static final String CREATE = """
        INSERT INTO memory_totals (workspace_id, scope, memories, terms, last_ordinal) VALUES (?, ?, 0, 0, 0)
        ON CONFLICT (scope, workspace_id) DO NOTHING
        """;

    private static final String ADD = """
        UPDATE memory_totals SET memories = memories + ?, terms = terms + ?, last_ordinal = ?
        WHERE workspace_id = ? AND scope = ?
        """;

    private final Map<Part, Running> known = new HashMap<>();
    private final List<Running> changed = new ArrayList<>();

    /** Counts a row in; returns its ordinal. */
    long count(Connection connection, String workspace, MemoryScope scope, int terms) throws SQLException {
        Part part = new Part(workspace, scope);
        Running running = known.get(part);
        if (running == null) {
            running = new Running(part, load(connection, part));
            known.put(part, running);
        }
        if (running.memories == 0) {
            changed.add(running);
        }
        return running.add(terms);
    }

    /** Reads the last ordinal; from here on there is a row, which deleting a memory may count down. */
    private static long load(Connection connection, Part part) throws SQLException {
        Sql.update(connection, CREATE, part.workspace(), part.scope().name());
        return Sql.row(
                        connection,
                        "SELECT last_ordinal FROM memory_totals WHERE workspace_id = ? AND scope = ?",
                        row -> row.getLong(1),
                        part.workspace(),
                        part.scope().name())
                .orElseThrow();
    }

    /** Brings what was counted since the last call to the database. */
    void store(Connection connection) throws SQLException {
        for (Running running : changed) {
            Sql.update(
                    connection,
                    ADD,
                    running.memories,
                    running.terms,
                    running.ordinal,
                    running.part.workspace(),
                    running.part.scope().name());
            running.stored();
        }
        changed.clear();
    }

    /** Forgets what was counted and not stored, and asks the database again. */
    void clear() {
        known.clear();
        changed.clear();
    }

    /** A scope of a workspace. */
    private record Part(String workspace, MemoryScope scope) {}

    /** Where a part stands, and what of it is not stored yet. */
    private static final class Running {
        private final Part part;
        private long ordinal;
        private long memories;
        private long terms;

        Running(Part part, long ordinal) {
            this.part = part;
            this.ordinal = ordinal;
        }

        long add(int more) {
            memories++;
            terms += more;
            return ++ordinal;
        }

        void stored() {
            memories = 0;
            terms = 0;
        }
    }
}
