package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * All that differs between the databases. Upserts ({@code ON CONFLICT … DO UPDATE}), {@code RETURNING}, {@code LIMIT}
 * and {@code IS NOT DISTINCT FROM} are the same on both and need nothing here.
 */
interface Dialect {
    /** Returns the name that scripts for this database alone carry: {@code sqlite}, {@code postgresql}. */
    String id();

    /** Returns a script with its {@code ${…}} placeholders replaced by this database's types. */
    String resolve(String script);

    /** Returns an SQL expression for the time now in milliseconds since 1970, by the clock all writers share. */
    String nowMillis();

    /** Keeps all other writes that name the same key out until this transaction ends. */
    void serialise(Connection connection, String key) throws SQLException;

    /** Returns what ends a query in a write whose rows no other write is to delete before this one ends. */
    String keepingRows();

    /** Returns whether the connection sees a table of this name. */
    boolean hasTable(Connection connection, String table) throws SQLException;

    /** Returns how this database finds memories by their words. */
    MemoryIndex memoryIndex();

    /** Returns whether the same work may succeed when it is simply run again. Nothing of it was stored. */
    boolean isTransient(SQLException e);

    /** Returns what the exception means, to whom, and what to do. */
    StoreException failure(String store, SQLException e);
}
