package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.MemoryScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one workspace may see at the moment a query runs, as keys and as a condition on a row. The keys find rows fast;
 * the condition stands in every statement that returns any, so that no row is shown because of how it was found.
 *
 * @param self who asks
 * @param scope the only one asked for; empty for all
 * @param keys of everything visible
 */
record Visibility(String self, Optional<MemoryScope> scope, List<MemoryKey> keys) {
    /** On a row {@code m} of memories; takes the values of the method of that name. */
    static final String CONDITION = """
         m.scope LIKE ? AND (m.scope = 'GLOBAL'
          OR m.workspace_id = ?
          OR m.scope = 'TEAM' AND (
            m.workspace_id = (SELECT me.parent_id FROM workspaces me WHERE me.id = ?)
            OR EXISTS (SELECT 1 FROM workspaces w WHERE w.id = m.workspace_id AND (
                w.parent_id = ? OR w.parent_id = (SELECT me.parent_id FROM workspaces me WHERE me.id = ?)))))
        """;

    private static final String TEAM = """
        SELECT parent_id AS id FROM workspaces WHERE id = ? AND parent_id IS NOT NULL
        UNION SELECT id FROM workspaces WHERE parent_id = ?
        UNION SELECT w.id FROM workspaces me JOIN workspaces w ON w.parent_id = me.parent_id WHERE me.id = ?
        """;

    /** Looks up what the workspace may see now. */
    static Visibility of(Connection connection, String self, Optional<MemoryScope> scope) throws SQLException {
        List<MemoryKey> keys = new ArrayList<>();
        if (wants(scope, MemoryScope.LOCAL)) {
            keys.add(MemoryKey.of(MemoryScope.LOCAL, self));
        }
        if (wants(scope, MemoryScope.TEAM)) {
            keys.add(MemoryKey.of(MemoryScope.TEAM, self));
            Sql.rows(connection, TEAM, row -> row.getString("id"), self, self, self).stream()
                    .filter(id -> !id.equals(self))
                    .forEach(id -> keys.add(MemoryKey.of(MemoryScope.TEAM, id)));
        }
        if (wants(scope, MemoryScope.GLOBAL)) {
            keys.add(MemoryKey.of(MemoryScope.GLOBAL, self));
        }
        return new Visibility(self, scope, keys);
    }

    /** Returns what {@link #CONDITION} takes, in order, after and before the values given. */
    Object[] values(List<?> before, Object... after) {
        List<Object> values = new ArrayList<>(before);
        values.add(scope.map(MemoryScope::name).orElse("%"));
        values.addAll(List.of(self, self, self, self));
        values.addAll(List.of(after));
        return values.toArray();
    }

    private static boolean wants(Optional<MemoryScope> asked, MemoryScope scope) {
        return asked.isEmpty() || asked.get() == scope;
    }
}
