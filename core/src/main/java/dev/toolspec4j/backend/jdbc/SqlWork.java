package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Statements that belong together.
 *
 * @param <T> what they yield
 */
@FunctionalInterface
public interface SqlWork<T> {
    /**
     * Runs the statements. May be run more than once, with only the last run kept, and on another thread than the
     * caller's: it must change nothing but the database.
     *
     * @param connection inside a transaction; not to be committed, rolled back, closed or kept
     */
    T run(Connection connection) throws SQLException;
}
