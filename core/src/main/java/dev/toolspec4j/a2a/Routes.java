package dev.toolspec4j.a2a;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out how each peer is asked, and remembers it: fixed, else as learnt, else as its card says, else the default.
 */
final class Routes {
    private final WireForm fallback;
    private final boolean mayChange;
    private final Map<URI, Route> learnt = new ConcurrentHashMap<>();

    Routes(WireForm fallback, boolean mayChange) {
        this.fallback = fallback;
        this.mayChange = mayChange;
    }

    Route find(A2aEndpoint endpoint, A2aCall call, Instant deadline, CallHandle handle) {
        if (endpoint.protocol().isPresent()) {
            return new Route(endpoint.url(), WireForm.of(endpoint.protocol().get()), Optional.empty());
        }
        Route known = learnt.get(endpoint.url());
        return known == null ? new Route(endpoint.url(), fallback, Optional.empty()) : known;
    }

    boolean mayChange(A2aEndpoint endpoint) {
        return mayChange && endpoint.protocol().isEmpty();
    }

    void remember(A2aEndpoint endpoint, Route route) {
        learnt.put(endpoint.url(), route);
    }
}
