package dev.toolspec4j.it.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** A memory's row, its indexes and its full-text entry, in tables of their own, as plain statements. */
final class MemoryStatements {
    private MemoryStatements() {}

    /** Creates the tables. */
    static boolean create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE bench_memories (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
                            + " workspace_id TEXT NOT NULL, scope TEXT NOT NULL, ordinal INTEGER NOT NULL, content TEXT NOT NULL,"
                            + " content_hash BLOB NOT NULL, terms TEXT NOT NULL, created_at INTEGER NOT NULL)");
            statement.execute("CREATE INDEX bench_newest ON bench_memories (workspace_id, scope, created_at, id)");
            return statement.execute("CREATE VIRTUAL TABLE bench_index USING fts5("
                    + "tokens, content = '', detail = none, columnsize = 0, tokenize = 'ascii')");
        }
    }

    /** Inserts one memory; returns 1. */
    static int insert(Connection connection, String content) throws SQLException {
        String id = Instant.now() + " " + content.hashCode();
        byte[] hash = content.substring(0, 32).getBytes(StandardCharsets.UTF_8);
        try (PreparedStatement row = connection.prepareStatement(
                "INSERT INTO bench_memories (id, workspace_id, scope, ordinal, content, content_hash, terms, created_at)"
                        + " VALUES (?, 'bench', 'LOCAL', 1, ?, ?, ?, ?)")) {
            row.setString(1, id);
            row.setString(2, content);
            row.setBytes(3, hash);
            row.setString(4, content);
            row.setLong(5, System.currentTimeMillis());
            row.executeUpdate();
        }
        try (PreparedStatement index = connection.prepareStatement(
                "INSERT INTO bench_index (rowid, tokens) VALUES (last_insert_rowid(), ?)")) {
            index.setString(1, content);
            return index.executeUpdate();
        }
    }
}
