package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One statement, its values and its rows. A value is a string, number, byte array, or an {@link Optional} of one. */
final class Sql {
    private static final int MOST_VALUES = 500;

    private Sql() {}

    /** Runs a statement that changes rows; returns how many. */
    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /** Returns what the rows of a query, or of a statement with {@code RETURNING}, become, in their order. */
    static <T> List<T> rows(Connection connection, String sql, Row<T> row, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<T> found = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(row.read(result));
                }
            }
            return found;
        }
    }

    /** Returns what the first row becomes; empty when there is none. */
    static <T> Optional<T> row(Connection connection, String sql, Row<T> row, Object... values) throws SQLException {
        return rows(connection, sql, row, values).stream().findFirst();
    }

    /** Returns a text column; empty for SQL's NULL. */
    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** Returns a whole-number column; empty for SQL's NULL. */
    static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** Returns as many question marks, for a list in parentheses. */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Returns the values in lists short enough for one statement. */
    static <T> List<List<T>> chunks(List<T> values) {
        List<List<T>> chunks = new ArrayList<>();
        for (int at = 0; at < values.size(); at += MOST_VALUES) {
            chunks.add(values.subList(at, Math.min(at + MOST_VALUES, values.size())));
        }
        return chunks;
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Optional<?> optional) {
                if (optional.isEmpty()) {
                    statement.setNull(i + 1, Types.NULL);
                    continue;
                }
                value = optional.get();
            }
            statement.setObject(i + 1, value);
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
