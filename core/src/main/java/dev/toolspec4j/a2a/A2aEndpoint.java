package dev.toolspec4j.a2a;

import dev.toolspec4j.workspace.Peer;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a peer speaks A2A, and what only this peer is told.
 *
 * @param url its JSON-RPC address or the base below which its card lies; what is wrong with it shows when it is used
 * @param protocol the version it speaks, {@code 0.3} or {@code 1.0}; empty to find out
 * @param headers sent with each request to this peer, such as credentials; never shown by {@link #toString()}
 */
public record A2aEndpoint(URI url, Optional<String> protocol, Map<String, String> headers) {
    /** Copies the headers; throws {@link IllegalArgumentException} for an unknown protocol. */
    public A2aEndpoint {
        Objects.requireNonNull(url, "url");
        protocol.ifPresent(WireForm::of);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Returns an endpoint of which only the address is known. */
    public static A2aEndpoint at(URI url) {
        return new A2aEndpoint(url, Optional.empty(), Map.of());
    }

    /** Returns where the peer can be reached; empty when it has no address. */
    public static Optional<A2aEndpoint> of(Peer peer) {
        return peer.url().map(url -> new A2aEndpoint(url, peer.protocol(), peer.headers()));
    }

    @Override
    public String toString() {
        return "A2aEndpoint[" + url + ", protocol=" + protocol.orElse("unknown") + ", headers=" + headers.keySet()
                + "]";
    }
}
