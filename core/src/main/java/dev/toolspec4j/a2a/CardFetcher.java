package dev.toolspec4j.a2a;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Request;

/**
 * Reads agent cards: at both known places, within a short limit, with the peer's own headers, again only if changed.
 */
final class CardFetcher {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern MAX_AGE = Pattern.compile("(?i)\\bmax-age\\s*=\\s*(\\d{1,9})");

    private final PeerHttp http;
    private final Clock clock;
    private final Duration limit;

    CardFetcher(PeerHttp http, Clock clock, Duration limit) {
        this.http = http;
        this.clock = clock;
        this.limit = limit;
    }

    Instant now() {
        return clock.instant();
    }

    /** Returns the card, or that there is none; {@code old} is what was known before. */
    CachedCard fetch(A2aEndpoint endpoint, A2aCall call, Instant deadline, CallHandle handle, CachedCard old) {
        Instant latest = now().plus(limit);
        Instant end = latest.isBefore(deadline) ? latest : deadline;
        String why = "there was no time left";
        for (URI place : places(endpoint.url())) {
            Duration left = Duration.between(now(), end);
            if (left.isNegative() || left.isZero() || handle.stopped()) {
                break;
            }
            try {
                HttpReply reply = http.exchange(request(endpoint, call, place, old), left, handle);
                Optional<CachedCard> card = card(endpoint.url(), place, reply, old);
                if (card.isPresent()) {
                    return card.get();
                }
                why = "HTTP " + reply.status() + " with " + reply.beginning();
            } catch (IOException e) {
                why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                break;
            } catch (IllegalArgumentException e) {
                why = "not a card, or a header that cannot be sent";
            }
        }
        return new CachedCard(Optional.empty(), Optional.empty(), Optional.empty(), now().plus(SHORTEST), why);
    }

    /** Returns where a card may lie: below the peer's address, by its new and its old name, then at the host's root. */
    private static List<URI> places(URI peer) {
        String base = peer.getScheme() + "://" + peer.getRawAuthority();
        String path = peer.getRawPath() == null ? "" : peer.getRawPath().replaceAll("/+$", "");
        List<URI> places = new ArrayList<>();
        places.add(URI.create(base + path + "/.well-known/agent-card.json"));
        places.add(URI.create(base + path + "/.well-known/agent.json"));
        if (!path.isEmpty()) {
            places.add(URI.create(base + "/.well-known/agent-card.json"));
        }
        return places;
    }

    private static Request request(A2aEndpoint endpoint, A2aCall call, URI place, CachedCard old) {
        Request.Builder request = new Request.Builder().url(place.toString());
        request.header("Accept", "application/json");
        request.header(Rpc.VERSION_HEADER, "1.0");
        endpoint.headers().forEach(request::header);
        call.headers().forEach(request::header);
        if (old.source().filter(place::equals).isPresent()) {
            old.etag().ifPresent(tag -> request.header("If-None-Match", tag));
        }
        return request.build();
    }

    private Optional<CachedCard> card(URI peer, URI place, HttpReply reply, CachedCard old) throws IOException {
        Instant until = now().plus(lifetime(reply));
        if (reply.status() == 304 && old.source().filter(place::equals).isPresent()) {
            return Optional.of(new CachedCard(old.card(), old.source(), old.etag(), until, ""));
        }
        if (reply.status() != 200 || !reply.looksLikeJson()) {
            return Optional.empty();
        }
        AgentCard card = AgentCardJson.read(Rpc.read(reply.body().toByteArray()));
        // The card at the root of a host that has many agents may be another one's.
        boolean another =
                !place.toString().startsWith(peer.toString().replaceAll("/+$", "")) && !CardRoute.names(card, peer);
        return another
                ? Optional.empty()
                : Optional.of(new CachedCard(Optional.of(card), Optional.of(place), reply.etag(), until, ""));
    }

    private static Duration lifetime(HttpReply reply) {
        Matcher maxAge = MAX_AGE.matcher(reply.cacheControl().orElse(""));
        Duration asked = maxAge.find() ? Duration.ofSeconds(Long.parseLong(maxAge.group(1))) : USUAL;
        return asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
