package dev.toolspec4j.a2a;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses from what a card offers. A card can name no other origin than the one it was read from. */
final class CardRoute {
    private CardRoute() {}

    /**
     * Returns the newest interface that is spoken here, one at the peer's own origin first. Of an address elsewhere
     * only the path counts: many cards name the address that their server is bound to.
     */
    static Route of(URI peer, AgentCard card, WireForm fallback) throws NoRouteException {
        if (card.interfaces().isEmpty()) {
            return new Route(peer, fallback, Optional.empty());
        }
        AgentCard.Interface chosen = card.interfaces().stream()
                .filter(entry -> entry.isJsonRpc() && form(entry).isPresent())
                .min(Comparator.comparing((AgentCard.Interface entry) -> !sameOrigin(peer, entry.url()))
                        .thenComparing(entry -> !entry.version().startsWith("1.")))
                .orElseThrow(() -> new NoRouteException(
                        "the peer offers no JSON-RPC interface of A2A 0.x or 1.x, only " + offered(card.interfaces())));
        WireForm form = form(chosen).orElseThrow();
        return new Route(address(peer, chosen.url()), form, chosen.tenant());
    }

    /** Returns whether an interface of the card is at this very address. */
    static boolean names(AgentCard card, URI address) {
        return card.interfaces().stream().anyMatch(entry -> trimmed(entry.url()).equals(trimmed(address)));
    }

    private static URI address(URI peer, URI named) {
        if (sameOrigin(peer, named)) {
            return named;
        }
        String origin = peer.getScheme() + "://" + peer.getRawAuthority();
        boolean peerHasPath = !trimmed(peer).equals(origin);
        String path = named.getRawPath();
        // Joined as text: a path that begins with two slashes would resolve to another host.
        return peerHasPath || path == null || path.isEmpty() ? peer : URI.create(origin + path);
    }

    static boolean sameOrigin(URI one, URI other) {
        return Objects.equals(lower(one.getScheme()), lower(other.getScheme()))
                && Objects.equals(lower(one.getHost()), lower(other.getHost()))
                && port(one) == port(other)
                && other.getRawUserInfo() == null;
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equals(lower(url.getScheme())) ? 443 : 80;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static String trimmed(URI url) {
        return url.toString().replaceAll("/+$", "");
    }

    private static Optional<WireForm> form(AgentCard.Interface entry) {
        return entry.version().startsWith("1.")
                ? Optional.of(new WireForm10())
                : entry.version().startsWith("0.") ? Optional.of(new WireForm03()) : Optional.empty();
    }

    private static String offered(List<AgentCard.Interface> interfaces) {
        return interfaces.stream()
                .limit(5)
                .map(entry -> entry.binding() + " " + entry.version())
                .collect(Collectors.joining(", "));
    }
}
