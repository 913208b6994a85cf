package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection that writes to an SQLite file from this process. Used by one thread at a time. */
final class SqliteWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);

    private final SqliteConnections connections;
    private final WriterNotes notes;
    private Optional<Connection> open = Optional.empty();

    SqliteWriter(SqliteConnections connections, WriterNotes notes) {
        this.connections = connections;
        this.notes = notes;
    }

    /**
     * Stores a group in one transaction. When one of its works fails, the others are run again with a savepoint around
     * each, so that the failure is its own alone. When the transaction itself fails, every work of the group fails with
     * it and the connection is given up, since its state is no longer known.
     */
    void commit(WriteGroup group) {
        try {
            Connection connection = begin();
            if (!runTogether(connection, group)) {
                rollback(connection);
                if (group.size() == 1) {
                    return;
                }
                connection = begin();
                for (QueuedWork<?> work : group.works()) {
                    runApart(connection, work);
                }
            }
            notes.store(connection);
            SqliteConnections.execute(connection, "COMMIT");
        } catch (SQLException e) {
            giveUp(group, e);
        } catch (RuntimeException | Error e) {
            giveUp(group, new SQLException("the transaction was ended by an error in this process: " + e, e));
        }
    }

    private void giveUp(WriteGroup group, SQLException e) {
        group.fail(e);
        close();
    }

    /** Runs all works without savepoints, at each of which FTS5 would write out what it has gathered. */
    private static boolean runTogether(Connection connection, WriteGroup group) {
        for (QueuedWork<?> work : group.works()) {
            if (!work.run(connection)) {
                return false;
            }
        }
        return true;
    }

    /** Ends the transaction; a full disk or an I/O error may have ended it already, then a new connection is sound. */
    private void rollback(Connection connection) {
        notes.drop();
        try {
            SqliteConnections.execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("the transaction was over before it was rolled back", e);
            close();
        }
    }

    private void runApart(Connection connection, QueuedWork<?> work) throws SQLException {
        SqliteConnections.execute(connection, "SAVEPOINT work");
        if (work.run(connection)) {
            notes.store(connection);
        } else {
            notes.drop();
            try {
                SqliteConnections.execute(connection, "ROLLBACK TO work");
            } catch (SQLException e) {
                // A full disk or an I/O error ends the whole transaction; then that error is the news, not this one.
                SQLException cause = work.sqlFailure().orElse(e);
                if (cause != e) {
                    cause.addSuppressed(e);
                }
                throw cause;
            }
        }
        SqliteConnections.execute(connection, "RELEASE work");
    }

    private Connection begin() throws SQLException {
        if (open.isEmpty()) {
            open = Optional.of(connections.writer());
        }
        SqliteConnections.begin(open.get());
        notes.begin();
        return open.get();
    }

    /** Closes the connection, which rolls back what is not committed. */
    void close() {
        notes.forget();
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (SQLException e) {
            // Whatever closing finds, committed data is on disk and the rest was reported as failed.
            LOG.debug("closing the writer's connection", e);
        } finally {
            open = Optional.empty();
        }
    }
}
