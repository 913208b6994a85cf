package dev.toolspec4j.it.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/** A connection of its own, a transaction for each text, and as durable as the store. */
final class NaiveWriter implements Consumer<String> {
    private final Connection connection;

    NaiveWriter(Connection connection) {
        this.connection = connection;
        execute("PRAGMA busy_timeout=60000");
        execute("PRAGMA synchronous=FULL");
    }

    @Override
    public void accept(String content) {
        store(List.of(content));
    }

    /** Stores the contents in one transaction. */
    void store(List<String> contents) {
        execute("BEGIN IMMEDIATE");
        try {
            for (String content : contents) {
                MemoryStatements.insert(connection, content);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the naive way failed", e);
        }
        execute("COMMIT");
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the naive way failed at " + sql, e);
        }
    }
}
