package dev.toolspec4j.a2a;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how each peer is asked: as fixed, else as learnt from its answers, else as its card says, else by default.
 * Remembers the peers asked last. Safe for use by several threads.
 */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final int REMEMBERED = 1000;

    private final WireForm fallback;
    private final boolean mayChange;
    private final boolean asksForCards;
    private final CardFetcher fetcher;
    private final Map<URI, PeerMemory> peers = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, PeerMemory> eldest) {
            return size() > REMEMBERED;
        }
    });

    Routes(WireForm fallback, boolean mayChange, boolean asksForCards, CardFetcher fetcher) {
        this.fallback = fallback;
        this.mayChange = mayChange;
        this.asksForCards = asksForCards;
        this.fetcher = fetcher;
    }

    /**
     * Returns how the peer is asked; throws {@link NoRouteException} when its card offers no way that is spoken here.
     */
    Route find(A2aEndpoint endpoint, A2aCall call, Instant deadline, CallHandle handle) throws NoRouteException {
        Optional<String> fixed = endpoint.protocol();
        if (fixed.isPresent()) {
            return new Route(endpoint.url(), WireForm.of(fixed.get()), Optional.empty());
        }
        PeerMemory peer = memory(endpoint);
        Optional<Route> learnt = peer.learnt();
        if (learnt.isPresent()) {
            return learnt.get();
        }
        Optional<AgentCard> card =
                asksForCards ? peer.card(fetcher, endpoint, call, deadline, handle) : Optional.empty();
        return card.isPresent()
                ? CardRoute.of(endpoint.url(), card.get(), fallback)
                : new Route(endpoint.url(), fallback, Optional.empty());
    }

    /** Returns the peer's card as it is now, or why there is none. */
    CachedCard card(A2aEndpoint endpoint, A2aCall call, Instant deadline, CallHandle handle) {
        return memory(endpoint).freshCard(fetcher, endpoint, call, deadline, handle);
    }

    /** Returns whether the other form may be tried when the peer does not know the first. */
    boolean mayChange(A2aEndpoint endpoint) {
        return mayChange && endpoint.protocol().isEmpty();
    }

    /** Keeps what the peer's answers have shown. */
    void learn(A2aEndpoint endpoint, Route route) {
        LOG.info("peer {} speaks A2A {}", endpoint.url(), route.form().version());
        memory(endpoint).learn(route);
    }

    private PeerMemory memory(A2aEndpoint endpoint) {
        return peers.computeIfAbsent(endpoint.url(), url -> new PeerMemory());
    }
}
