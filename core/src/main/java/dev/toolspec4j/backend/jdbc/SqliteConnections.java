package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens connections to one SQLite database with the settings that make it durable, always in autocommit mode: outside
 * it the driver opens the next transaction at once, and an idle connection would hold the lock of the file.
 */
final class SqliteConnections {
    /** Long enough for any honest transaction of another process; what is locked longer, hangs. */
    static final Duration LOCK_PATIENCE = Duration.ofSeconds(60);

    private static final Dialect DIALECT = new SqliteDialect();

    private final Connections source;

    SqliteConnections(Connections source) {
        this.source = source;
    }

    /** Returns a connection without settings, which has changed nothing. */
    Connection plain() throws SQLException {
        Connection connection = source.open();
        connection.setAutoCommit(true);
        return connection;
    }

    /** Returns a connection that acknowledges a commit when the disk has it. */
    Connection writer() throws SQLException {
        // Other processes are waited for in begin(): SQLite's own waiting sleeps up to 0.1 s at a time, and would
        // starve beside a busy writer, which leaves the lock for microseconds only.
        return with(List.of(
                "PRAGMA busy_timeout=20",
                "PRAGMA synchronous=FULL",
                "PRAGMA foreign_keys=ON",
                "PRAGMA temp_store=MEMORY",
                "PRAGMA cache_size=-32768",
                "PRAGMA wal_autocheckpoint=4000"));
    }

    /** Returns a connection that cannot write. */
    Connection reader() throws SQLException {
        return with(List.of("PRAGMA busy_timeout=10000", "PRAGMA query_only=ON"));
    }

    /** Switches the file to write-ahead logging for good; returns the mode it is in then. */
    static String useWriteAheadLog(Connection connection) throws SQLException {
        return retrying(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet mode = statement.executeQuery("PRAGMA journal_mode=WAL")) {
                return mode.next() ? mode.getString(1) : "unknown";
            }
        });
    }

    /** Begins a transaction that may write, once all other processes are done with theirs. */
    static void begin(Connection connection) throws SQLException {
        retrying(() -> {
            execute(connection, "BEGIN IMMEDIATE");
            return true;
        });
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /**
     * Runs the step again while another process holds the file, with short random pauses, so that every one gets in.
     */
    static <T> T retrying(Step<T> step) throws SQLException {
        long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return step.run();
                } catch (SQLException e) {
                    if (!DIALECT.isTransient(e) || System.nanoTime() > deadline) {
                        throw e;
                    }
                    // An interrupted thread would not pause at all.
                    interrupted |= Thread.interrupted();
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(
                            ThreadLocalRandom.current().nextLong(100, 1_000)));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Connection with(List<String> settings) throws SQLException {
        Connection connection = StatementCache.on(plain());
        try {
            for (String setting : settings) {
                retrying(() -> {
                    execute(connection, setting);
                    return true;
                });
            }
            return connection;
        } catch (SQLException e) {
            try (connection) {
                throw e;
            }
        }
    }

    /** Statements that may be run again when the file was locked. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws SQLException;
    }
}
