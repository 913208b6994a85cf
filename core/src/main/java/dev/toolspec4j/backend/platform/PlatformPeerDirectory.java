package dev.toolspec4j.backend.platform;

import dev.toolspec4j.backend.platform.PlatformClient.Request;
import dev.toolspec4j.internal.http.HttpAnswer;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The peers as the platform knows them; every method asks it. A refused token, a refused hierarchy and a platform that
 * is down are exceptions that say so, never an empty answer.
 *
 * <p>The platform lets a workspace reach all of its ancestors and descendants, while {@link #list()} shows parent,
 * siblings and direct children: {@link #find} knows more peers than the list.
 */
public final class PlatformPeerDirectory implements PeerDirectory {
    private final PlatformClient platform;
    private final PeerRows rows;

    /** Makes the directory of the client's workspace. */
    public PlatformPeerDirectory(PlatformClient platform) {
        this.platform = platform;
        this.rows = new PeerRows(platform.self());
    }

    @Override
    public WorkspaceInfo self() {
        String asked = "describe this workspace";
        HttpAnswer answer = ask(asked, Request.get("workspaces", platform.self().value()), 200);
        return answer.object().map(rows::info).orElseThrow(() -> failed(PlatformErrors.garbled(asked, answer)));
    }

    @Override
    public List<Peer> list() {
        String asked = "list the peers";
        HttpAnswer answer = ask(asked, Request.get("registry", platform.self().value(), "peers"), 200);
        if (answer.json().orElse("") instanceof List<?> entries) {
            return entries.stream()
                    .flatMap(entry -> rows.peer(entry).stream())
                    .sorted(Comparator.comparing((Peer peer) -> peer.name().toLowerCase(Locale.ROOT))
                            .thenComparing(Peer::id))
                    .toList();
        }
        throw failed(PlatformErrors.garbled(asked, answer));
    }

    @Override
    public Optional<Peer> find(WorkspaceId id) {
        if (id.value().equals(".") || id.value().equals("..")) {
            return Optional.empty();
        }
        String asked = "find the peer '" + id + "'";
        HttpAnswer answer = ask(asked, Request.get("registry", "discover", id.value()), 200, 404, 503);
        Map<String, Object> body = answer.object().orElse(Map.of());
        if (answer.status() == 404 && !answer.text().isBlank()) {
            return Optional.empty();
        }
        if (answer.status() == 503 && body.get("status") instanceof String status) {
            return Optional.of(rows.offline(id, status));
        }
        if (answer.status() != 200) {
            throw failed(platform.refusal(asked, answer));
        }
        if (body.isEmpty()) {
            throw failed(PlatformErrors.garbled(asked, answer));
        }
        return Optional.of(rows.found(id, body));
    }

    private HttpAnswer ask(String asked, Request request, int... wanted) {
        try {
            return platform.ask(asked, request, wanted);
        } catch (PlatformException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerDirectoryException(
                    PeerDirectoryException.Reason.UNAVAILABLE,
                    "the platform was asked to " + asked + ", but the caller gave up before it answered",
                    e);
        }
    }

    private static PeerDirectoryException failed(PlatformException e) {
        PeerDirectoryException.Reason reason = switch (e.reason()) {
            case UNAUTHENTICATED -> PeerDirectoryException.Reason.UNAUTHENTICATED;
            case FORBIDDEN -> PeerDirectoryException.Reason.FORBIDDEN;
            case UNAVAILABLE -> PeerDirectoryException.Reason.UNAVAILABLE;
            case NOT_FOUND, REFUSED, GARBLED -> PeerDirectoryException.Reason.INVALID;
        };
        return new PeerDirectoryException(reason, e.text(), e);
    }
}
