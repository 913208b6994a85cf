package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.a2a.A2aCall;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aEndpoint;
import dev.toolspec4j.a2a.A2aMessage;
import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.PeerReply.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that hold whatever a peer, its address or a caller does. */
@Timeout(60)
class A2aSafetyTest {
    private final List<A2aClient> clients = new ArrayList<>();
    private ScriptedPeer peer;

    @BeforeEach
    void start() throws IOException {
        peer = ScriptedPeer.start();
    }

    @AfterEach
    void stop() throws IOException {
        clients.forEach(A2aClient::close);
        peer.close();
    }

    private A2aClient client(A2aClient.Builder builder) {
        A2aClient client = builder.asksForCards(false).build();
        clients.add(client);
        return client;
    }

    private A2aClient client() {
        return client(A2aClient.builder());
    }

    private static A2aCall soon() {
        return A2aCall.until(Instant.now().plusSeconds(60));
    }

    private A2aEndpoint endpoint() {
        return A2aEndpoint.at(peer.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://[fe80::1]/",
                "http://0.0.0.0:8000/",
                "http://[::ffff:169.254.169.254]/",
                "http://2852039166/",
                "http://224.0.0.1/",
                "ftp://peer/",
                "http://user:pw@127.0.0.1/"
            })
    void refusesAddressesWherePeersDoNotLive(String url) throws Exception {
        PeerReply reply = client().send(A2aEndpoint.at(URI.create(url)), A2aMessage.text("x"), soon());

        assertThat(reply.standing()).isEqualTo(Standing.REFUSED);
        assertThat(reply.reason()).doesNotContain("pw");
    }

    @Test
    void refusesNamesThatLeadThere() throws Exception {
        OkHttpClient base = new OkHttpClient.Builder()
                .dns(host -> List.of(InetAddress.getAllByName("169.254.169.254")))
                .build();

        PeerReply reply = client(A2aClient.builder().http(base))
                .send(A2aEndpoint.at(URI.create("http://innocent.example/")), A2aMessage.text("x"), soon());

        assertThat(reply.standing()).isEqualTo(Standing.REFUSED);
        assertThat(reply.reason()).contains("innocent.example", "allowed addresses");
    }

    @Test
    void usesTheGoodAddressesOfANameOnly() throws Exception {
        OkHttpClient base = new OkHttpClient.Builder()
                .dns(host -> List.of(
                        InetAddress.getAllByName("169.254.169.254")[0], InetAddress.getAllByName("127.0.0.1")[0]))
                .build();
        URI named = URI.create("http://peer.example:" + peer.url().getPort() + "/");

        PeerReply reply =
                client(A2aClient.builder().http(base)).send(A2aEndpoint.at(named), A2aMessage.text("x"), soon());

        assertThat(reply.text()).isEqualTo("ok");
    }

    @Test
    void doesNotHandThePlatformsCredentialsOfTheBaseClientOn() throws Exception {
        peer.then(PeerStep.status(401, Map.of("WWW-Authenticate", "Bearer"), ""));
        OkHttpClient base = new OkHttpClient.Builder()
                .authenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Authorization", "Bearer platform")
                        .build())
                .build();

        PeerReply reply = client(A2aClient.builder().http(base)).send(endpoint(), A2aMessage.text("x"), soon());

        assertThat(reply.authentication()).isTrue();
        assertThat(peer.posts())
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).doesNotContainKey("authorization"));
    }

    @Test
    void readsNoMoreThanTheLimit() throws Exception {
        String fiveMiB = "x".repeat(5 * 1024 * 1024);
        peer.then(PeerStep.message(fiveMiB), PeerStep.message("x".repeat(3 * 1024 * 1024)));

        PeerReply tooLong = client().send(endpoint(), A2aMessage.text("x"), soon());
        PeerReply longOne = client().send(endpoint(), A2aMessage.text("x"), soon());

        assertThat(tooLong.standing()).isEqualTo(Standing.FAILED);
        assertThat(tooLong.reason()).contains("larger");
        assertThat(longOne.text()).hasSize(3 * 1024 * 1024);
    }

    @Test
    void sendsALongTaskWhole() throws Exception {
        A2aMessage message = A2aMessage.text("y".repeat(1024 * 1024));

        assertThat(client().send(endpoint(), message, soon()).text()).isEqualTo("ok");
        assertThat(peer.posts().get(0).body()).contains(message.text());
    }

    @Test
    void refusesHeadersThatCannotBeSentWithoutShowingThem() throws Exception {
        A2aEndpoint endpoint =
                new A2aEndpoint(peer.url(), Optional.of("0.3"), Map.of("Authorization", "Bearer a\r\nEvil: b"));

        PeerReply reply = client().send(endpoint, A2aMessage.text("x"), soon());

        assertThat(reply.standing()).isEqualTo(Standing.REFUSED);
        assertThat(reply.reason()).doesNotContain("Bearer");
        assertThat(peer.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../admin", "a\"b\\c", "\u0000\n", "ünï"})
    void sendsOddTaskIdsAsDataOnly(String id) throws Exception {
        peer.otherwise(PeerStep.task("t", "working", "w"));

        client().get(endpoint(), id, soon());

        assertThat(peer.posts()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/");
            assertThat(request.body()).startsWith("{\"jsonrpc\"").endsWith("}");
        });
    }

    @Test
    void endsTheRequestWhenTheCallerIsInterrupted() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        peer.then((connection, request) -> {
            read.countDown();
            PeerStep.stall().perform(connection, request);
            hungUp.countDown();
            return false;
        });
        A2aClient client = client();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Future<?> sending = caller.submit(() -> {
                try {
                    client.send(endpoint(), A2aMessage.text("x"), soon());
                    interrupted.complete(false);
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                }
            });
            read.await();
            sending.cancel(true);

            assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(hungUp.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void endsTheRequestWhenItsFutureIsCancelled() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        peer.then((connection, request) -> {
            read.countDown();
            PeerStep.stall().perform(connection, request);
            hungUp.countDown();
            return false;
        });

        CompletableFuture<PeerReply> sending = client().sendAsync(endpoint(), A2aMessage.text("x"), soon());
        read.await();
        sending.cancel(true);

        assertThat(hungUp.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsEveryCallerTheEndWhenItIsClosed() throws Exception {
        CountDownLatch read = new CountDownLatch(16);
        peer.otherwise((connection, request) -> {
            read.countDown();
            return PeerStep.stall().perform(connection, request);
        });
        A2aClient client = client();
        List<CompletableFuture<PeerReply>> open = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            open.add(client.sendAsync(endpoint(), A2aMessage.text("x"), soon()));
        }
        read.await();
        client.close();

        for (CompletableFuture<PeerReply> reply : open) {
            assertThat(reply.get(60, TimeUnit.SECONDS).standing()).isIn(Standing.OUTCOME_UNKNOWN, Standing.NOT_SENT);
        }
        assertThat(client.send(endpoint(), A2aMessage.text("x"), soon()).standing())
                .isEqualTo(Standing.NOT_SENT);
    }

    @Test
    void doesNotLetSlowPeersHoldUpQuickOnes() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        A2aClient client = client();
        List<CompletableFuture<PeerReply>> slow = new ArrayList<>();
        try (ScriptedPeer late = ScriptedPeer.start()) {
            late.otherwise(PeerStep.when(go, PeerStep.message("late")));
            for (int i = 0; i < 20; i++) {
                slow.add(client.sendAsync(A2aEndpoint.at(late.url()), A2aMessage.text("x"), soon()));
            }

            PeerReply quick =
                    client.sendAsync(endpoint(), A2aMessage.text("x"), soon()).get(60, TimeUnit.SECONDS);
            go.countDown();

            assertThat(quick.text()).isEqualTo("ok");
            for (CompletableFuture<PeerReply> reply : slow) {
                assertThat(reply.get(60, TimeUnit.SECONDS).text()).isEqualTo("late");
            }
        }
    }

    @Test
    void needsFewThreadsForManyQuickCalls() throws Exception {
        peer.otherwise(PeerStep.task("t", "working", "w"));
        A2aClient client = client();
        List<CompletableFuture<PeerReply>> replies = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            replies.add(client.getAsync(endpoint(), "t", soon()));
        }
        for (CompletableFuture<PeerReply> reply : replies) {
            assertThat(reply.get(30, TimeUnit.SECONDS).standing()).isEqualTo(Standing.WORKING);
        }

        long connections = peer.posts().stream()
                .map(ScriptedPeer.Received::connection)
                .distinct()
                .count();
        assertThat(connections).isLessThanOrEqualTo(32);
    }

    @Test
    void refusesSettingsThatCannotBeMeant() {
        assertThatThrownBy(() -> A2aClient.builder().bodyLimit(0)).hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> A2aClient.builder().connectLimit(Duration.ZERO))
                .hasMessageContaining("positive");
        assertThatThrownBy(() -> A2aClient.builder().allowedAddresses(List.of("nowhere")))
                .hasMessageContaining("'nowhere'");
        assertThatThrownBy(() -> A2aClient.builder().defaultProtocol("0.9")).hasMessageContaining("'0.9'");
    }
}
