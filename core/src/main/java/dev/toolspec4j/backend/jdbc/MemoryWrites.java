package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Receipt;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.memory.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes one workspace's memories; rows, index and totals change together. To be used inside a write. */
final class MemoryWrites {
    static final long RETRY_MILLIS = MemoryStore.RETRY_SECONDS * 1000;

    /** Rows deleted in one transaction, so that a long clean-up does not keep commits waiting. */
    private static final int SWEPT_AT_ONCE = 200;

    private static final String INSERT = """
        INSERT INTO memories (id, workspace_id, scope, content, content_hash, terms, created_at, ordinal)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private final String self;
    private final Dialect dialect;
    private final MemoryIndex index;
    private final MemoryLedger ledger;
    private final TimeOrderedId ids = new TimeOrderedId(Clock.systemUTC());

    MemoryWrites(String self, Dialect dialect, MemoryLedger ledger) {
        this.self = self;
        this.dialect = dialect;
        this.index = dialect.memoryIndex();
        this.ledger = ledger;
    }

    /** Prepares what needs no database, so that the writer thread only writes. */
    SqlWork<Receipt> commit(Draft draft) {
        List<String> terms = Terms.of(draft.content());
        Prepared prepared = new Prepared(
                draft,
                new MemoryLedger.Content(self, draft.scope(), MemoryRow.hash(draft.content())),
                terms.size(),
                String.join(" ", terms),
                tokens(draft.scope(), terms));
        return connection -> commit(connection, prepared);
    }

    private Receipt commit(Connection connection, Prepared prepared) throws SQLException {
        MemoryScope scope = prepared.draft().scope();
        dialect.serialise(connection, "memory " + scope + " " + self);
        MemoryLedger.Before found = ledger.before(connection, prepared.content());
        if (scope == MemoryScope.GLOBAL && found.parent().isPresent()) {
            throw new MemoryStoreException(
                    MemoryStoreException.Reason.FORBIDDEN,
                    "only a workspace without a parent may write GLOBAL memories, and '" + self + "' belongs to '"
                            + found.parent().get() + "'; use TEAM, or ask '"
                            + found.parent().get() + "' to keep it",
                    null);
        }
        Optional<Instant> then = prepared.draft().createdAt();
        long at = then.map(Instant::toEpochMilli).orElse(found.now());
        if (then.isPresent() || found.seen()) {
            Optional<String> earlier = then.isPresent()
                    ? ledger.earlier(connection, prepared.content(), at)
                    : ledger.repeated(connection, prepared.content(), at);
            if (earlier.isPresent()) {
                return new Receipt(earlier.get(), scope, true);
            }
        }
        String id = ids.next();
        insert(connection, prepared, id, at);
        return new Receipt(id, scope, false);
    }

    private void insert(Connection connection, Prepared prepared, String id, long at) throws SQLException {
        MemoryLedger.Content content = prepared.content();
        long ordinal = ledger.count(connection, content, prepared.terms());
        Sql.update(
                connection,
                INSERT,
                id,
                self,
                content.scope().name(),
                prepared.draft().content(),
                content.hash(),
                prepared.joined(),
                at,
                ordinal);
        index.add(connection, id, prepared.tokens());
        ledger.remember(content, id, at);
    }

    /** Deletes an own row; returns whether there was one. */
    boolean forget(Connection connection, String id) throws SQLException {
        return delete(connection, "m.id = ?", id) > 0;
    }

    /** Deletes some of the own rows created before the moment; returns how many, 0 when none is left. */
    int forgetBefore(Connection connection, Instant moment) throws SQLException {
        int deleted = 0;
        for (MemoryScope scope : MemoryScope.values()) {
            deleted += delete(
                    connection,
                    "m.scope = ? AND m.created_at < ? ORDER BY m.created_at LIMIT " + SWEPT_AT_ONCE,
                    scope.name(),
                    moment.toEpochMilli());
        }
        return deleted;
    }

    private int delete(Connection connection, String condition, Object... values) throws SQLException {
        Object[] all = Stream.concat(Stream.of(self), Stream.of(values)).toArray();
        List<Doomed> rows = Sql.rows(
                connection,
                "SELECT m.seq, m.scope, m.terms FROM memories m WHERE m.workspace_id = ? AND " + condition,
                row -> new Doomed(
                        row.getLong(1), MemoryScope.valueOf(row.getString(2)), MemoryRow.terms(row.getString(3))),
                all);
        int deleted = 0;
        for (Doomed row : rows) {
            // Another process may have been faster: only who deletes the row takes it out of the index and the totals.
            if (Sql.update(connection, "DELETE FROM memories WHERE seq = ?", row.seq()) > 0) {
                // The totals before the index, as a commit does: in the other order the two would wait for each other.
                Sql.update(
                        connection,
                        "UPDATE memory_totals SET memories = memories - 1, terms = terms - ?"
                                + " WHERE workspace_id = ? AND scope = ?",
                        row.terms().size(),
                        self,
                        row.scope().name());
                index.remove(connection, row.seq(), tokens(row.scope(), row.terms()));
                Sql.update(connection, "DELETE FROM memory_vectors WHERE seq = ?", row.seq());
                deleted++;
            }
        }
        return deleted;
    }

    private String tokens(MemoryScope scope, List<String> terms) {
        MemoryKey key = MemoryKey.of(scope, self);
        return terms.stream().distinct().map(key::token).collect(Collectors.joining(" "));
    }

    /** What of a commit needs no database. */
    private record Prepared(Draft draft, MemoryLedger.Content content, int terms, String joined, String tokens) {}

    /** A row about to be deleted. */
    private record Doomed(long seq, MemoryScope scope, List<String> terms) {}
}
