package dev.toolspec4j.backend.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.toolspec4j.workspace.StoreException;
import java.sql.DriverManager;
import java.sql.SQLException;
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

    private static final PostgresDialect DIALECT = new PostgresDialect();
    private static final int CONNECTIONS = 10;
    private static final int ATTEMPTS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final String store;
    private final PostgresTransaction transaction;
    private final Runnable onClose;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private PostgresEngine(String store, DataSource source, Runnable onClose) {
        this.store = store;
        this.transaction = new PostgresTransaction(store, source);
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
    public MemoryLedger memoryLedger() {
        return new PostgresMemoryLedger(DIALECT);
    }

    @Override
    public <T> T write(SqlWork<T> work) {
        return uninterrupted(() -> transaction.write(work));
    }

    @Override
    public <T> T read(SqlWork<T> work) {
        return uninterrupted(() -> transaction.read(work));
    }

    /** Runs the work with the thread's interruption put aside: a pool would give up on an interrupted thread. */
    private <T> T uninterrupted(Attempt<T> work) {
        boolean interrupted = Thread.interrupted();
        use.readLock().lock();
        try {
            if (closed) {
                throw StoreException.closed();
            }
            for (int attempt = 1; ; attempt++) {
                try {
                    return work.once();
                } catch (SQLException e) {
                    boolean gaveUp = e.getCause() instanceof InterruptedException;
                    interrupted |= gaveUp && Thread.interrupted();
                    if (attempt >= ATTEMPTS || !(gaveUp || DIALECT.isTransient(e) || DIALECT.isLost(e))) {
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

    /** One transaction. */
    @FunctionalInterface
    private interface Attempt<T> {
        T once() throws SQLException;
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
