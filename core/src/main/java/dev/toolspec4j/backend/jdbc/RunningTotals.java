package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.MemoryScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What each scope of a workspace holds, counted by its only writer and stored once for many rows. */
final class RunningTotals {
    private static final String CREATE = """
        INSERT INTO memory_totals (workspace_id, scope, memories, terms, last_ordinal) VALUES (?, ?, 0, 0, 0)
        ON CONFLICT (scope, workspace_id) DO NOTHING
        """;

    private static final String ADD = """
        UPDATE memory_totals SET memories = memories + ?, terms = terms + ?, last_ordinal = ?
        WHERE workspace_id = ? AND scope = ?
        """;

    private final Map<Part, Running> known = new HashMap<>();

    /** Counts a row in; returns its ordinal. */
    long count(Connection connection, String workspace, MemoryScope scope, int terms) throws SQLException {
        Part part = new Part(workspace, scope);
        Running running = known.get(part);
        if (running == null) {
            running = new Running(load(connection, part));
            known.put(part, running);
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
        for (Map.Entry<Part, Running> entry : known.entrySet()) {
            Running running = entry.getValue();
            if (running.memories > 0) {
                Part part = entry.getKey();
                Sql.update(
                        connection,
                        ADD,
                        running.memories,
                        running.terms,
                        running.ordinal,
                        part.workspace(),
                        part.scope().name());
                running.stored();
            }
        }
    }

    /** Forgets what was counted and not stored, and asks the database again. */
    void clear() {
        known.clear();
    }

    /** A scope of a workspace. */
    private record Part(String workspace, MemoryScope scope) {}

    /** Where a part stands, and what of it is not stored yet. */
    private static final class Running {
        private long ordinal;
        private long memories;
        private long terms;

        Running(long ordinal) {
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
