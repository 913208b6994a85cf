package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tokens in a {@code tsvector} under GIN, with a count kept for each, since GIN counts by visiting every row. */
final class PostgresMemoryIndex implements MemoryIndex {
    /** In the order of tokens, so that two writers never wait for each other. */
    private static final String COUNT_UP = """
        INSERT INTO memory_index_tokens (token, memories)
        SELECT token, 1 FROM unnest(string_to_array(?, ' ')) AS t (token) ORDER BY token
        ON CONFLICT (token) DO UPDATE SET memories = memory_index_tokens.memories + 1
        """;

    private static final String COUNT_DOWN = """
        UPDATE memory_index_tokens SET memories = memories - 1
        WHERE token IN (SELECT token FROM memory_index_tokens
                        WHERE token = ANY (string_to_array(?, ' ')) ORDER BY token FOR UPDATE)
        """;

    /** Rows that are looked at one by one rather than through the index. */
    private static final int NEWEST = 50_000;

    @Override
    public void add(Connection connection, String id, String tokens) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO memory_index (seq, tokens)"
                        + " SELECT m.seq, array_to_tsvector(string_to_array(?, ' ')) FROM memories m WHERE m.id = ?",
                tokens,
                id);
        Sql.update(connection, COUNT_UP, tokens);
    }

    @Override
    public void remove(Connection connection, long seq, String tokens) throws SQLException {
        Sql.update(connection, "DELETE FROM memory_index WHERE seq = ?", seq);
        Sql.update(connection, COUNT_DOWN, tokens);
    }

    @Override
    public String counts(int tokens) {
        return "SELECT token, memories FROM memory_index_tokens WHERE token IN (" + Sql.marks(tokens) + ")";
    }

    /** The sum keeps the planner from walking the primary key backwards in the hope of early hits. */
    @Override
    public String matching(String columns, String condition) {
        return "SELECT " + columns + " FROM (SELECT i.seq FROM memory_index i WHERE i.tokens @@ CAST(? AS tsquery)"
                + " ORDER BY i.seq + 0 DESC LIMIT ?) found JOIN memories m ON m.seq = found.seq WHERE " + condition;
    }

    /** GIN would collect every matching row before the newest are known; IS TRUE keeps the planner away from it. */
    @Override
    public Optional<String> matchingAmongNewest(String columns, String condition) {
        return Optional.of("SELECT " + columns + " FROM (SELECT i.seq FROM memory_index i"
                + " WHERE i.seq > (SELECT max(l.seq) FROM memory_index l) - " + NEWEST
                + " AND (i.tokens @@ CAST(? AS tsquery)) IS TRUE"
                + " ORDER BY i.seq DESC LIMIT ?) found JOIN memories m ON m.seq = found.seq WHERE " + condition);
    }

    @Override
    public String expression(List<List<String>> alternatives) {
        return alternatives.stream()
                .map(all -> all.size() == 1 ? all.get(0) : "(" + String.join(" & ", all) + ")")
                .collect(Collectors.joining(" | "));
    }
}
