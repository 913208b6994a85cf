package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationQuery;
import dev.toolspec4j.delegation.DelegationStore;
import dev.toolspec4j.workspace.WorkspaceId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Delegations in the workspace's database. Leases are measured by the database's clock. Safe for use by several
 * threads, and by several processes on one database.
 */
public final class JdbcDelegationStore implements DelegationStore {
    private static final String LISTED = (DelegationRow.FIXED + ", " + String.join(", ", DelegationRow.CHANGING))
                    .replace("task,", "substr(task, 1, 1000) AS task,")
                    .replace("result,", "substr(result, 1, 1000) AS result,")
            + ", driver, fence";
    private static final String NOW = "${now}";
    private static final String INSERT = "INSERT INTO delegations (" + DelegationRow.FIXED + ", "
            + String.join(", ", DelegationRow.CHANGING) + ", driver, lease_until, fence) SELECT "
            + marks(DelegationRow.FIXED_COUNT + DelegationRow.CHANGING.size() + 1) + ", " + NOW + " + ?, ?"
            + " WHERE (SELECT count(*) FROM delegations WHERE workspace_id = ? AND finished = 0) < ?";
    private static final String UPDATE = "UPDATE delegations SET "
            + DelegationRow.CHANGING.stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
            + ", driver = ?, lease_until = " + NOW + " + ?, fence = fence + 1 WHERE task_id = ? AND fence = ?";
    private static final String CLAIM = "UPDATE delegations SET driver = ?, lease_until = " + NOW
            + " + ?, fence = fence + 1 WHERE seq IN (SELECT seq FROM delegations WHERE workspace_id = ? AND work = 1"
            + " AND (driver IS NULL OR (lease_until <= " + NOW + " AND driver <> ?)) ORDER BY seq LIMIT ?) RETURNING *";
    private static final String RENEW =
            "UPDATE delegations SET lease_until = " + NOW + " + ? WHERE driver = ? AND work = 1";
    private static final String RELEASE = "UPDATE delegations SET driver = NULL WHERE driver = ? AND work = 1";
    private static final String FORGET = "DELETE FROM delegations WHERE seq IN (SELECT seq FROM delegations"
            + " WHERE workspace_id = ? AND work = 0 ORDER BY told, seq DESC LIMIT 2147483647 OFFSET ?)";

    private final Database database;

    /** Makes one on a database, which stays the caller's to close. */
    public JdbcDelegationStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Delegation> insert(Delegation created, Lease lease, int unfinishedLimit) {
        int columns = DelegationRow.FIXED_COUNT + DelegationRow.CHANGING.size();
        boolean done = database.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql(INSERT))) {
                DelegationRow.bindFixed(insert, created);
                DelegationRow.bindChanging(insert, DelegationRow.FIXED_COUNT, created);
                insert.setString(columns + 1, lease.driver());
                insert.setLong(columns + 2, lease.length().toMillis());
                insert.setLong(columns + 3, created.ledger().fence());
                insert.setString(columns + 4, created.origin().workspace().value());
                insert.setInt(columns + 5, unfinishedLimit);
                return insert.executeUpdate() == 1;
            }
        });
        return done ? Optional.of(stored(created, lease, created.ledger().fence())) : Optional.empty();
    }

    @Override
    public Optional<Delegation> update(Delegation changed, Lease lease) {
        int columns = DelegationRow.CHANGING.size();
        boolean work = DelegationRow.needsWork(changed);
        boolean done = database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql(UPDATE))) {
                DelegationRow.bindChanging(update, 0, changed);
                update.setString(columns + 1, work ? lease.driver() : null);
                update.setLong(columns + 2, lease.length().toMillis());
                update.setString(columns + 3, changed.taskId().toString());
                update.setLong(columns + 4, changed.ledger().fence());
                return update.executeUpdate() == 1;
            }
        });
        return done ? Optional.of(stored(changed, lease, changed.ledger().fence() + 1)) : Optional.empty();
    }

    @Override
    public Optional<Delegation> find(UUID taskId) {
        return database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM delegations WHERE task_id = ?")) {
                query.setString(1, taskId.toString());
                return rows(query).stream().findFirst();
            }
        });
    }

    @Override
    public List<Delegation> list(DelegationQuery query) {
        String sql = "SELECT " + LISTED + " FROM delegations WHERE " + condition(query) + " ORDER BY seq DESC LIMIT ?";
        return database.read(connection -> {
            try (PreparedStatement list = connection.prepareStatement(sql)) {
                list.setInt(bind(list, query) + 1, query.limit());
                return rows(list);
            }
        });
    }

    @Override
    public int count(DelegationQuery query) {
        String sql = "SELECT count(*) FROM delegations WHERE " + condition(query);
        return database.read(connection -> {
            try (PreparedStatement count = connection.prepareStatement(sql)) {
                bind(count, query);
                try (ResultSet row = count.executeQuery()) {
                    return row.next() ? row.getInt(1) : 0;
                }
            }
        });
    }

    private static String condition(DelegationQuery query) {
        return "workspace_id = ?"
                + query.peer().map(peer -> " AND peer_id = ?").orElse("")
                + query.conversationId().map(id -> " AND conversation_id = ?").orElse("")
                + (query.onlyUnread() ? " AND told = 0 AND (finished = 1 OR status = 'input_required')" : "");
    }

    /** Sets the condition's parameters and returns how many there are. */
    private static int bind(PreparedStatement statement, DelegationQuery query) throws SQLException {
        int last = 1;
        statement.setString(last, query.workspace().value());
        if (query.peer().isPresent()) {
            statement.setString(++last, query.peer().get().value());
        }
        if (query.conversationId().isPresent()) {
            statement.setString(++last, query.conversationId().get());
        }
        return last;
    }

    @Override
    public List<Delegation> claim(WorkspaceId workspace, Lease lease, int atMost) {
        return database.write(connection -> {
            database.dialect().serialise(connection, "delegations of " + workspace);
            try (PreparedStatement claim = connection.prepareStatement(sql(CLAIM))) {
                claim.setString(1, lease.driver());
                claim.setLong(2, lease.length().toMillis());
                claim.setString(3, workspace.value());
                claim.setString(4, lease.driver());
                claim.setInt(5, atMost);
                return rows(claim);
            }
        });
    }

    @Override
    public void renew(Lease lease) {
        boolean release = lease.length().isZero();
        database.write(connection -> {
            try (PreparedStatement renew = connection.prepareStatement(sql(release ? RELEASE : RENEW))) {
                if (release) {
                    renew.setString(1, lease.driver());
                } else {
                    renew.setLong(1, lease.length().toMillis());
                    renew.setString(2, lease.driver());
                }
                return renew.executeUpdate();
            }
        });
    }

    @Override
    public int forgetFinished(WorkspaceId workspace, int keep) {
        return database.write(connection -> {
            try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                forget.setString(1, workspace.value());
                forget.setInt(2, keep);
                return forget.executeUpdate();
            }
        });
    }

    private String sql(String text) {
        return text.replace(NOW, database.dialect().nowMillis());
    }

    private static Delegation stored(Delegation delegation, Lease lease, long fence) {
        Optional<String> driver = DelegationRow.needsWork(delegation) ? Optional.of(lease.driver()) : Optional.empty();
        return delegation.with(delegation.ledger().storedBy(driver, fence));
    }

    private static List<Delegation> rows(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            List<Delegation> delegations = new ArrayList<>();
            while (rows.next()) {
                delegations.add(DelegationRow.read(rows));
            }
            return delegations;
        }
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
