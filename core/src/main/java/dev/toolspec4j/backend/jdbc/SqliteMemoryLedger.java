package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.MemoryScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Knows what this process has committed, which nobody else can have changed as long as the version of the file's data
 * is the same; so a commit asks the file for next to nothing.
 */
final class SqliteMemoryLedger implements MemoryLedger, WriterNotes {
    private final RecentMemories recent = new RecentMemories();
    private final RunningTotals totals = new RunningTotals();
    private final Set<String> learnt = new HashSet<>();
    private OptionalLong version = OptionalLong.empty();
    private boolean looked;

    /** The last row when the version changed, before this process added its own: those are not seen yet. */
    private long newest;

    @Override
    public Before before(Connection connection, Content content) throws SQLException {
        long now = System.currentTimeMillis();
        look(connection);
        if (!learnt.contains(content.workspace())) {
            recent.learn(connection, content.workspace(), newest, now);
            learnt.add(content.workspace());
        }
        Optional<String> parent =
                content.scope() == MemoryScope.GLOBAL ? parent(connection, content.workspace()) : Optional.empty();
        return new Before(now, parent, !recent.ids(content.hash()).isEmpty());
    }

    /** Sees, once in a transaction, whether another connection has changed the file. */
    private void look(Connection connection) throws SQLException {
        if (looked) {
            return;
        }
        OptionalLong current = OptionalLong.of(Sql.row(connection, "PRAGMA data_version", row -> row.getLong(1))
                .orElseThrow());
        if (!current.equals(version)) {
            totals.clear();
            learnt.clear();
            newest = Sql.row(connection, "SELECT max(m.seq) FROM memories m", row -> row.getLong(1))
                    .orElseThrow();
            version = current;
        }
        looked = true;
    }

    private static Optional<String> parent(Connection connection, String workspace) throws SQLException {
        return Sql.row(
                        connection,
                        "SELECT w.parent_id FROM workspaces w WHERE w.id = ?",
                        row -> Sql.text(row, "parent_id"),
                        workspace)
                .flatMap(parent -> parent);
    }

    @Override
    public Optional<String> repeated(Connection connection, Content content, long now) throws SQLException {
        for (String id : recent.ids(content.hash())) {
            Optional<String> stored = Sql.row(
                    connection,
                    "SELECT m.id FROM memories m WHERE m.id = ? AND m.workspace_id = ? AND m.scope = ?"
                            + " AND m.created_at > ? AND m.created_at < ? AND m.content_hash = ?",
                    row -> row.getString(1),
                    id,
                    content.workspace(),
                    content.scope().name(),
                    now - MemoryWrites.RETRY_MILLIS,
                    now + MemoryWrites.RETRY_MILLIS,
                    content.hash());
            if (stored.isPresent()) {
                return stored;
            }
        }
        return Optional.empty();
    }

    @Override
    public long count(Connection connection, Content content, int terms) throws SQLException {
        return totals.count(connection, content.workspace(), content.scope(), terms);
    }

    @Override
    public void remember(Content content, String id, long at) {
        recent.add(content.hash(), id, at, System.currentTimeMillis());
    }

    @Override
    public void begin() {
        looked = false;
    }

    @Override
    public void store(Connection connection) throws SQLException {
        totals.store(connection);
        recent.confirm();
    }

    @Override
    public void drop() {
        totals.clear();
        recent.drop();
    }

    @Override
    public void forget() {
        totals.clear();
        recent.clear();
        learnt.clear();
        version = OptionalLong.empty();
        looked = false;
    }
}
