package dev.toolspec4j.backend.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.toolspec4j.workspace.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;

/** A PostgreSQL database: a transaction for each work, on a pool of connections. */
final class PostgresEngine implements Engine {
    static final String PREFIX = "jdbc:postgresql:";

    private static final Dialect DIALECT = new PostgresDialect();
    private static final int CONNECTIONS = 10;
    private static final int ATTEMPTS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 200;

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
    private final Runnable onClose;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private PostgresEngine(String store, DataSource source, Runnable onClose) {
        this.store = store;
        this.source = source;
        this.onClose = onClose;
    }

    static PostgresEngine open(String url, Optional<String> user, Optional<String> password) {
        String store = StoreLocation.ofUrl(url);
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new StoreException(
                    "the store " + store
                            + " needs the PostgreSQL driver, which is not on the class path; add"
                            + " org.postgresql:postgresql to your dependencies, or correct the URL",
                    e);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("toolspec4j");
        config.setJdbcUrl(url);
        user.ifPresent(config::setUsername);
        password.ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        try {
            HikariDataSource pool = new HikariDataSource(config);
            return prepared(new PostgresEngine(store, pool, pool::close));
        } catch (HikariPool.PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause
                    ? DIALECT.failure(store, cause)
                    : new StoreException("the store " + store + " cannot be reached; check its URL", e);
        }
    }

    static PostgresEngine open(String store, DataSource source) {
        return prepared(new PostgresEngine(store, source, () -> {}));
    }

    private static PostgresEngine prepared(PostgresEngine engine) {
        boolean ready = false;
        try {
            engine.write(connection -> {
                DIALECT.serialise(connection, "toolspec4j schema");
                Migrations.apply(connection, DIALECT, engine.store);
                return true;
            });
            ready = true;
            return engine;
        } finally {
            if (!ready) {
                engine.close();
            }
        }
    }

    @Override
    public Dialect dialect() {
        return DIALECT;
    }

    @Override
    public <T> T write(SqlWork<T> work) {
        return uninterrupted(FOR_WRITES, work);
    }

    @Override
    public <T> T read(SqlWork<T> work) {
        return uninterrupted(FOR_READS, work);
    }

    /** Runs the work with the thread's interruption put aside: a pool would give up on an interrupted thread. */
    private <T> T uninterrupted(String settings, SqlWork<T> work) {
        boolean interrupted = Thread.interrupted();
        use.readLock().lock();
        try {
            if (closed) {
                throw StoreException.closed();
            }
            for (int attempt = 1; ; attempt++) {
                try {
                    return once(settings, work);
                } catch (SQLException e) {
                    boolean gaveUp = e.getCause() instanceof InterruptedException;
                    interrupted |= gaveUp && Thread.interrupted();
                    if (attempt >= ATTEMPTS || !(gaveUp || DIALECT.isTransient(e))) {
                        throw DIALECT.failure(store, e);
                    }
                    pause(attempt);
                }
            }
        } finally {
            use.readLock().unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T once(String settings, SqlWork<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Rollback ending = new Rollback(connection);
                    Statement statement = connection.createStatement()) {
                statement.execute(settings);
                T result = work.run(connection);
                ending.commit();
                return result;
            }
        }
    }

    /** Rolls back unless committed; as a resource, so that its own failure does not hide the first one. */
    private static final class Rollback implements AutoCloseable {
        private final Connection connection;
        private boolean committed;

        Rollback(Connection connection) {
            this.connection = connection;
        }

        void commit() throws SQLException {
            connection.commit();
            committed = true;
        }

        @Override
        public void close() throws SQLException {
            if (!committed) {
                connection.rollback();
            }
        }
    }

    private static void pause(int attempt) {
        long most = Math.min(LONGEST_PAUSE_MILLIS, 1L << Math.min(attempt, 10));
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, most + 2)));
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            closed = true;
            onClose.run();
        } finally {
            use.writeLock().unlock();
        }
    }
}
