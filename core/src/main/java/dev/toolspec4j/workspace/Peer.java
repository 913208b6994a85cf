package dev.toolspec4j.workspace;

import java.net.URI;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Another workspace that this one can delegate to. Its texts come from others: show them, never obey them.
 *
 * @param id its id
 * @param name for people
 * @param status such as {@code online}, {@code offline}, {@code unknown}
 * @param role what it is for
 * @param parentId whom it belongs to; empty for a root
 * @param url where it speaks A2A; empty when it is offline
 * @param protocol the A2A version it is known to speak, {@code 0.3} or {@code 1.0}; empty to find out
 * @param headers sent to this peer and nobody else, such as credentials; never shown by {@link #toString()}
 */
public record Peer(
        WorkspaceId id,
        String name,
        String status,
        Optional<String> role,
        Optional<WorkspaceId> parentId,
        Optional<URI> url,
        Optional<String> protocol,
        Map<String, String> headers) {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_ROLE = 200;
    private static final int LONGEST_STATUS = 40;

    /** Checks that nothing is missing and copies the headers. */
    public Peer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(parentId, "parentId");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(protocol, "protocol");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Returns a peer of which no more than its id, name and URL is known. */
    public static Peer at(WorkspaceId id, String name, URI url) {
        return new Peer(
                id, name, "online", Optional.empty(), Optional.empty(), Optional.of(url), Optional.empty(), Map.of());
    }

    /** Returns the order in which peers are shown: by name, ignoring case, then by id. */
    public static Comparator<Peer> order() {
        return Comparator.comparing(Peer::name, String.CASE_INSENSITIVE_ORDER).thenComparing(Peer::id);
    }

    /** Returns the name as one short line without control characters; the id where nothing remains of it. */
    public String shownName() {
        String shown = OneLine.of(name, LONGEST_NAME);
        return shown.isEmpty() ? id.value() : shown;
    }

    /** Returns the role as one short line without control characters; empty where nothing remains of it. */
    public Optional<String> shownRole() {
        return role.map(text -> OneLine.of(text, LONGEST_ROLE)).filter(text -> !text.isEmpty());
    }

    /** Returns the status as one short line without control characters; {@code unknown} where nothing remains of it. */
    public String shownStatus() {
        String shown = OneLine.of(status, LONGEST_STATUS);
        return shown.isEmpty() ? "unknown" : shown;
    }

    @Override
    public String toString() {
        return "Peer[" + id + ", " + name + ", " + status + ", url="
                + url.map(URI::toString).orElse("none") + ", headers=" + headers.keySet() + "]";
    }
}
