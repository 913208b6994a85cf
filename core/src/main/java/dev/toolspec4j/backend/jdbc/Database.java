package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database of a workspace: one SQLite file, or a shared PostgreSQL database. Opening creates or upgrades the
 * schema. Safe for use by several threads; several processes may open the same database.
 *
 * <p>Every method throws {@link StoreException} when the database cannot be used, or was closed. A runtime exception
 * that work throws comes out as it is, and nothing of that work is stored.
 */
public final class Database implements AutoCloseable {
    private final Engine engine;

    private Database(Engine engine) {
        this.engine = engine;
    }

    /**
     * Opens a database.
     *
     * @param url {@code jdbc:sqlite:<file>}, whose folder is created when missing, or
     *     {@code jdbc:postgresql://host/database?user=…&password=…}
     */
    public static Database open(String url) {
        return open(url, Optional.empty(), Optional.empty());
    }

    /** Opens a database with credentials that are not part of the URL. */
    public static Database open(String url, Optional<String> user, Optional<String> password) {
        if (url.startsWith(SqliteFile.PREFIX)) {
            return new Database(SqliteEngine.open(SqliteFile.of(url)));
        }
        if (url.startsWith(PostgresEngine.PREFIX)) {
            return new Database(PostgresEngine.open(url, user, password));
        }
        throw new StoreException(
                "the store '" + StoreLocation.ofUrl(url) + "' is of no known kind; use " + SqliteFile.PREFIX
                        + "<file> or " + PostgresEngine.PREFIX + "//<host>/<database>",
                null);
    }

    /** Opens the database that the caller's source connects to. The source stays the caller's to close. */
    public static Database open(DataSource source) {
        try (Connection probe = source.getConnection()) {
            String product = probe.getMetaData().getDatabaseProductName();
            String url = Optional.ofNullable(probe.getMetaData().getURL()).orElse(product);
            if (product.equals("SQLite")) {
                return new Database(SqliteEngine.open(StoreLocation.ofUrl(url), source::getConnection));
            }
            return new Database(PostgresEngine.open(StoreLocation.ofUrl(url), source));
        } catch (SQLException e) {
            throw new StoreException(
                    "the data source gives no connection: " + e.getMessage() + "; check that its database runs", e);
        }
    }

    /**
     * Runs work that changes the database, and returns when its changes are on disk. Either all of its statements count
     * or none.
     *
     * <p>On SQLite one thread runs all writes in turn, many callers' in one transaction, so a write may read first what
     * it then changes; on PostgreSQL other writes run at the same time, and {@link Dialect#serialise} keeps them out.
     * Interrupting the caller does not end the waiting: the outcome is always known, and the flag is still set.
     *
     * @throws IllegalStateException when called from within a write
     */
    public <T> T write(SqlWork<T> work) {
        return engine.write(work);
    }

    /**
     * Runs work that only reads, all of it on one state of the database, which holds every write that had returned.
     * Interrupting the caller does not end it.
     */
    public <T> T read(SqlWork<T> work) {
        return engine.read(work);
    }

    Dialect dialect() {
        return engine.dialect();
    }

    MemoryLedger memoryLedger() {
        return engine.memoryLedger();
    }

    /** Lets the writes and reads that were accepted finish, then closes all connections. */
    @Override
    public void close() {
        engine.close();
    }
}
