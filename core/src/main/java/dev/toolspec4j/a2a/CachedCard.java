package dev.toolspec4j.a2a;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A card, or that there is none, and until when that may be believed.
 *
 * @param source where it was read; empty when there is none
 * @param etag names its version
 * @param whyNone for people, when there is none
 */
record CachedCard(
        Optional<AgentCard> card, Optional<URI> source, Optional<String> etag, Instant until, String whyNone) {
    static final CachedCard NONE =
            new CachedCard(Optional.empty(), Optional.empty(), Optional.empty(), Instant.MIN, "not asked yet");

    boolean freshAt(Instant now) {
        return now.isBefore(until);
    }
}
