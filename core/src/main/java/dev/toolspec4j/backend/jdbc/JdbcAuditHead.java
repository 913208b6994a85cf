package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.access.AuditHead;
import dev.toolspec4j.workspace.StoreException;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** How far the writers of one audit log have come, in a {@link Database}. */
public final class JdbcAuditHead implements AuditHead {
    // A mark that arrives late must not take a writer back.
    private static final String KEEP = "INSERT INTO audit_heads (log, writer, seq, hash) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (log, writer) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"
            + " WHERE excluded.seq > audit_heads.seq";

    private final Database database;
    private final String log;

    /**
     * Makes the heads of a log.
     *
     * @param log names the log file among those that share the database
     */
    public JdbcAuditHead(Database database, String log) {
        this.database = database;
        this.log = log;
    }

    @Override
    public void keep(Mark mark) throws IOException {
        try {
            database.write(connection -> Sql.update(connection, KEEP, log, mark.writer(), mark.seq(), mark.hash()));
        } catch (StoreException e) {
            throw new IOException("the head of the audit log was not kept: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Mark> marks() throws IOException {
        try {
            return database.read(connection -> {
                try (PreparedStatement select = connection.prepareStatement(
                        "SELECT writer, seq, hash FROM audit_heads WHERE log = ? ORDER BY writer")) {
                    select.setString(1, log);
                    return marks(select.executeQuery());
                }
            });
        } catch (StoreException e) {
            throw new IOException("the heads of the audit log cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Mark> marks(ResultSet rows) throws java.sql.SQLException {
        List<Mark> marks = new ArrayList<>();
        while (rows.next()) {
            marks.add(new Mark(rows.getString(1), rows.getLong(2), rows.getString(3)));
        }
        return marks;
    }
}
