package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The tokens in FTS5, which stores no text and no positions, and counts rows by reading its lists of them.
 *
 * <p>Retries are found in a table in the writer's memory, which is part of its transactions: an index on hashes in the
 * file would have each row change a page of its own, and cost more than all the rest.
 */
final class SqliteMemoryIndex implements MemoryIndex {
    private static final int DROPPED_AT_ONCE = 256;

    /** What the writer's connection needs before it commits memories. */
    static final List<String> WRITER = List.of(
            "PRAGMA temp_store=MEMORY",
            "DROP TABLE IF EXISTS temp.recent_memories",
            "DROP TABLE IF EXISTS temp.recent_known",
            "CREATE TEMP TABLE recent_memories (seq INTEGER PRIMARY KEY, hash BLOB NOT NULL, at INTEGER NOT NULL)",
            "CREATE INDEX temp.recent_memories_hash ON recent_memories (hash)",
            "CREATE TEMP TABLE recent_known (workspace_id TEXT PRIMARY KEY, version INTEGER NOT NULL)");

    private static final String VERSION = """
        SELECT d.data_version FROM pragma_data_version d
        WHERE d.data_version IS NOT (SELECT k.version FROM temp.recent_known k WHERE k.workspace_id = ?)
        """;

    private static final String LEARN = """
        INSERT OR IGNORE INTO temp.recent_memories (seq, hash, at)
        SELECT m.seq, m.content_hash, m.created_at FROM memories m
        WHERE m.workspace_id = ? AND m.scope IN ('LOCAL', 'TEAM', 'GLOBAL')
            AND m.created_at > CAST(unixepoch('subsec') * 1000 AS INTEGER) - ?
            AND NOT EXISTS (SELECT 1 FROM temp.recent_memories r WHERE r.seq = m.seq)
        """;

    private static final String KNOWN = """
        INSERT INTO temp.recent_known (workspace_id, version) VALUES (?, ?)
        ON CONFLICT (workspace_id) DO UPDATE SET version = excluded.version
        """;

    private static final String REMEMBER = """
        INSERT INTO temp.recent_memories (seq, hash, at)
        VALUES (last_insert_rowid(), ?, ?)
        """;

    private static final String DROP_OLDEST = """
        DELETE FROM temp.recent_memories WHERE at < ? AND seq IN (
            SELECT r.seq FROM temp.recent_memories r ORDER BY r.seq LIMIT ?)
        """;

    @Override
    public void refresh(Connection connection, String workspace) throws SQLException {
        Optional<Long> version = Sql.row(connection, VERSION, row -> row.getLong(1), workspace);
        if (version.isPresent()) {
            Sql.update(connection, LEARN, workspace, MemoryWrites.RETRY_MILLIS);
            Sql.update(connection, KNOWN, workspace, version.get());
        }
    }

    @Override
    public String recent() {
        return "SELECT r.seq FROM temp.recent_memories r WHERE r.hash = ?";
    }

    @Override
    public void add(Connection connection, Entry row) throws SQLException {
        Sql.update(connection, REMEMBER, row.hash(), row.at());
        if (ThreadLocalRandom.current().nextInt(DROPPED_AT_ONCE / 2) == 0) {
            Sql.update(connection, DROP_OLDEST, row.at() - MemoryWrites.RETRY_MILLIS, DROPPED_AT_ONCE);
        }
        Sql.update(
                connection, "INSERT INTO memory_index (rowid, tokens) VALUES (last_insert_rowid(), ?)", row.tokens());
    }

    @Override
    public void remove(Connection connection, long seq, String tokens) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO memory_index (memory_index, rowid, tokens) VALUES ('delete', ?, ?)",
                seq,
                tokens);
    }

    @Override
    public String counts(int tokens) {
        return "SELECT term AS token, doc AS memories FROM memory_index_tokens WHERE term IN (" + Sql.marks(tokens)
                + ")";
    }

    @Override
    public String matching(String columns, String condition) {
        return "SELECT " + columns + " FROM (SELECT i.rowid AS seq FROM memory_index i WHERE i.memory_index MATCH ?"
                + " ORDER BY i.rowid DESC LIMIT ?) found JOIN memories m ON m.seq = found.seq WHERE " + condition;
    }

    /** Returns none: FTS5 reads its lists from the newest row on. */
    @Override
    public Optional<String> matchingAmongNewest(String columns, String condition) {
        return Optional.empty();
    }

    @Override
    public String expression(List<List<String>> alternatives) {
        return alternatives.stream()
                .map(all -> all.size() == 1 ? all.get(0) : "(" + String.join(" AND ", all) + ")")
                .collect(Collectors.joining(" OR "));
    }
}
