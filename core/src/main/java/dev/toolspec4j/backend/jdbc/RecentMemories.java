package dev.toolspec4j.backend.jdbc;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of the last minute by their contents, in which a writer finds retries: an index on hashes in the file would
 * have each row change a page of its own, and cost more than all the rest. What it yields is a guess: the row may be of
 * another workspace, or deleted meanwhile.
 */
final class RecentMemories {
    private static final String NEWER = """
        SELECT m.id, m.content_hash, m.created_at FROM memories m
        WHERE m.workspace_id = ? AND m.scope IN ('LOCAL', 'TEAM', 'GLOBAL') AND m.created_at > ? AND m.created_at < ?
        """;

    /** Walks the rows in the order of commits, since those of others that were not seen yet are the last ones. */
    private static final String UNSEEN = """
        SELECT m.id, m.content_hash, m.created_at FROM memories m
        WHERE m.seq > ? AND +m.workspace_id = ? AND +m.created_at > ? AND +m.created_at < ?
        """;

    private final Map<Long, List<String>> ids = new HashMap<>();
    private final Deque<Row> byAge = new ArrayDeque<>();
    private final List<Row> unconfirmed = new ArrayList<>();
    private final Map<String, Long> seen = new HashMap<>();

    /**
     * Learns what others have committed for this workspace since the last time it was asked.
     *
     * @param newest a row that was there when they were asked last; what is learnt now need not be looked at again
     */
    void learn(Connection connection, String workspace, long newest, long now) throws SQLException {
        dropOld(now);
        Optional<Long> upTo = Optional.ofNullable(seen.get(workspace));
        long after = now - MemoryWrites.RETRY_MILLIS;
        long before = now + MemoryWrites.RETRY_MILLIS;
        List<Row> rows = upTo.isPresent()
                ? Sql.rows(connection, UNSEEN, Row::read, upTo.get(), workspace, after, before)
                : Sql.rows(connection, NEWER, Row::read, workspace, after, before);
        for (Row row : rows) {
            if (!ids(row.key()).contains(row.id())) {
                add(row);
            }
        }
        seen.put(workspace, newest);
    }

    /** Returns the ids of rows that may have this content, those remembered first in front. */
    List<String> ids(byte[] hash) {
        return ids(key(hash));
    }

    private List<String> ids(long key) {
        return ids.getOrDefault(key, List.of());
    }

    /** Remembers a row until it is older than a retry can be; its own time may lie before or after now. */
    void add(byte[] hash, String id, long at, long now) {
        dropOld(now);
        if (Math.abs(at - now) < MemoryWrites.RETRY_MILLIS) {
            Row row = new Row(id, key(hash), Math.max(at, now) + MemoryWrites.RETRY_MILLIS);
            add(row);
            unconfirmed.add(row);
        }
    }

    private void dropOld(long now) {
        while (!byAge.isEmpty() && byAge.peekFirst().isOver(now)) {
            remove(byAge.removeFirst());
        }
    }

    private void add(Row row) {
        List<String> more = new ArrayList<>(ids(row.key()));
        more.add(row.id());
        ids.put(row.key(), List.copyOf(more));
        byAge.addLast(row);
    }

    private void remove(Row row) {
        List<String> fewer =
                ids(row.key()).stream().filter(id -> !id.equals(row.id())).toList();
        if (fewer.isEmpty()) {
            ids.remove(row.key());
        } else {
            ids.put(row.key(), fewer);
        }
    }

    /** What was added is stored. */
    void confirm() {
        unconfirmed.clear();
    }

    /** What was added since {@link #confirm} is not stored. */
    void drop() {
        for (Row row : unconfirmed) {
            remove(row);
            byAge.removeLastOccurrence(row);
        }
        unconfirmed.clear();
    }

    void clear() {
        ids.clear();
        byAge.clear();
        unconfirmed.clear();
        seen.clear();
    }

    private static long key(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    /** A row remembered until a moment. */
    private record Row(String id, long key, long until) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getString(1), RecentMemories.key(row.getBytes(2)), row.getLong(3) + MemoryWrites.RETRY_MILLIS);
        }

        /** Also of a row that has come to lie in the future because the clock was set back. */
        boolean isOver(long now) {
            return until < now || until > now + 2 * MemoryWrites.RETRY_MILLIS;
        }
    }
}
