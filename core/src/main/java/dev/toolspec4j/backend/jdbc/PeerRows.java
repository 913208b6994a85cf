package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of workspaces, and of what this one knows of its peers. */
final class PeerRows {
    private static final String DESCRIBE = """
            INSERT INTO workspaces (id, name, role, parent_id, status) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE
            SET name = excluded.name, role = excluded.role, parent_id = excluded.parent_id, status = excluded.status
            WHERE workspaces.name <> excluded.name OR workspaces.status <> excluded.status
               OR workspaces.role IS DISTINCT FROM excluded.role
               OR workspaces.parent_id IS DISTINCT FROM excluded.parent_id
            """;
    private static final String DESCRIBED = """
            SELECT 1 FROM workspaces
            WHERE id = ? AND name = ? AND role IS NOT DISTINCT FROM ? AND parent_id IS NOT DISTINCT FROM ? AND status = ?
            """;
    private static final String PUT = """
            INSERT INTO workspaces (id, name, role, parent_id, status, url) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE
            SET name = excluded.name, role = excluded.role, parent_id = excluded.parent_id, status = excluded.status,
                url = excluded.url
            """;
    private static final String PUT_SETTINGS = """
            INSERT INTO peer_settings (owner_id, peer_id, protocol, headers) VALUES (?, ?, ?, ?)
            ON CONFLICT (owner_id, peer_id) DO UPDATE SET protocol = excluded.protocol, headers = excluded.headers
            """;
    private static final String VISIBLE = """
            SELECT w.id, w.name, w.role, w.parent_id, w.status, w.url, s.protocol, s.headers
            FROM workspaces w LEFT JOIN peer_settings s ON s.owner_id = ? AND s.peer_id = w.id
            WHERE w.id <> ?
              AND (w.id = ? OR w.parent_id = ? OR w.parent_id IS NOT DISTINCT FROM ? OR s.peer_id IS NOT NULL)
            """;

    private final WorkspaceInfo settings;

    PeerRows(WorkspaceInfo settings) {
        this.settings = settings;
    }

    WorkspaceId id() {
        return settings.id();
    }

    /** Writes what the settings say, and keeps the URL: another process of this workspace may be serving there. */
    boolean describeSelf(Connection connection) throws SQLException {
        return Sql.update(connection, DESCRIBE, description()) > 0;
    }

    /** Returns whether the row says already what the settings say. */
    boolean describesSelf(Connection connection) throws SQLException {
        return Sql.row(connection, DESCRIBED, row -> row.getInt(1), description())
                .isPresent();
    }

    private Object[] description() {
        return new Object[] {
            id().value(),
            StoredText.of(settings.name()),
            settings.role().map(StoredText::of),
            settings.parentId().map(WorkspaceId::value),
            StoredText.of(settings.status())
        };
    }

    /** Returns what the row says; what the settings say where another workspace has removed the row. */
    WorkspaceInfo self(Connection connection) throws SQLException {
        return Sql.row(
                        connection,
                        "SELECT name, role, parent_id, status FROM workspaces WHERE id = ?",
                        row -> new WorkspaceInfo(
                                id(),
                                row.getString("name"),
                                Sql.text(row, "role"),
                                settings.tier(),
                                row.getString("status"),
                                Sql.text(row, "parent_id").map(WorkspaceId::new)),
                        id().value())
                .orElse(settings);
    }

    List<Peer> visible(Connection connection) throws SQLException {
        String self = id().value();
        Optional<String> parent = self(connection).parentId().map(WorkspaceId::value);
        return Sql.rows(connection, VISIBLE, PeerRows::peer, self, self, parent, self, parent);
    }

    boolean put(Connection connection, Peer peer) throws SQLException {
        Sql.update(
                connection,
                PUT,
                peer.id().value(),
                StoredText.of(peer.name()),
                peer.role().map(StoredText::of),
                peer.parentId().map(WorkspaceId::value),
                StoredText.of(peer.status()),
                peer.url().map(URI::toString));
        int changed = Sql.update(
                connection,
                PUT_SETTINGS,
                id().value(),
                peer.id().value(),
                peer.protocol(),
                StoredText.of(Json.write(peer.headers())));
        return changed > 0;
    }

    boolean remove(Connection connection, WorkspaceId peer) throws SQLException {
        if (visible(connection).stream().noneMatch(known -> known.id().equals(peer))) {
            return false;
        }
        Sql.update(connection, "DELETE FROM peer_settings WHERE peer_id = ?", peer.value());
        return Sql.update(connection, "DELETE FROM workspaces WHERE id = ?", peer.value()) > 0;
    }

    boolean reachableAt(Connection connection, Optional<URI> url) throws SQLException {
        describeSelf(connection);
        return Sql.update(
                        connection, "UPDATE workspaces SET url = ? WHERE id = ?", url.map(URI::toString), id().value())
                > 0;
    }

    private static Peer peer(ResultSet row) throws SQLException {
        Optional<URI> url = Sql.text(row, "url").map(URI::create);
        return new Peer(
                new WorkspaceId(row.getString("id")),
                row.getString("name"),
                url.isPresent() ? row.getString("status") : "offline",
                Sql.text(row, "role"),
                Sql.text(row, "parent_id").map(WorkspaceId::new),
                url,
                Sql.text(row, "protocol"),
                headers(Sql.text(row, "headers").orElse("{}")));
    }

    private static Map<String, String> headers(String json) throws SQLException {
        try {
            Map<String, String> headers = new LinkedHashMap<>();
            Json.readObject(json).forEach((name, value) -> headers.put(name, String.valueOf(value)));
            return headers;
        } catch (JsonException e) {
            throw new SQLException("a peer's headers are damaged; remove that peer and add it again", e);
        }
    }
}
