package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.Ranker;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * A row of memories.
 *
 * @param seq its place in the order of commits of the whole database
 * @param memory what it holds
 */
record MemoryRow(long seq, Memory memory) {
    static final String COLUMNS = "m.seq, m.id, m.workspace_id, m.scope, m.content, m.created_at";

    static final String CANDIDATE = "m.seq, m.workspace_id, m.scope, m.ordinal, m.created_at, m.terms";

    static MemoryRow read(ResultSet row) throws SQLException {
        return new MemoryRow(
                row.getLong(1),
                new Memory(
                        row.getString(2),
                        new WorkspaceId(row.getString(3)),
                        MemoryScope.valueOf(row.getString(4)),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6))));
    }

    static Ranker.Candidate readCandidate(ResultSet row) throws SQLException {
        return new Ranker.Candidate(
                row.getLong(1),
                row.getString(2) + " " + row.getString(3),
                row.getLong(4),
                Instant.ofEpochMilli(row.getLong(5)),
                terms(row.getString(6)));
    }

    /** Returns the terms that a row keeps as one text. */
    static List<String> terms(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(" ", -1));
    }

    static byte[] hash(String content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
