package dev.toolspec4j.it.bench;

import dev.toolspec4j.a2a.A2aCall;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aEndpoint;
import dev.toolspec4j.a2a.A2aMessage;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The exchange by {@link A2aClient}, with all that it takes care of. */
public final class OurClient implements Contestant {
    private final A2aClient client = A2aClient.create();
    private A2aEndpoint peer = A2aEndpoint.at(URI.create("http://localhost/"));

    @Override
    public void open(URI peer) {
        this.peer = new A2aEndpoint(peer, Optional.of("0.3"), Map.of());
    }

    @Override
    public String ask(String text) throws Exception {
        return client.send(
                        peer, A2aMessage.text(text), new A2aCall(Instant.now().plusSeconds(60), true, Map.of()))
                .text();
    }

    @Override
    public void close() {
        client.close();
    }
}
