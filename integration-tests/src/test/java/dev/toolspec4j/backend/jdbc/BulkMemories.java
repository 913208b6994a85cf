package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.Terms;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Fills PostgreSQL with memories as commits would leave them, only faster: for benchmarks of reading. */
public final class BulkMemories {
    private static final int AT_ONCE = 2_000;

    private static final String ROWS = """
        INSERT INTO memories (seq, id, workspace_id, scope, ordinal, content, content_hash, terms, created_at)
        SELECT r.seq, r.id, r.workspace, r.scope, r.ordinal, r.content, sha256(convert_to(r.content, 'UTF8')), r.terms,
            CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)
        FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[])
            AS r (seq, id, workspace, scope, ordinal, content, terms)
        """;

    private static final String INDEX = """
        INSERT INTO memory_index (seq, tokens) SELECT r.seq, array_to_tsvector(string_to_array(r.tokens, ' '))
        FROM unnest(?::bigint[], ?::text[]) AS r (seq, tokens)
        """;

    private static final List<String> FINISH = List.of(
            "CREATE INDEX memory_index_tokens_gin ON memory_index USING gin (tokens) WITH (fastupdate = off)",
            "TRUNCATE memory_index_tokens",
            "INSERT INTO memory_index_tokens (token, memories)"
                    + " SELECT word, ndoc FROM ts_stat('SELECT tokens FROM memory_index')",
            "TRUNCATE memory_totals",
            "INSERT INTO memory_totals (workspace_id, scope, memories, terms, last_ordinal) SELECT workspace_id, scope,"
                    + " count(*), sum(array_length(string_to_array(terms, ' '), 1)), max(ordinal) FROM memories"
                    + " GROUP BY workspace_id, scope",
            "SELECT setval(pg_get_serial_sequence('memories', 'seq'), (SELECT max(seq) FROM memories))",
            "VACUUM ANALYZE");

    private final Map<String, Long> ordinals = new HashMap<>();
    private final List<Row> gathered = new ArrayList<>();
    private final Connection connection;
    private long seq;

    private BulkMemories(Connection connection, long seq) {
        this.connection = connection;
        this.seq = seq;
    }

    /** Adds rows numbered {@code from} to {@code to}, the latter excluded, to a database that holds those before. */
    public static void fill(String url, long from, long to, Source source) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(connection, "SET maintenance_work_mem = '512MB'");
            execute(connection, "DROP INDEX memory_index_tokens_gin");
            BulkMemories bulk = new BulkMemories(connection, from);
            for (long row = from; row < to; row++) {
                bulk.add(source.row(row));
            }
            bulk.flush();
            for (String statement : FINISH) {
                execute(connection, statement);
            }
        }
    }

    private void add(Row row) throws SQLException {
        gathered.add(row);
        if (gathered.size() == AT_ONCE) {
            flush();
        }
    }

    private void flush() throws SQLException {
        List<Object[]> columns = new ArrayList<>();
        List<Object[]> index = new ArrayList<>();
        for (Row row : gathered) {
            List<String> terms = Terms.of(row.content());
            MemoryKey key = MemoryKey.of(row.scope(), row.workspace());
            columns.add(new Object[] {
                ++seq,
                UUID.randomUUID().toString(),
                row.workspace(),
                row.scope().name(),
                ordinals.merge(row.workspace() + row.scope(), 1L, Long::sum),
                row.content(),
                String.join(" ", terms)
            });
            index.add(
                    new Object[] {seq, terms.stream().distinct().map(key::token).collect(Collectors.joining(" "))});
        }
        insert(ROWS, columns, "bigint", "text", "text", "text", "bigint", "text", "text");
        insert(INDEX, index, "bigint", "text");
        gathered.clear();
    }

    private void insert(String sql, List<Object[]> rows, String... types) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int column = 0; column < types.length; column++) {
                int at = column;
                statement.setArray(
                        column + 1,
                        connection.createArrayOf(
                                types[column], rows.stream().map(row -> row[at]).toArray()));
            }
            statement.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Gives the rows by their numbers. */
    @FunctionalInterface
    public interface Source {
        /** Returns the row of this number. */
        Row row(long number);
    }

    /** What a workspace commits to a scope. */
    public record Row(String workspace, MemoryScope scope, String content) {}
}
