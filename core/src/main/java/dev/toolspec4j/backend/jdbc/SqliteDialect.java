package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** SQLite. Error codes are the primary result codes, which the driver gives as vendor codes. */
final class SqliteDialect implements Dialect {
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int NOT_A_DATABASE = 26;

    @Override
    public String id() {
        return "sqlite";
    }

    @Override
    public String resolve(String script) {
        return script.replace("${identity}", "INTEGER PRIMARY KEY AUTOINCREMENT")
                .replace("${text}", "TEXT")
                .replace("${long}", "INTEGER")
                .replace("${double}", "REAL")
                .replace("${bytes}", "BLOB");
    }

    @Override
    public String nowMillis() {
        return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
    }

    /** Does nothing: SQLite has one writer at a time. */
    @Override
    public void serialise(Connection connection, String key) {}

    /** Nothing: there is one write at a time. */
    @Override
    public String keepingRows() {
        return "";
    }

    @Override
    public boolean hasTable(Connection connection, String table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public MemoryIndex memoryIndex() {
        return new SqliteMemoryIndex();
    }

    @Override
    public boolean isTransient(SQLException e) {
        int code = code(e);
        return code == BUSY || code == LOCKED || code == PROTOCOL;
    }

    @Override
    public StoreException failure(String store, SQLException e) {
        return new StoreException("the store " + store + " " + meaning(e), e);
    }

    private static String meaning(SQLException e) {
        return switch (code(e)) {
            case BUSY, LOCKED, PROTOCOL ->
                "is kept locked by another process for too long; end the process that hangs, then try again";
            case READ_ONLY ->
                "is read-only; make it, its folder and the files -wal and -shm beside it writable for this user, or"
                        + " name another file. What is in it can still be read";
            case PERM, CANNOT_OPEN ->
                "cannot be opened; check that its folder exists, that this user may write there, and that it is a file";
            case FULL -> "cannot grow because the disk is full; free some space, then try again. Nothing was stored";
            case IO_ERROR ->
                "could not be read or written by the operating system (" + e.getMessage()
                        + "); check the disk and its free space. Nothing was stored";
            case CORRUPT -> "is damaged; restore it from a backup, or move it away to start with an empty one";
            case NOT_A_DATABASE ->
                "is not an SQLite database; name another file, or move this one away to start with an empty one";
            default -> "refused a statement: " + e.getMessage();
        };
    }

    private static int code(SQLException e) {
        return e.getErrorCode() & 0xff;
    }
}
