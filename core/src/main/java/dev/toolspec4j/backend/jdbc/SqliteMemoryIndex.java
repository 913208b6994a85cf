package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tokens in FTS5, which stores no text and no positions, and counts rows by reading its lists of them. */
final class SqliteMemoryIndex implements MemoryIndex {
    @Override
    public void add(Connection connection, String id, String tokens) throws SQLException {
        Sql.update(connection, "INSERT INTO memory_index (rowid, tokens) VALUES (last_insert_rowid(), ?)", tokens);
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
