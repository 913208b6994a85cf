package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/** One SQLite file in write-ahead mode: one writer with group commit, a few readers. */
final class SqliteEngine implements Engine {
    private static final Dialect DIALECT = new SqliteDialect();

    private final String store;
    private final SqliteReaders readers;
    private final SqliteMemoryLedger ledger = new SqliteMemoryLedger();
    private final SqliteWriter connection;
    private final GroupWriter writer;

    private SqliteEngine(String store, SqliteConnections connections) {
        this.store = store;
        this.readers = new SqliteReaders(connections);
        this.connection = new SqliteWriter(connections, ledger);
        this.writer = new GroupWriter(connection::commit);
    }

    static SqliteEngine open(SqliteFile file) {
        file.create();
        return open(file.path().toString(), file);
    }

    static SqliteEngine open(String store, Connections source) {
        SqliteConnections connections = new SqliteConnections(source);
        try {
            prepare(store, connections);
        } catch (SQLException e) {
            throw DIALECT.failure(store, e);
        }
        return new SqliteEngine(store, connections);
    }

    private static void prepare(String store, SqliteConnections connections) throws SQLException {
        boolean current;
        try (Connection probe = connections.plain()) {
            current = SqliteConnections.retrying(() -> {
                Migrations.check(probe, DIALECT, store);
                return Migrations.isCurrent(probe, DIALECT);
            });
            String mode = SqliteConnections.useWriteAheadLog(probe);
            if (!mode.equalsIgnoreCase("wal")) {
                throw new StoreException(
                        "the store " + store + " cannot use write-ahead logging (its mode is '" + mode
                                + "'); put it on a local disk, not on a network share, and make it writable",
                        null);
            }
        }
        if (!current) {
            migrate(store, connections);
        }
    }

    /** Not done without need: what may only be read is still worth opening. */
    private static void migrate(String store, SqliteConnections connections) throws SQLException {
        try (Connection first = connections.writer()) {
            SqliteConnections.begin(first);
            Migrations.apply(first, DIALECT, store);
            SqliteConnections.execute(first, "COMMIT");
        }
    }

    @Override
    public Dialect dialect() {
        return DIALECT;
    }

    @Override
    public MemoryLedger memoryLedger() {
        return ledger;
    }

    @Override
    public <T> T write(SqlWork<T> work) {
        try {
            return writer.write(work);
        } catch (SQLException e) {
            throw DIALECT.failure(store, e);
        }
    }

    @Override
    public <T> T read(SqlWork<T> work) {
        try {
            return readers.read(work);
        } catch (SQLException e) {
            throw DIALECT.failure(store, e);
        }
    }

    @Override
    public void close() {
        writer.close();
        connection.close();
        try {
            readers.close();
        } catch (SQLException e) {
            throw DIALECT.failure(store, e);
        }
    }
}
