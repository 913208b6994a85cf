package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.MemoryScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What the commit of a memory must know of all those before it. Used within writes. */
interface MemoryLedger {
    /** Returns what is to be known before a content with this hash is stored. */
    Before before(Connection connection, Content content) throws SQLException;

    /** Returns the id of the row that a commit made now repeats; empty if it repeats none. */
    Optional<String> repeated(Connection connection, Content content, long now) throws SQLException;

    /** Counts a row in, and returns its ordinal in its scope. */
    long count(Connection connection, Content content, int terms) throws SQLException;

    /** Remembers a row that was stored. */
    void remember(Content content, String id, long at);

    /** Returns the first row of this content whose time is within a minute of the moment, by looking for it. */
    default Optional<String> earlier(Connection connection, Content content, long at) throws SQLException {
        return Sql.row(
                connection,
                "SELECT m.id FROM memories m WHERE m.workspace_id = ? AND m.scope = ? AND m.created_at > ?"
                        + " AND m.created_at < ? AND m.content_hash = ? ORDER BY m.created_at, m.id LIMIT 1",
                row -> row.getString(1),
                content.workspace(),
                content.scope().name(),
                at - MemoryWrites.RETRY_MILLIS,
                at + MemoryWrites.RETRY_MILLIS,
                content.hash());
    }

    /**
     * What is about to be stored.
     *
     * @param hash of its text
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: it only carries values from one step to the next.
    record Content(String workspace, MemoryScope scope, byte[] hash) {}

    /**
     * What the database says before a commit.
     *
     * @param now in milliseconds since 1970, by the clock all writers share
     * @param parent of the workspace; may be empty where the scope asks for none
     * @param seen whether this may repeat an earlier commit
     */
    record Before(long now, Optional<String> parent, boolean seen) {}
}
