package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The tokens in FTS5, which stores no text and no positions, and counts rows by reading its lists of them. */
final class SqliteMemoryIndex implements MemoryIndex {
    @Override
    public void add(Connection connection, long seq, Collection<String> tokens) throws SQLException {
        Sql.update(connection, "INSERT INTO memory_index (rowid, tokens) VALUES (?, ?)", seq, String.join(" ", tokens));
    }

    @Override
    public void remove(Connection connection, long seq, Collection<String> tokens) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO memory_index (memory_index, rowid, tokens) VALUES ('delete', ?, ?)",
                seq,
                String.join(" ", tokens));
    }

    @Override
    public String counts(int tokens) {
        return "SELECT term AS token, doc AS memories FROM memory_index_tokens WHERE term IN (" + Sql.marks(tokens)
                + ")";
    }

    @Override
    public String matching(String columns, String condition) {
        return "SELECT " + columns + " FROM memory_index JOIN memories m ON m.seq = memory_index.rowid"
                + " WHERE memory_index MATCH ? AND " + condition + " ORDER BY memory_index.rowid DESC LIMIT ?";
    }

    @Override
    public String expression(List<List<String>> alternatives) {
        return alternatives.stream()
                .map(all -> all.size() == 1 ? all.get(0) : "(" + String.join(" AND ", all) + ")")
                .collect(Collectors.joining(" OR "));
    }
}
