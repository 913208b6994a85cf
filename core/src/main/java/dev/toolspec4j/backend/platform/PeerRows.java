package dev.toolspec4j.backend.platform;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the platform says of workspaces, and expects every member to be missing, null or of another type. */
final class PeerRows {
    private static final Logger LOG = LoggerFactory.getLogger(PeerRows.class);
    private static final Set<String> REACHABLE = Set.of("online", "degraded");
    private static final int SHORT_ID = 8;
    private static final int MOST_NAMES = 1_000;

    private final WorkspaceId self;
    /** Discovery may leave out a name that the list told before. */
    private final Map<WorkspaceId, String> names = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<WorkspaceId, String> eldest) {
            return size() > MOST_NAMES;
        }
    });

    PeerRows(WorkspaceId self) {
        this.self = self;
    }

    WorkspaceInfo info(Map<String, Object> row) {
        return new WorkspaceInfo(
                self,
                text(row, "name").orElse(self.value()),
                text(row, "role"),
                row.get("tier") instanceof Number tier ? Optional.of(tier.intValue()) : Optional.empty(),
                text(row, "status").orElse("unknown"),
                id(row, "parent_id"));
    }

    /** Returns the peer of an entry of the list; empty for an entry that is none. */
    Optional<Peer> peer(Object entry) {
        Map<String, Object> row = entry instanceof Map<?, ?> map ? Json.strings(map) : Map.of();
        Optional<WorkspaceId> id = id(row, "id");
        if (id.isEmpty()) {
            LOG.warn("the platform listed a peer without a usable id; it is left out");
            return Optional.empty();
        }
        if (id.get().equals(self)) {
            return Optional.empty();
        }
        String status = text(row, "status").orElse("unknown");
        text(row, "name").ifPresent(name -> names.put(id.get(), name));
        return Optional.of(new Peer(
                id.get(),
                name(id.get()),
                status,
                text(row, "role"),
                id(row, "parent_id"),
                url(row).filter(url -> REACHABLE.contains(status)),
                protocol(row.getOrDefault("agent_card", "")),
                headers()));
    }

    /** Returns the peer that discovery found. */
    Peer found(WorkspaceId id, Map<String, Object> row) {
        text(row, "name").ifPresent(name -> names.put(id, name));
        Optional<URI> url = url(row);
        return new Peer(
                id,
                name(id),
                url.isPresent() ? "online" : "offline",
                Optional.empty(),
                Optional.empty(),
                url,
                Optional.empty(),
                headers());
    }

    /** Returns a peer that exists, and cannot be reached now. */
    Peer offline(WorkspaceId id, String status) {
        return new Peer(
                id,
                name(id),
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                headers());
    }

    private String name(WorkspaceId id) {
        String known = names.get(id);
        if (known != null) {
            return known;
        }
        return id.value().substring(0, Math.min(SHORT_ID, id.value().length()));
    }

    /** Peers on a platform learn who calls; the token is for the platform alone. */
    private Map<String, String> headers() {
        return Map.of(PlatformClient.WORKSPACE_HEADER, self.value());
    }

    private static Optional<URI> url(Map<String, Object> row) {
        return text(row, "url").flatMap(PeerRows::http);
    }

    private static Optional<URI> http(String text) {
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean usable = url.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
            return usable ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> protocol(Object card) {
        Object version = card(card).get("protocolVersion");
        if (version instanceof String text && text.startsWith("1.")) {
            return Optional.of("1.0");
        }
        return version instanceof String text && text.startsWith("0.3") ? Optional.of("0.3") : Optional.empty();
    }

    private static Map<String, Object> card(Object card) {
        try {
            if (card instanceof String text && !text.isBlank()) {
                return Json.readObject(text);
            }
        } catch (JsonException e) {
            LOG.debug("a peer's agent card is no JSON object", e);
        }
        return card instanceof Map<?, ?> map ? Json.strings(map) : Map.of();
    }

    private static Optional<WorkspaceId> id(Map<String, Object> row, String member) {
        return text(row, member).flatMap(WorkspaceId::parse);
    }

    private static Optional<String> text(Map<String, Object> row, String member) {
        return row.get(member) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
