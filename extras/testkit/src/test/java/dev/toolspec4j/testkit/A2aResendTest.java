package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aCall;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aEndpoint;
import dev.toolspec4j.a2a.A2aMessage;
import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.PeerReply.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How often a peer sees a message when things go wrong: once, whatever OkHttp would like to do about it. */
@Timeout(30)
class A2aResendTest {
    private final A2aClient client = A2aClient.builder().asksForCards(false).build();
    private ScriptedPeer peer;

    @BeforeEach
    void start() throws IOException {
        peer = ScriptedPeer.start();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        peer.close();
    }

    static Stream<Arguments> faults() {
        String html = "<html>sorry</html>";
        return Stream.of(
                fault("drop", PeerStep.drop(), Standing.OUTCOME_UNKNOWN),
                fault("reset", PeerStep.reset(), Standing.OUTCOME_UNKNOWN),
                fault("cut body", PeerStep.cut("{\"jsonrpc\""), Standing.OUTCOME_UNKNOWN),
                fault("truncated JSON", PeerStep.json("{\"jsonrpc\":\"2.0\",\"result\":{"), Standing.OUTCOME_UNKNOWN),
                fault("HTML", PeerStep.status(200, "text/html", html), Standing.OUTCOME_UNKNOWN),
                fault("empty 200", PeerStep.json(""), Standing.OUTCOME_UNKNOWN),
                fault("204", PeerStep.status(204, Map.of(), ""), Standing.OUTCOME_UNKNOWN),
                fault("bare 202", PeerStep.status(202, "application/json", "{}"), Standing.OUTCOME_UNKNOWN),
                fault("408", PeerStep.status(408, "text/plain", ""), Standing.OUTCOME_UNKNOWN),
                fault("500", PeerStep.status(500, "text/plain", "oops"), Standing.OUTCOME_UNKNOWN),
                fault("502", PeerStep.status(502, "text/html", html), Standing.OUTCOME_UNKNOWN),
                fault("504", PeerStep.status(504, "text/html", html), Standing.OUTCOME_UNKNOWN),
                fault("503", PeerStep.status(503, "text/html", html), Standing.OUTCOME_UNKNOWN),
                fault("503, 0", retryAfter(503, "0"), Standing.NOT_SENT),
                fault("503, 1", retryAfter(503, "1"), Standing.NOT_SENT),
                fault("429", PeerStep.status(429, "text/plain", ""), Standing.NOT_SENT),
                fault("429, 0", retryAfter(429, "0"), Standing.NOT_SENT),
                fault("401", PeerStep.status(401, Map.of("WWW-Authenticate", "Basic"), ""), Standing.REFUSED),
                fault("403", PeerStep.status(403, "text/plain", ""), Standing.REFUSED),
                fault("407", PeerStep.status(407, Map.of("Proxy-Authenticate", "Basic"), ""), Standing.OUTCOME_UNKNOWN),
                fault("421", PeerStep.status(421, "text/plain", ""), Standing.REFUSED),
                fault("302", location(302), Standing.REFUSED),
                fault("303", location(303), Standing.REFUSED),
                fault("307", location(307), Standing.REFUSED),
                fault("308", location(308), Standing.REFUSED),
                fault("-32603", PeerStep.error(-32603, "boom"), Standing.FAILED),
                fault("-32602", PeerStep.error(-32602, "bad"), Standing.REFUSED),
                fault("202 queued", PeerStep.status(202, "application/json", "{\"queued\":true}"), Standing.QUEUED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void sendsOnceOnAFreshConnection(String name, PeerStep fault, Standing expected) throws Exception {
        peer.then(fault);

        PeerReply reply = client.send(A2aEndpoint.at(peer.url()), A2aMessage.text("x"), soon());

        assertThat(reply.standing()).isEqualTo(expected);
        assertThat(reply.reason()).isNotBlank().doesNotContain("null");
        assertThat(peer.posts()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void sendsOnceOnAPooledConnection(String name, PeerStep fault, Standing expected) throws Exception {
        peer.then(PeerStep.message("first"), fault);
        client.send(A2aEndpoint.at(peer.url()), A2aMessage.text("warm up"), soon());

        PeerReply reply = client.send(A2aEndpoint.at(peer.url()), A2aMessage.text("x"), soon());

        assertThat(reply.standing()).isEqualTo(expected);
        assertThat(peer.posts()).hasSize(2).allMatch(request -> request.connection() == 1);
    }

    @Test
    void sendsOnceWhenThePeerSaysNothingUntilTheDeadline() throws Exception {
        peer.then(PeerStep.stall());
        A2aCall call = A2aCall.until(Instant.now().plusMillis(300));

        PeerReply reply = client.send(A2aEndpoint.at(peer.url()), A2aMessage.text("x"), call);

        assertThat(reply.standing()).isEqualTo(Standing.OUTCOME_UNKNOWN);
        assertThat(peer.posts()).hasSize(1);
    }

    @Test
    void saysThatNothingWasSentWhenNobodyListens() throws Exception {
        URI nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/");
        }

        PeerReply reply = client.send(A2aEndpoint.at(nobody), A2aMessage.text("x"), soon());

        assertThat(reply.standing()).isEqualTo(Standing.NOT_SENT);
        assertThat(reply.reason()).contains(nobody.toString());
    }

    @Test
    void saysThatNothingWasSentWhenTheNameIsUnknown() throws Exception {
        PeerReply reply =
                client.send(A2aEndpoint.at(URI.create("http://no-such-host.invalid/")), A2aMessage.text("x"), soon());

        assertThat(reply.standing()).isEqualTo(Standing.NOT_SENT);
    }

    @Test
    void sendsNothingAfterTheDeadline() throws Exception {
        A2aCall late = A2aCall.until(Instant.now().minus(Duration.ofSeconds(1)));

        PeerReply reply = client.send(A2aEndpoint.at(peer.url()), A2aMessage.text("x"), late);

        assertThat(reply.standing()).isEqualTo(Standing.NOT_SENT);
        assertThat(peer.received()).isEmpty();
    }

    @Test
    void tellsWhatATaskOfThePlatformsBusyProxyMeans() throws Exception {
        peer.then(
                PeerStep.status(
                        503, Map.of("Retry-After", "30"), "{\"error\":\"busy\",\"busy\":true,\"retry_after\":30}"),
                PeerStep.status(503, "application/json", "{\"error\":\"restarting\",\"restarting\":true}"));

        PeerReply busy = client.send(A2aEndpoint.at(peer.url()), A2aMessage.text("x"), soon());
        PeerReply restarting = client.send(A2aEndpoint.at(peer.url()), A2aMessage.text("x"), soon());

        assertThat(busy.standing()).isEqualTo(Standing.OUTCOME_UNKNOWN);
        assertThat(restarting.standing()).isEqualTo(Standing.NOT_SENT);
    }

    @Test
    void handsOnHowLongToWait() throws Exception {
        peer.then(retryAfter(503, "7"));

        PeerReply reply = client.send(A2aEndpoint.at(peer.url()), A2aMessage.text("x"), soon());

        assertThat(reply.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void readsHowLongToWaitAsADateToo() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
        A2aCall call = A2aCall.until(clock.instant().plusSeconds(60));
        peer.then(
                retryAfter(503, "Sun, 01 Mar 2026 12:00:40 GMT"),
                retryAfter(503, "Sun, 01 Mar 2026 11:00:00 GMT"),
                retryAfter(503, "99999999999999999999"),
                retryAfter(429, "soon"));
        try (A2aClient dated =
                A2aClient.builder().asksForCards(false).clock(clock).build()) {
            A2aEndpoint endpoint = A2aEndpoint.at(peer.url());
            assertThat(dated.send(endpoint, A2aMessage.text("x"), call))
                    .returns(Standing.NOT_SENT, PeerReply::standing)
                    .returns(Optional.of(Duration.ofSeconds(40)), PeerReply::retryAfter);
            assertThat(dated.send(endpoint, A2aMessage.text("x"), call).retryAfter())
                    .contains(Duration.ZERO);
            assertThat(dated.send(endpoint, A2aMessage.text("x"), call).retryAfter())
                    .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofDays(10_000)));
            assertThat(dated.send(endpoint, A2aMessage.text("x"), call).retryAfter())
                    .isEmpty();
        }
    }

    @Test
    void tellsTheHeadersOfOnePeerToNoOther() throws Exception {
        try (ScriptedPeer other = ScriptedPeer.start()) {
            peer.then(PeerStep.status(307, Map.of("Location", other.url().toString()), ""));
            A2aEndpoint endpoint =
                    new A2aEndpoint(peer.url(), Optional.of("0.3"), Map.of("Authorization", "Bearer mine"));

            client.send(endpoint, A2aMessage.text("x"), soon());
            client.send(A2aEndpoint.at(other.url()), A2aMessage.text("x"), soon());

            assertThat(peer.posts().get(0).headers()).containsEntry("authorization", "Bearer mine");
            assertThat(other.posts())
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers()).doesNotContainKey("authorization"));
        }
    }

    private A2aCall soon() {
        return A2aCall.until(Instant.now().plusSeconds(60));
    }

    private static Arguments fault(String name, PeerStep step, Standing expected) {
        return Arguments.of(name, step, expected);
    }

    private static PeerStep retryAfter(int status, String seconds) {
        return PeerStep.status(status, Map.of("Retry-After", seconds, "Content-Type", "text/plain"), "later");
    }

    private static PeerStep location(int status) {
        return PeerStep.status(status, Map.of("Location", "/elsewhere"), "");
    }
}
