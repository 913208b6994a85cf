package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.a2a.A2aCall;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aEndpoint;
import dev.toolspec4j.a2a.A2aMessage;
import dev.toolspec4j.a2a.AgentCard;
import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.PeerReply.Standing;
import dev.toolspec4j.testkit.ScriptedPeer.Received;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which form a peer is asked in: against servers that answer as five real ones were seen to do. */
@Timeout(30)
class A2aNegotiationTest {
    private static final PeerStep OLD_OK = PeerStep.message("old");
    private static final PeerStep NEW_OK =
            PeerStep.result("{\"message\":{\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"new\"}]}}");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private ScriptedPeer peer;

    @BeforeEach
    void start() throws IOException {
        peer = ScriptedPeer.start();
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
    }

    /** What a server makes of each form, and what it answers to a client that knows nothing of it. */
    record Server(String name, Function<Received, PeerStep> answer, String withoutCard) {
        static final Server JS_03 = new Server(
                "js 0.3", request -> modern(request) ? PeerStep.error(-32601, "Method not found") : OLD_OK, "old");
        static final Server JS_10_STRICT = new Server(
                "js 1.3 strict",
                request -> !request.headers().getOrDefault("a2a-version", "0.3").equals("1.0")
                        ? PeerStep.error(-32009, "The requested A2A protocol version is not supported")
                        : modern(request) ? NEW_OK : PeerStep.error(-32601, "Method not found"),
                "new");
        static final Server JS_10_COMPATIBLE = new Server(
                "js 1.3 compatible",
                request -> modern(request) == request.headers().containsKey("a2a-version")
                        ? modern(request) ? NEW_OK : OLD_OK
                        : PeerStep.error(-32601, "Method not found"),
                "old");
        static final Server JAVA_03 = new Server(
                "a2a-java 0.3.3",
                request -> modern(request)
                        ? PeerStep.error(-32601, "Method not found")
                        : request.body().contains("\"message\":{\"kind\":\"message\"")
                                ? OLD_OK
                                : PeerStep.error(-32602, "Invalid parameters"),
                "old");
        static final Server JAVA_12 = new Server(
                "a2a-java 1.2",
                request -> !request.headers().containsKey("a2a-version")
                        ? JAVA_03.answer.apply(request)
                        : !modern(request) ? PeerStep.error(-32601, "Method not found") : strict(request),
                "old");

        @Override
        public String toString() {
            return name;
        }

        private static boolean modern(Received request) {
            return request.body().contains("\"method\":\"SendMessage\"")
                    || request.body().contains("\"method\":\"GetTask\"");
        }

        private static PeerStep strict(Received request) {
            return request.body().contains("\"kind\"") || request.body().contains("\"user\"")
                    ? PeerStep.error(-32602, "Failed to parse JSON")
                    : NEW_OK;
        }
    }

    static List<Server> servers() {
        return List.of(Server.JS_03, Server.JS_10_STRICT, Server.JS_10_COMPATIBLE, Server.JAVA_03, Server.JAVA_12);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void reachesEveryServerFromEitherDefault(Server server) throws Exception {
        peer.otherwise(PeerStep.by(server.answer));
        for (String first : List.of("0.3", "1.0")) {
            try (A2aClient client = A2aClient.builder().defaultProtocol(first).build()) {
                assertThat(client.send(endpoint(), A2aMessage.text("x"), soon()).standing())
                        .isEqualTo(Standing.COMPLETED);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void changesTheFormOnceWithTheSameIdAndRemembersIt(Server server) throws Exception {
        peer.otherwise(PeerStep.by(server.answer));
        try (A2aClient client = client().build()) {
            PeerReply first = client.send(endpoint(), A2aMessage.text("x"), soon());
            int asked = peer.posts().size();
            client.send(endpoint(), A2aMessage.text("y"), soon());

            assertThat(first.text()).isEqualTo(server.withoutCard);
            assertThat(asked).isEqualTo(server.withoutCard.equals("new") ? 2 : 1);
            assertThat(peer.posts()).hasSize(asked + 1);
            assertThat(peer.posts().subList(0, asked).stream().map(A2aNegotiationTest::messageId))
                    .containsOnly(messageId(peer.posts().get(0)));
        }
    }

    @Test
    void followsTheCardToTheNewFormAndItsAddressAndTenant() throws Exception {
        peer.card(card("{\"supportedInterfaces\":[{\"url\":\"" + peer.url() + "grpc\",\"protocolBinding\":\"GRPC\","
                        + "\"protocolVersion\":\"1.0\"},{\"url\":\"" + peer.url() + "rpc/v1\",\"protocolBinding\":"
                        + "\"JSONRPC\",\"protocolVersion\":\"1.0.3\",\"tenant\":\"team\"}]}"))
                .otherwise(PeerStep.by(Server.JS_10_STRICT.answer));
        try (A2aClient client = client().build()) {
            PeerReply reply = client.send(endpoint(), A2aMessage.text("x"), soon());

            assertThat(reply.text()).isEqualTo("new");
            assertThat(peer.posts()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/rpc/v1");
                assertThat(request.body()).contains("\"tenant\":\"team\"");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"URL\",\"protocolVersion\":\"0.3.0\"}",
                "{\"url\":\"URL\",\"preferredTransport\":\"JSONRPC\"}",
                "{\"url\":\"URL\"}",
                "{\"url\":\"other:\",\"preferredTransport\":\"GRPC\",\"additionalInterfaces\":"
                        + "[{\"transport\":\"JSONRPC\",\"url\":\"URL\"}]}",
                "{\"supportedInterfaces\":[{\"url\":\"URL\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"0.3\"}]}",
                "{\"name\":7,\"skills\":{},\"supportedInterfaces\":\"no\"}"
            })
    void readsOldCardsAsVersion03(String json) throws Exception {
        peer.card(card(json.replace("URL", peer.url().toString()))).otherwise(PeerStep.by(Server.JAVA_03.answer));
        try (A2aClient client = client().build()) {
            assertThat(client.send(endpoint(), A2aMessage.text("x"), soon()).text())
                    .isEqualTo("old");
            assertThat(peer.posts()).hasSize(1);
        }
    }

    @Test
    void doesNotGoElsewhereBecauseACardSaysSo() throws Exception {
        try (ScriptedPeer other = ScriptedPeer.start()) {
            peer.card(card("{\"supportedInterfaces\":[{\"url\":\"" + other.url() + "rpc\",\"protocolBinding\":"
                            + "\"JSONRPC\",\"protocolVersion\":\"1.0\"}]}"))
                    .otherwise(NEW_OK);
            try (A2aClient client = client().build()) {
                client.send(endpoint(), A2aMessage.text("x"), soon());
            }

            assertThat(other.received()).isEmpty();
            assertThat(peer.posts())
                    .singleElement()
                    .satisfies(request -> assertThat(request.path()).isEqualTo("/rpc"));
        }
    }

    /** A path that begins with two slashes is read as another host by whoever resolves it. */
    @Test
    void doesNotGoElsewhereBecauseOfTheSlashesOfAPath() throws Exception {
        try (ScriptedPeer other = ScriptedPeer.start()) {
            peer.card(card("{\"url\":\"http://bound.example//" + other.url().getAuthority() + "/rpc\"}"))
                    .otherwise(OLD_OK);
            try (A2aClient client = client().build()) {
                client.send(endpoint(), A2aMessage.text("x"), soon());
            }

            assertThat(other.received()).isEmpty();
            assertThat(peer.posts()).hasSize(1);
        }
    }

    @Test
    void survivesACardThatLies() throws Exception {
        peer.card(card("{\"supportedInterfaces\":[{\"url\":\"" + peer.url()
                        + "\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"}]}"))
                .otherwise(PeerStep.by(Server.JS_03.answer));
        try (A2aClient client = client().build()) {
            assertThat(client.send(endpoint(), A2aMessage.text("x"), soon()).text())
                    .isEqualTo("old");
            client.send(endpoint(), A2aMessage.text("y"), soon());
            assertThat(peer.posts()).hasSize(3);
        }
    }

    @Test
    void saysWhatACardOffersWhenItIsNotSpokenHere() throws Exception {
        peer.card(card("{\"supportedInterfaces\":[{\"url\":\"" + peer.url()
                + "\",\"protocolBinding\":\"GRPC\",\"protocolVersion\":\"1.0\"}]}"));
        try (A2aClient client = client().build()) {
            PeerReply reply = client.send(endpoint(), A2aMessage.text("x"), soon());

            assertThat(reply.standing()).isEqualTo(Standing.REFUSED);
            assertThat(reply.reason()).contains("GRPC 1.0");
            assertThat(peer.posts()).isEmpty();
        }
    }

    @Test
    void doesNotWaitLongForACard() throws Exception {
        peer.card(PeerStep.stall());
        try (A2aClient client = client().cardLimit(Duration.ofMillis(100)).build()) {
            assertThat(client.send(endpoint(), A2aMessage.text("x"), soon()).text())
                    .isEqualTo("ok");
            client.send(endpoint(), A2aMessage.text("y"), soon());

            assertThat(cards()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "<html>", ""})
    void doesWithoutACardThatCannotBeRead(String body) throws Exception {
        peer.card(PeerStep.json(body));
        try (A2aClient client = client().build()) {
            assertThat(client.send(endpoint(), A2aMessage.text("x"), soon()).text())
                    .isEqualTo("ok");
        }
    }

    @Test
    void keepsACardAsLongAsItSaysAndThenAsksWhetherItChanged() throws Exception {
        String json = "{\"name\":\"n\",\"url\":\"" + peer.url() + "\"}";
        peer.card(PeerStep.by(request -> request.headers().containsKey("if-none-match")
                ? PeerStep.status(304, Map.of("ETag", "\"1\""), "")
                : PeerStep.status(
                        200,
                        Map.of("Content-Type", "application/json", "ETag", "\"1\"", "Cache-Control", "max-age=120"),
                        json)));
        try (A2aClient client = client().build()) {
            client.send(endpoint(), A2aMessage.text("x"), soon());
            client.send(endpoint(), A2aMessage.text("x"), soon());
            long first = cards();
            now.updateAndGet(time -> time.plusSeconds(121));
            client.send(endpoint(), A2aMessage.text("x"), soon());

            assertThat(first).isEqualTo(1);
            assertThat(cards()).isEqualTo(2);
            assertThat(peer.received().stream()
                            .filter(request -> request.method().equals("GET"))
                            .toList()
                            .get(1)
                            .headers())
                    .containsEntry("if-none-match", "\"1\"");
        }
    }

    @Test
    void fallsBackToTheOldPlaceOfTheCard() throws Exception {
        peer.card(PeerStep.by(request -> request.path().equals("/.well-known/agent.json")
                ? PeerStep.json("{\"name\":\"old place\",\"url\":\"" + peer.url() + "\"}")
                : PeerStep.status(404, "text/plain", "")));
        try (A2aClient client = client().build()) {
            AgentCard card = client.card(endpoint(), soon());

            assertThat(card.name()).isEqualTo("old place");
            assertThat(card.protocolVersions()).containsExactly("0.3");
        }
    }

    @Test
    void saysWhyThereIsNoCard() {
        try (A2aClient client = client().build()) {
            assertThatThrownBy(() -> client.card(endpoint(), soon()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
            assertThatThrownBy(() -> client.card(A2aEndpoint.at(URI.create("ftp://x/")), soon()))
                    .hasMessageContaining("http://");
        }
    }

    @Test
    void asksAFixedPeerInItsFormOnlyAndForNoCard() throws Exception {
        peer.otherwise(PeerStep.by(Server.JS_10_STRICT.answer));
        A2aEndpoint fixed = new A2aEndpoint(peer.url(), Optional.of("0.3"), Map.of());
        try (A2aClient client = client().build()) {
            PeerReply reply = client.send(fixed, A2aMessage.text("x"), soon());

            assertThat(reply.standing()).isEqualTo(Standing.REFUSED);
            assertThat(peer.received()).hasSize(1);
        }
    }

    @Test
    void doesNotChangeTheFormWhereThatIsSwitchedOff() throws Exception {
        peer.otherwise(PeerStep.by(Server.JS_10_STRICT.answer));
        try (A2aClient client = client().mayChangeProtocol(false).build()) {
            client.send(endpoint(), A2aMessage.text("x"), soon());

            assertThat(peer.posts()).hasSize(1);
        }
    }

    @Test
    void doesNotChangeTheFormForOtherErrors() throws Exception {
        peer.otherwise(PeerStep.error(-32602, "Invalid parameters"));
        try (A2aClient client = client().build()) {
            client.send(endpoint(), A2aMessage.text("x"), soon());

            assertThat(peer.posts()).hasSize(1);
        }
    }

    @Test
    void asksForATaskInTheOtherFormToo() throws Exception {
        peer.otherwise(PeerStep.by(request -> request.body().contains("\"method\":\"GetTask\"")
                ? PeerStep.result("{\"id\":\"t\",\"status\":{\"state\":\"TASK_STATE_WORKING\"}}")
                : PeerStep.error(-32601, "Method not found")));
        try (A2aClient client = client().build()) {
            assertThat(client.get(endpoint(), "t", soon()).standing()).isEqualTo(Standing.WORKING);
        }
    }

    @Test
    void carriesTheTraceAndThePeersHeadersOnEveryRequest() throws Exception {
        peer.otherwise(PeerStep.task("t", "working", "w"));
        A2aEndpoint endpoint = new A2aEndpoint(peer.url(), Optional.empty(), Map.of("Authorization", "Bearer own"));
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        A2aCall call = soon().with(Map.of("traceparent", trace));
        try (A2aClient client = client().build()) {
            client.send(endpoint, A2aMessage.text("x"), call);
            client.get(endpoint, "t", call);
            client.cancel(endpoint, "t", call);
        }

        assertThat(peer.received())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("traceparent", trace)
                        .containsEntry("authorization", "Bearer own"));
    }

    private A2aClient.Builder client() {
        return A2aClient.builder().clock(new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        });
    }

    private long cards() {
        return peer.received().stream()
                .filter(request -> request.method().equals("GET"))
                .count();
    }

    private A2aEndpoint endpoint() {
        return A2aEndpoint.at(peer.url());
    }

    private A2aCall soon() {
        return A2aCall.until(now.get().plusSeconds(60));
    }

    private static PeerStep card(String json) {
        return PeerStep.json(json);
    }

    private static String messageId(Received request) {
        return request.body().replaceAll("(?s).*\"messageId\":\"([^\"]+)\".*", "$1");
    }
}
