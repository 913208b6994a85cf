package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work once, in a transaction of its own. Fails with an {@link SQLException} only if nothing was stored and a
 * connection could be had, so that the work may be run again.
 */
final class PostgresTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresTransaction.class);
    private static final PostgresDialect DIALECT = new PostgresDialect();

    // Set for each transaction, so that a caller's own pool, or one between us and the server, needs no settings. After
    // five runs the server would plan a prepared search without looking at its words, and read the whole table.
    private static final String FOR_WRITES =
            "SET LOCAL synchronous_commit = on; SET LOCAL plan_cache_mode = force_custom_plan";
    // Compiling a search costs more than running it, and on the disks of today an index is worth its jumps.
    private static final String FOR_READS =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan;"
                    + " SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1";

    private final String store;
    private final DataSource source;

    PostgresTransaction(String store, DataSource source) {
        this.store = store;
        this.source = source;
    }

    <T> T write(SqlWork<T> work) throws SQLException {
        return run(FOR_WRITES, work, this::commitWrite);
    }

    <T> T read(SqlWork<T> work) throws SQLException {
        return run(FOR_READS, work, Connection::commit);
    }

    private <T> T run(String settings, SqlWork<T> work, Ending commit) throws SQLException {
        try (Session session = new Session(connect())) {
            session.connection.setAutoCommit(false);
            try (Statement statement = session.connection.createStatement()) {
                statement.execute(settings);
            }
            T result = work.run(session.connection);
            commit.end(session.connection);
            session.committed = true;
            return result;
        }
    }

    /** A pool has tried for long by itself, so that trying again is left to the caller. */
    private Connection connect() throws SQLException {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw e;
            }
            throw DIALECT.failure(store, e);
        }
    }

    private void commitWrite(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (DIALECT.isLost(e)) {
                throw new StoreException(
                        DIALECT.failure(store, e).getMessage() + ". Whether the last change was stored is unknown", e);
            }
            throw e;
        }
    }

    /** How a transaction ends that did what it was to do. */
    @FunctionalInterface
    private interface Ending {
        void end(Connection connection) throws SQLException;
    }

    /** A connection in use; rolls back unless committed, so that this failing does not hide the first failure. */
    private static final class Session implements AutoCloseable {
        private final Connection connection;
        private boolean committed;

        Session(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void close() throws SQLException {
            if (committed) {
                release();
                return;
            }
            try (Connection ending = connection) {
                ending.rollback();
            }
        }

        /** Fails silently: the work is done, and must not be done again. */
        private void release() {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("a connection broke after its transaction was committed", e);
            }
        }
    }
}
