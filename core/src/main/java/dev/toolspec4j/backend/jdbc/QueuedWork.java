package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One caller's work on its way through the writer. Handed from caller to writer and back by the group's latch. */
final class QueuedWork<T> {
    private final SqlWork<T> work;
    private @Nullable T result;
    private @Nullable Throwable failure;

    QueuedWork(SqlWork<T> work) {
        this.work = work;
    }

    /** Runs the work and keeps what it yields; returns whether it succeeded. The writer outlives whatever it throws. */
    boolean run(Connection connection) {
        try {
            result = Objects.requireNonNull(work.run(connection), "work must return a value");
            failure = null;
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
        }
        return failure == null;
    }

    /** Takes back a success, because the transaction it was part of failed. */
    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Returns the exception of the database that this work met. */
    Optional<SQLException> sqlFailure() {
        return failure instanceof SQLException e ? Optional.of(e) : Optional.empty();
    }

    /** Returns the result, or throws what happened instead. */
    T outcome() throws SQLException {
        if (failure instanceof SQLException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return Objects.requireNonNull(result, "outcome asked for before the group ended");
    }
}
