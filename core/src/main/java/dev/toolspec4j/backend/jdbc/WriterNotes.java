package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a writer knows beyond its statements: it spares each work from asking the database again, and is stored once for
 * all works of a transaction. Used by one thread at a time.
 */
interface WriterNotes {
    /** A transaction has begun; others may have committed since the last one. */
    void begin();

    /** The works since the last call succeeded: stores what they left to be stored. */
    void store(Connection connection) throws SQLException;

    /** What was done since {@link #begin} or {@link #store} was rolled back. */
    void drop();

    /** A connection was given up in the middle of whatever it did: nothing is known any more. */
    void forget();
}
