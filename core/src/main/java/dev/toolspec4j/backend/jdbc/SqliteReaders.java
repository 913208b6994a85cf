package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections that read, opened when needed and used again. Safe for use by several threads. */
final class SqliteReaders {
    private static final int MOST = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final SqliteConnections connections;
    private final Semaphore permits = new Semaphore(MOST);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    SqliteReaders(SqliteConnections connections) {
        this.connections = connections;
    }

    <T> T read(SqlWork<T> work) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw StoreException.closed();
            }
            return SqliteConnections.retrying(() -> once(work));
        } finally {
            permits.release();
        }
    }

    private <T> T once(SqlWork<T> work) throws SQLException {
        Optional<Connection> pooled = Optional.ofNullable(idle.pollFirst());
        Connection connection = pooled.isPresent() ? pooled.get() : connections.reader();
        boolean sound = false;
        try {
            SqliteConnections.execute(connection, "BEGIN");
            T result = work.run(connection);
            SqliteConnections.execute(connection, "COMMIT");
            sound = true;
            return result;
        } finally {
            if (sound) {
                idle.addFirst(connection);
            } else {
                connection.close();
            }
        }
    }

    /** Lets running reads finish, then closes all connections. */
    void close() throws SQLException {
        permits.acquireUninterruptibly(MOST);
        try {
            closed = true;
            while (!idle.isEmpty()) {
                idle.removeFirst().close();
            }
        } finally {
            permits.release(MOST);
        }
    }
}
