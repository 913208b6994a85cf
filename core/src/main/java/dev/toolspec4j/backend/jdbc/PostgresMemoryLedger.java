package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Asks the database each time, in as few round trips as there can be: others write there too, on other machines. */
final class PostgresMemoryLedger implements MemoryLedger {
    private static final String COUNT = """
        INSERT INTO memory_totals (workspace_id, scope, memories, terms, last_ordinal) VALUES (?, ?, 1, ?, 1)
        ON CONFLICT (scope, workspace_id) DO UPDATE SET memories = memory_totals.memories + 1,
            terms = memory_totals.terms + excluded.terms, last_ordinal = memory_totals.last_ordinal + 1
        RETURNING last_ordinal
        """;

    private final String before;

    PostgresMemoryLedger(Dialect dialect) {
        this.before = "SELECT " + dialect.nowMillis() + " AS at, (SELECT w.parent_id FROM workspaces w WHERE w.id = ?)"
                + " AS parent_id, EXISTS (SELECT 1 FROM memories m WHERE m.content_hash = ?) AS seen";
    }

    @Override
    public Before before(Connection connection, Content content) throws SQLException {
        return Sql.row(
                        connection,
                        before,
                        row -> new Before(row.getLong("at"), Sql.text(row, "parent_id"), row.getBoolean("seen")),
                        content.workspace(),
                        content.hash())
                .orElseThrow();
    }

    @Override
    public Optional<String> repeated(Connection connection, Content content, long now) throws SQLException {
        return earlier(connection, content, now);
    }

    @Override
    public long count(Connection connection, Content content, int terms) throws SQLException {
        return Sql.row(
                        connection,
                        COUNT,
                        row -> row.getLong(1),
                        content.workspace(),
                        content.scope().name(),
                        terms)
                .orElseThrow();
    }

    /** Does nothing: the database remembers. */
    @Override
    public void remember(Content content, String id, long at) {}
}
