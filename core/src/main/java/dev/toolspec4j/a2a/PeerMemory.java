package dev.toolspec4j.a2a;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What is known of one peer. Its card is read by one thread at a time; the others wait for that. */
final class PeerMemory {
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Optional<Route> learnt = Optional.empty();
    private CachedCard cached = CachedCard.NONE;

    Optional<Route> learnt() {
        return learnt;
    }

    void learn(Route route) {
        learnt = Optional.of(route);
    }

    /** Returns the card as far as one can be had soon; a peer without one is not asked for it again for a while. */
    Optional<AgentCard> card(
            CardFetcher fetcher, A2aEndpoint endpoint, A2aCall call, Instant deadline, CallHandle handle) {
        reading.lock();
        try {
            if (!cached.freshAt(fetcher.now())) {
                cached = fetcher.fetch(endpoint, call, deadline, handle, cached);
            }
            return cached.card();
        } finally {
            reading.unlock();
        }
    }

    /** Returns the card as it is now, or why there is none. */
    CachedCard freshCard(CardFetcher fetcher, A2aEndpoint endpoint, A2aCall call, Instant deadline, CallHandle handle) {
        reading.lock();
        try {
            cached = fetcher.fetch(endpoint, call, deadline, handle, cached);
            return cached;
        } finally {
            reading.unlock();
        }
    }
}
