package dev.toolspec4j.a2a;

import java.net.URI;
import java.util.Optional;

/**
 * Where and how a peer is asked.
 *
 * @param url where requests go
 * @param form how they are spelt
 * @param tenant what the peer's card wants echoed
 */
record Route(URI url, WireForm form, Optional<String> tenant) {
    Route inOtherForm() {
        return new Route(url, form.other(), tenant);
    }
}
