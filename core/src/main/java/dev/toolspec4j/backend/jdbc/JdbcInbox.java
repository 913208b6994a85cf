package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.message.Attachment;
import dev.toolspec4j.message.Inbox;
import dev.toolspec4j.message.InboxMessage;
import dev.toolspec4j.message.UserMessage;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The inbox of one workspace in a {@link Database}. Files stay outside; their paths are kept. */
public final class JdbcInbox implements Inbox {
    private static final String MESSAGES = "SELECT seq, id, body, sent_at, read_at FROM inbox_messages ";

    private final Database database;
    private final String workspace;

    /** Makes the inbox of a workspace. */
    public JdbcInbox(Database database, WorkspaceId workspace) {
        this.database = database;
        this.workspace = workspace.value();
    }

    @Override
    public InboxMessage append(UserMessage message) {
        return database.write(connection -> {
            // Cursors must grow in the order of the commits, or a follower would pass by one that commits late.
            database.dialect().serialise(connection, "inbox " + workspace);
            if (inserted(connection, message)) {
                insertAttachments(connection, message);
            }
            return messages(connection, MESSAGES + "WHERE id = ?", message.id()).get(0);
        });
    }

    @Override
    public List<InboxMessage> since(long cursor, int limit) {
        checkLimit(limit);
        return database.read(connection -> messages(
                connection,
                MESSAGES + "WHERE workspace_id = ? AND seq > ? ORDER BY seq LIMIT ?",
                workspace,
                cursor,
                limit));
    }

    @Override
    public List<InboxMessage> unread(int limit) {
        checkLimit(limit);
        return database.read(connection -> messages(
                connection,
                MESSAGES + "WHERE workspace_id = ? AND read_at IS NULL ORDER BY seq LIMIT ?",
                workspace,
                limit));
    }

    @Override
    public boolean markRead(String id) {
        String sql = "UPDATE inbox_messages SET read_at = " + database.dialect().nowMillis()
                + " WHERE id = ? AND workspace_id = ? AND read_at IS NULL";
        return database.write(connection -> Sql.update(connection, sql, id, workspace) > 0);
    }

    private boolean inserted(Connection connection, UserMessage message) throws SQLException {
        String sql = "INSERT INTO inbox_messages (id, workspace_id, body, sent_at) VALUES (?, ?, ?, "
                + database.dialect().nowMillis() + ") ON CONFLICT (id) DO NOTHING";
        return Sql.update(connection, sql, message.id(), workspace, StoredText.of(message.text())) > 0;
    }

    private static void insertAttachments(Connection connection, UserMessage message) throws SQLException {
        int position = 0;
        for (Attachment file : message.attachments()) {
            Sql.update(
                    connection,
                    "INSERT INTO inbox_attachments (message_id, position, name, media_type, size, path)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    message.id(),
                    position++,
                    StoredText.of(file.name()),
                    file.mediaType(),
                    file.size(),
                    file.path().toString());
        }
    }

    private static List<InboxMessage> messages(Connection connection, String sql, Object... values)
            throws SQLException {
        List<Stored> rows = Sql.rows(connection, sql, Stored::of, values);
        List<InboxMessage> messages = new ArrayList<>();
        for (Stored row : rows) {
            UserMessage message = new UserMessage(row.id(), row.body(), attachments(connection, row.id()));
            messages.add(new InboxMessage(row.seq(), message, row.sentAt(), row.readAt()));
        }
        return messages;
    }

    private static List<Attachment> attachments(Connection connection, String messageId) throws SQLException {
        return Sql.rows(
                connection,
                "SELECT name, media_type, size, path FROM inbox_attachments WHERE message_id = ? ORDER BY position",
                row -> new Attachment(
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getLong("size"),
                        Path.of(row.getString("path"))),
                messageId);
    }

    private static void checkLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit must be at least 1, was " + limit);
        }
    }

    private record Stored(long seq, String id, String body, Instant sentAt, Optional<Instant> readAt) {
        static Stored of(ResultSet row) throws SQLException {
            return new Stored(
                    row.getLong("seq"),
                    row.getString("id"),
                    row.getString("body"),
                    Instant.ofEpochMilli(row.getLong("sent_at")),
                    Sql.number(row, "read_at").map(Instant::ofEpochMilli));
        }
    }
}
