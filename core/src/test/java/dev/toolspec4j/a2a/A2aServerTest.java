package dev.toolspec4j.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.PeerReply.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class A2aServerTest {
    private final A2aClient client = A2aClient.create();
    private final List<A2aServer> servers = new ArrayList<>();

    @AfterEach
    void closeAll() {
        client.close();
        servers.forEach(A2aServer::close);
    }

    private A2aServer start(A2aServer.Builder builder) throws IOException {
        A2aServer server = builder.closeWait(Duration.ZERO).start();
        servers.add(server);
        return server;
    }

    private static A2aEndpoint at(A2aServer server, String protocol) {
        return new A2aEndpoint(server.url(), Optional.of(protocol), Map.of());
    }

    private static A2aCall blocking() {
        return new A2aCall(Instant.now().plusSeconds(60), true, Map.of());
    }

    private static A2aCall atOnce() {
        return A2aCall.until(Instant.now().plusSeconds(60));
    }

    private static A2aMessage answering(PeerReply question, String text) {
        A2aMessage plain = A2aMessage.text(text);
        return new A2aMessage(
                plain.messageId(), text, question.remoteTaskId(), question.contextId(), Map.of(), Map.of());
    }

    /** Asks until the task rests; the peer's own blocking send is what makes this quick. */
    private PeerReply settled(A2aEndpoint endpoint, PeerReply reply) throws InterruptedException {
        PeerReply now = reply;
        while (now.standing() == Standing.WORKING) {
            now = client.get(endpoint, now.remoteTaskId().orElseThrow(), atOnce());
        }
        return now;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void answersABlockingSendWithTheResult(String protocol) throws Exception {
        A2aServer server = start(A2aServer.serving("upper", text -> text.toUpperCase(Locale.ROOT)));

        PeerReply reply = client.send(at(server, protocol), A2aMessage.text("hello"), blocking());

        assertThat(reply.standing()).isEqualTo(Standing.COMPLETED);
        assertThat(reply.text()).isEqualTo("HELLO");
        assertThat(reply.remoteTaskId()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void answersANonBlockingSendBeforeTheWorkIsDone(String protocol) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        A2aServer server = start(A2aServer.forAgent("slow", request -> {
            go.await();
            return AgentAnswer.result("done");
        }));
        A2aEndpoint endpoint = at(server, protocol);

        PeerReply first = client.send(endpoint, A2aMessage.text("x"), atOnce());
        PeerReply asked = client.get(endpoint, first.remoteTaskId().orElseThrow(), atOnce());
        go.countDown();

        assertThat(first.standing()).isEqualTo(Standing.WORKING);
        assertThat(asked.standing()).isEqualTo(Standing.WORKING);
        assertThat(settled(endpoint, asked).text()).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void letsABlockingSendGoAfterTheHoldingTime(String protocol) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        A2aServer server = start(A2aServer.forAgent("slow", request -> {
                    go.await();
                    return AgentAnswer.result("late");
                })
                .held(Duration.ofMillis(50)));

        PeerReply reply = client.send(at(server, protocol), A2aMessage.text("x"), blocking());
        go.countDown();

        assertThat(reply.standing()).isEqualTo(Standing.WORKING);
        assertThat(settled(at(server, protocol), reply).text()).isEqualTo("late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void asksAndGoesOnWithTheAnswer(String protocol) throws Exception {
        A2aServer server = start(A2aServer.forAgent(
                "asker",
                request -> request.earlier().isEmpty()
                        ? AgentAnswer.question("which colour?")
                        : AgentAnswer.result(String.join(" / ", request.earlier()) + " / " + request.text())));
        A2aEndpoint endpoint = at(server, protocol);

        PeerReply question = client.send(endpoint, A2aMessage.text("paint"), blocking());
        PeerReply result = client.send(endpoint, answering(question, "red"), blocking());

        assertThat(question.standing()).isEqualTo(Standing.INPUT_REQUIRED);
        assertThat(question.text()).isEqualTo("which colour?");
        assertThat(result.text()).isEqualTo("paint / which colour? / red");
        assertThat(result.remoteTaskId()).isEqualTo(question.remoteTaskId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void runsAMessageThatComesTwiceOnce(String protocol) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        A2aServer server = start(A2aServer.serving("counter", text -> "run " + runs.incrementAndGet()));
        A2aMessage message = A2aMessage.text("x");

        PeerReply first = client.send(at(server, protocol), message, blocking());
        PeerReply second = client.send(at(server, protocol), message, blocking());

        assertThat(second).isEqualTo(first);
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void failsTheTaskOfAnAgentThatBreaksWithoutTellingWhy(String protocol) throws Exception {
        A2aServer server = start(A2aServer.serving("broken", (String text) -> {
            throw new IllegalStateException("password is hunter2");
        }));

        PeerReply reply = client.send(at(server, protocol), A2aMessage.text("x"), blocking());

        assertThat(reply.standing()).isEqualTo(Standing.FAILED);
        assertThat(reply.text()).isEqualTo("the agent failed while it worked on the task");
        assertThat(reply.reason()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void interruptsTheWorkOfACancelledTask(String protocol) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        A2aServer server = start(A2aServer.forAgent("endless", request -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return AgentAnswer.result("never");
        }));
        A2aEndpoint endpoint = at(server, protocol);
        PeerReply task = client.send(endpoint, A2aMessage.text("x"), atOnce());
        begun.await();

        PeerReply cancelled = client.cancel(endpoint, task.remoteTaskId().orElseThrow(), atOnce());
        PeerReply again = client.cancel(endpoint, task.remoteTaskId().orElseThrow(), atOnce());

        assertThat(cancelled.standing()).isEqualTo(Standing.CANCELED);
        assertThat(again.standing()).isEqualTo(Standing.CANCELED);
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysHowATaskStandsThatCannotBeCancelledAnyMore() throws Exception {
        A2aServer server = start(A2aServer.serving("quick", text -> "done"));
        PeerReply task = client.send(at(server, "0.3"), A2aMessage.text("x"), blocking());

        PeerReply reply = client.cancel(at(server, "0.3"), task.remoteTaskId().orElseThrow(), atOnce());

        assertThat(reply.standing()).isEqualTo(Standing.COMPLETED);
        assertThat(reply.text()).isEqualTo("done");
    }

    @Test
    void cancelsATaskThatStillWaitsForItsTurn() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        A2aServer server = start(A2aServer.forAgent("single", request -> {
                    go.await();
                    ran.add(request.text());
                    return AgentAnswer.result("done");
                })
                .concurrency(1));
        A2aEndpoint endpoint = at(server, "0.3");
        PeerReply first = client.send(endpoint, A2aMessage.text("first"), atOnce());
        PeerReply second = client.send(endpoint, A2aMessage.text("second"), atOnce());

        PeerReply cancelled = client.cancel(endpoint, second.remoteTaskId().orElseThrow(), atOnce());
        go.countDown();

        assertThat(cancelled.standing()).isEqualTo(Standing.CANCELED);
        assertThat(settled(endpoint, first).standing()).isEqualTo(Standing.COMPLETED);
        assertThat(ran).containsExactly("first");
    }

    @Test
    void saysHonestlyThatItIsBusyAndStartsNothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        A2aServer server = start(A2aServer.forAgent("full", request -> {
                    runs.incrementAndGet();
                    begun.countDown();
                    go.await();
                    return AgentAnswer.result("done");
                })
                .concurrency(1)
                .queue(1));
        A2aEndpoint endpoint = at(server, "0.3");
        PeerReply running = client.send(endpoint, A2aMessage.text("1"), atOnce());
        begun.await();
        PeerReply waiting = client.send(endpoint, A2aMessage.text("2"), atOnce());
        A2aMessage third = A2aMessage.text("3");

        PeerReply refused = client.send(endpoint, third, atOnce());
        go.countDown();
        settled(endpoint, running);
        settled(endpoint, waiting);
        PeerReply later = client.send(endpoint, third, blocking());

        assertThat(refused.standing()).isEqualTo(Standing.NOT_SENT);
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(later.standing()).isEqualTo(Standing.COMPLETED);
        assertThat(runs).hasValue(3);
    }

    @Test
    void forgetsTheOldestEndedTasksOnly() throws Exception {
        A2aServer server = start(A2aServer.serving("echo", text -> text).kept(2));
        A2aEndpoint endpoint = at(server, "0.3");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(client.send(endpoint, A2aMessage.text("t" + i), blocking())
                    .remoteTaskId()
                    .orElseThrow());
        }

        assertThat(client.get(endpoint, ids.get(0), atOnce()).standing()).isEqualTo(Standing.TASK_LOST);
        assertThat(client.get(endpoint, ids.get(3), atOnce()).text()).isEqualTo("t3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void handsTheAgentWhatCameWithTheMessage(String protocol) throws Exception {
        List<AgentRequest> seen = Collections.synchronizedList(new ArrayList<>());
        A2aServer server = start(A2aServer.forAgent("reader", request -> {
            seen.add(request);
            return AgentAnswer.result("ok");
        }));
        A2aMessage message = new A2aMessage(
                "m-1",
                "text",
                Optional.empty(),
                Optional.of("conversation"),
                Map.of("delegation_id", "d-1"),
                Map.of("hops", 3, "visited", List.of("a", "b")));
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        PeerReply reply = client.send(at(server, protocol), message, blocking().with(Map.of("traceparent", trace)));

        assertThat(reply.contextId()).contains("conversation");
        assertThat(seen).singleElement().satisfies(request -> {
            assertThat(request.messageId()).isEqualTo("m-1");
            assertThat(request.metadata()).containsEntry("delegation_id", "d-1");
            assertThat(request.requestMetadata()).containsEntry("hops", 3).containsEntry("visited", List.of("a", "b"));
            assertThat(request.traceparent()).contains(trace);
        });
    }

    @ParameterizedTest
    @CsvSource({"/.well-known/agent-card.json", "/.well-known/agent.json"})
    void showsItsCardAtBothPlaces(String place) throws Exception {
        A2aServer server = start(A2aServer.serving("carded", text -> text).description("does things"));

        HttpResponse<String> response = Raw.get(server.url().resolve(place), Map.of());
        HttpResponse<String> unchanged = Raw.get(
                server.url().resolve(place),
                Map.of("If-None-Match", response.headers().firstValue("ETag").orElseThrow()));

        AgentCard card = AgentCard.parse(response.body());
        assertThat(card).isEqualTo(server.card());
        assertThat(card.protocolVersions()).containsExactly("1.0", "0.3");
        assertThat(unchanged.statusCode()).isEqualTo(304);
    }

    @Test
    void isFoundInItsPreferredFormByItsCard() throws Exception {
        A2aServer server = start(A2aServer.serving("found", text -> "ok"));

        PeerReply reply = client.send(A2aEndpoint.at(server.url()), A2aMessage.text("x"), blocking());

        assertThat(reply.text()).isEqualTo("ok");
        assertThat(client.card(A2aEndpoint.at(server.url()), atOnce()).name()).isEqualTo("found");
    }

    @Test
    void demandsItsTokenOfEveryoneWhoAsks() throws Exception {
        A2aServer server = start(A2aServer.serving("guarded", text -> "ok").token("s3cret"));
        A2aEndpoint stranger = at(server, "0.3");
        A2aEndpoint wrong = new A2aEndpoint(server.url(), Optional.of("0.3"), Map.of("Authorization", "Bearer s3cres"));
        A2aEndpoint friend =
                new A2aEndpoint(server.url(), Optional.of("1.0"), Map.of("Authorization", "Bearer s3cret"));

        assertThat(client.send(stranger, A2aMessage.text("x"), blocking()).authentication())
                .isTrue();
        assertThat(client.send(wrong, A2aMessage.text("x"), blocking()).standing())
                .isEqualTo(Standing.REFUSED);
        assertThat(client.send(friend, A2aMessage.text("x"), blocking()).text()).isEqualTo("ok");
        assertThat(client.card(stranger, atOnce()).name()).isEqualTo("guarded");
    }

    @Nested
    class Refuses {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{                                                                          | -32700",
                    "                                                                           | -32600",
                    "[]                                                                         | -32600",
                    "7                                                                          | -32600",
                    "{'jsonrpc':'2.0','method':'message/send','params':{}}                      | -32600",
                    "{'jsonrpc':'1.0','id':1,'method':'message/send','params':{}}               | -32600",
                    "{'jsonrpc':'2.0','id':1,'method':7}                                        | -32600",
                    "{'jsonrpc':'2.0','id':{},'method':'message/send'}                          | -32600",
                    "{'jsonrpc':'2.0','id':1,'method':'no/such'}                                | -32601",
                    "{'jsonrpc':'2.0','id':1,'method':'message/send'}                           | -32602",
                    "{'jsonrpc':'2.0','id':1,'method':'message/send','params':[]}               | -32602",
                    "{'jsonrpc':'2.0','id':1,'method':'SendMessage','params':{'message':{}}}    | -32602",
                    "{'jsonrpc':'2.0','id':1,'method':'SendMessage','params':{'message':{'messageId':'m','parts':[]}}} | -32602",
                    "{'jsonrpc':'2.0','id':1,'method':'SendMessage','params':{'message':{'messageId':'m','parts':[{'text':' '}]}}} | -32602",
                    "{'jsonrpc':'2.0','id':1,'method':'SendMessage','params':{'message':{'messageId':'m','taskId':'t','parts':[{'text':'x'}]}}} | -32001",
                    "{'jsonrpc':'2.0','id':1,'method':'tasks/get','params':{}}                  | -32602",
                    "{'jsonrpc':'2.0','id':1,'method':'tasks/get','params':{'id':'none'}}       | -32001",
                    "{'jsonrpc':'2.0','id':1,'method':'CancelTask','params':{'id':'none'}}      | -32001",
                    "{'jsonrpc':'2.0','id':1,'method':'message/stream','params':{}}             | -32004",
                    "{'jsonrpc':'2.0','id':1,'method':'tasks/pushNotificationConfig/set'}       | -32003",
                    "{'jsonrpc':'2.0','id':1,'method':'GetExtendedAgentCard'}                   | -32007",
                })
        void whatItDoesNotUnderstandWithTheRightCode(String body, int code) throws Exception {
            A2aServer server = start(A2aServer.serving("strict", text -> text));

            HttpResponse<String> response =
                    Raw.post(server.url(), body == null ? "" : body.replace('\'', '"'), Map.of());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"error\":{\"code\":" + code + ",");
        }

        @Test
        void versionsThatNobodySpeaksYet() throws Exception {
            A2aServer server = start(A2aServer.serving("strict", text -> text));

            HttpResponse<String> response = Raw.post(
                    server.url(),
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{\"id\":\"x\"}}",
                    Map.of("A2A-Version", "9.9"));

            assertThat(response.body()).contains("-32009");
        }

        @Test
        void messagesToATaskThatHasEnded() throws Exception {
            A2aServer server = start(A2aServer.serving("echo", text -> text));
            PeerReply done = client.send(at(server, "1.0"), A2aMessage.text("x"), blocking());

            PeerReply reply = client.send(at(server, "1.0"), answering(done, "more"), blocking());

            assertThat(reply.standing()).isEqualTo(Standing.REFUSED);
        }

        @Test
        void answersFromAnotherConversation() throws Exception {
            A2aServer server = start(A2aServer.forAgent("asker", request -> AgentAnswer.question("what?")));
            PeerReply question = client.send(at(server, "1.0"), A2aMessage.text("x"), blocking());
            A2aMessage answer =
                    new A2aMessage("m-2", "y", question.remoteTaskId(), Optional.of("another"), Map.of(), Map.of());

            assertThat(client.send(at(server, "1.0"), answer, blocking()).standing())
                    .isEqualTo(Standing.REFUSED);
        }

        @Test
        void bodiesThatAreTooLarge() throws Exception {
            A2aServer server = start(A2aServer.serving("small", text -> text).bodyLimit(1000));

            PeerReply reply = client.send(at(server, "0.3"), A2aMessage.text("x".repeat(2000)), blocking());

            assertThat(reply.standing()).isEqualTo(Standing.REFUSED);
            assertThat(reply.reason()).contains("413");
        }

        @Test
        void whatAWebPageCouldSend() throws Exception {
            A2aServer server = start(A2aServer.serving("echo", text -> text));
            String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{\"id\":\"x\"}}";

            assertThat(Raw.post(server.url(), call, Map.of("Content-Type", "text/plain"))
                            .statusCode())
                    .isEqualTo(415);
            assertThat(Raw.rawStatus(
                            server.port(),
                            "POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Type: "
                                    + "application/json\r\nContent-Length: " + call.length() + "\r\n\r\n" + call))
                    .startsWith("HTTP/1.1 403");
        }

        @Test
        void otherMethodsAndPlaces() throws Exception {
            A2aServer server = start(A2aServer.serving("echo", text -> text));

            assertThat(Raw.get(server.url(), Map.of()).statusCode()).isEqualTo(405);
        }
    }

    /** Plain HTTP, for what our client would never send. */
    private static final class Raw {
        private static final HttpClient HTTP = HttpClient.newHttpClient();

        static HttpResponse<String> get(URI url, Map<String, String> headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(url);
            headers.forEach(request::header);
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        static HttpResponse<String> post(URI url, String body, Map<String, String> headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body));
            request.setHeader("Content-Type", "application/json");
            headers.forEach(request::setHeader);
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        static String rawStatus(int port, String request) throws IOException {
            try (java.net.Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            }
        }
    }
}
