package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.memory.Terms;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what the search index and the statistics of a database say with what its rows say. */
final class IndexAgreement {
    private static final String ROWS = "SELECT workspace_id, scope, content FROM memories";

    private static final String TOTALS =
            "SELECT workspace_id || ' ' || scope, memories || ' ' || terms FROM memory_totals WHERE memories > 0";

    private final Connection connection;

    private IndexAgreement(Connection connection) {
        this.connection = connection;
    }

    /** Fails unless index, statistics and rows agree; all is read from one state of the database. */
    static void check(String url) throws SQLException {
        boolean postgres = url.startsWith("jdbc:postgresql:");
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            IndexAgreement agreement = new IndexAgreement(connection);
            if (postgres) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                agreement.checkPostgres();
            } else {
                agreement.checkSqlite();
            }
            connection.rollback();
        }
    }

    private void checkSqlite() throws SQLException {
        checkRows("SELECT doc FROM memory_index_tokens ORDER BY doc");
        assertThat(texts("PRAGMA integrity_check")).containsExactly("ok");
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO memory_index (memory_index) VALUES ('integrity-check')");
        }
    }

    private void checkPostgres() throws SQLException {
        checkRows("SELECT memories FROM memory_index_tokens WHERE memories > 0 ORDER BY memories");
        assertThat(texts("SELECT seq FROM memory_index ORDER BY seq"))
                .isEqualTo(texts("SELECT seq FROM memories ORDER BY seq"));
        String entered = "SELECT token || ' ' || count(*) FROM memory_index, unnest(tokens) AS t (token, p, w)"
                + " GROUP BY token";
        assertThat(texts(entered + " ORDER BY 1"))
                .isEqualTo(texts(
                        "SELECT token || ' ' || memories FROM memory_index_tokens WHERE memories > 0" + " ORDER BY 1"));
        // By the index, which is a structure of its own and recovers on its own.
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_seqscan = off");
        }
        assertThat(texts("SELECT token FROM memory_index_tokens t WHERE memories <>"
                        + " (SELECT count(*) FROM memory_index i WHERE i.tokens @@ CAST(t.token AS tsquery))"))
                .isEmpty();
    }

    private void checkRows(String countsOfTokens) throws SQLException {
        Map<String, Long> rowsWith = new HashMap<>();
        Map<String, long[]> totals = new HashMap<>();
        query(ROWS, row -> {
            String reader = row.getString(1) + " " + row.getString(2);
            List<String> terms = Terms.of(row.getString(3));
            new HashSet<>(terms).forEach(term -> rowsWith.merge(reader + " " + term, 1L, Long::sum));
            long[] total = totals.computeIfAbsent(reader, key -> new long[2]);
            total[0]++;
            total[1] += terms.size();
            return reader;
        });
        Map<String, String> kept = new HashMap<>();
        query(TOTALS, row -> kept.put(row.getString(1), row.getString(2)));

        assertThat(texts(countsOfTokens))
                .as("rows of each token, in index and table")
                .isEqualTo(
                        rowsWith.values().stream().sorted().map(String::valueOf).toList());
        assertThat(kept)
                .as("rows and terms of each scope of a workspace")
                .isEqualTo(totals.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, total -> total.getValue()[0] + " " + total.getValue()[1])));
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        query(sql, row -> found.add(row.getString(1)));
        return found;
    }

    private void query(String sql, Row row) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.read(rows);
            }
        }
    }

    /** Takes what it needs of one row; what it returns is not looked at. */
    @FunctionalInterface
    private interface Row {
        Object read(ResultSet row) throws SQLException;
    }
}
