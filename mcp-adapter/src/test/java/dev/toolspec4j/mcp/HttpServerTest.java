package dev.toolspec4j.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    private static final String TOKEN = "0123456789abcdef-token";
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void servesTheOfficialClient() throws Exception {
        McpOptions options = McpOptions.builder().instructions("Use echo.").build();
        try (McpHttpServer server = McpServers.http(Fixtures.registry(), options, loopback());
                McpSyncClient client = client(server)) {
            client.initialize();

            assertThat(client.getServerInstructions()).isEqualTo("Use echo.");
            assertThat(client.listTools().tools())
                    .extracting(tool -> tool.name())
                    .containsExactly("echo", "facts", "broken");
            assertThat(text(call(client, "echo", Map.of("text", "héllo")))).isEqualTo("héllo");
            assertThat(call(client, "facts", Map.of()).structuredContent()).isEqualTo(Map.of("count", 2));
            assertThat(text(call(client, "broken", Map.of()))).contains("broke").doesNotContain("secret");
            assertThat(text(call(client, "zzzzzzzz", Map.of()))).contains("The tools are: echo, facts, broken.");
            client.ping();
        }
    }

    @Test
    void runsCallsOfOneSessionSideBySide() throws Exception {
        int parallel = 10;
        CountDownLatch all = new CountDownLatch(parallel);
        ToolSpec meet = Fixtures.tool("meet", call -> {
                    all.countDown();
                    return ToolResult.text(all.await(30, TimeUnit.SECONDS) ? "met" : "alone");
                })
                .build();
        try (McpHttpServer server = McpServers.http(Fixtures.registry(meet), McpOptions.defaults(), loopback());
                McpSyncClient client = client(server)) {
            client.initialize();
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < parallel; i++) {
                answers.add(CompletableFuture.supplyAsync(
                        () -> text(call(client, "meet", Map.of())), work -> new Thread(work).start()));
            }

            assertThat(answers).extracting(CompletableFuture::join).containsOnly("met");
        }
    }

    @Test
    void losesNoCallOfTenThatAreAlwaysUnderWay() throws Exception {
        int callers = 10;
        int calls = 30;
        try (McpHttpServer server = McpServers.http(Fixtures.registry(), McpOptions.defaults(), loopback());
                McpSyncClient client = client(server)) {
            client.initialize();
            ExecutorService pool = Executors.newFixedThreadPool(callers);
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < callers * calls; i++) {
                String said = "t" + i;
                answers.add(CompletableFuture.supplyAsync(
                        () -> text(call(client, "echo", Map.of("text", said))), pool));
            }

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("t" + i);
            }
            pool.shutdown();
        }
    }

    @RepeatedTest(5)
    void interruptsTheHandlerOfACancelledCallAndAnswersItsRequest() throws Exception {
        Waiting waiting = new Waiting();
        try (McpHttpServer server =
                McpServers.http(Fixtures.registry(waiting.spec()), McpOptions.defaults(), loopback())) {
            String session = openSession(server.uri());
            CompletableFuture<HttpResponse<String>> call = http.sendAsync(
                    post(
                            server.uri(),
                            session,
                            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\","
                                    + "\"params\":{\"name\":\"wait\",\"arguments\":{}}}"),
                    BodyHandlers.ofString());
            waiting.started.await();

            HttpResponse<String> cancelled = send(post(
                    server.uri(),
                    session,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}"));

            assertThat(cancelled.statusCode()).isEqualTo(202);
            assertThat(waiting.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(call.get(60, TimeUnit.SECONDS).body()).contains("\"isError\":true", "cancelled");
        }
    }

    @Test
    void doesNotCancelTheCallOfAnotherSession() throws Exception {
        Waiting waiting = new Waiting();
        try (McpHttpServer server =
                McpServers.http(Fixtures.registry(waiting.spec()), McpOptions.defaults(), loopback())) {
            String mine = openSession(server.uri());
            String other = openSession(server.uri());
            CompletableFuture<HttpResponse<String>> call = http.sendAsync(
                    post(
                            server.uri(),
                            mine,
                            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\","
                                    + "\"params\":{\"name\":\"wait\"}}"),
                    BodyHandlers.ofString());
            waiting.started.await();

            send(post(
                    server.uri(),
                    other,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}"));
            waiting.release.countDown();

            assertThat(call.get(60, TimeUnit.SECONDS).body()).contains("released");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {not json                                  | -32700
                    [{"jsonrpc":"2.0","id":1,"method":"ping"}] | -32600
                    7                                          | -32600
                    ''                                         | -32600
                    """)
    void answersABadBodyWithAnError(String body, int code) throws Exception {
        try (McpHttpServer server = McpServers.http(Fixtures.registry(), McpOptions.defaults(), loopback())) {
            HttpResponse<String> answer = send(post(server.uri(), openSession(server.uri()), body));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"id\":null", "\"code\":" + code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[1]", "\"x\""})
    void answersBadArgumentsWithAClearToolError(String arguments) throws Exception {
        try (McpHttpServer server = McpServers.http(Fixtures.registry(), McpOptions.defaults(), loopback())) {
            HttpResponse<String> answer = send(post(
                    server.uri(),
                    openSession(server.uri()),
                    "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
                            + "\"arguments\":" + arguments + "}}"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"isError\":true", "the arguments of 'echo'");
        }
    }

    @Test
    void refusesABodyThatIsTooLong() throws Exception {
        McpOptions options = McpOptions.builder().maxMessageBytes(2048).build();
        try (McpHttpServer server = McpServers.http(Fixtures.registry(), options, loopback())) {
            HttpResponse<String> answer = send(post(server.uri(), "any", "x".repeat(3000)));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("longer than 2048 bytes");
            assertThat(openSession(server.uri())).isNotBlank();
        }
    }

    @Test
    void refusesForeignOriginsAndHosts() throws Exception {
        try (McpHttpServer server = McpServers.http(Fixtures.registry(), McpOptions.defaults(), loopback())) {
            assertThat(status(server, "localhost:1", "http://evil.example")).isEqualTo(403);
            assertThat(status(server, "evil.example:1", "")).isEqualTo(421);
            assertThat(status(server, "localhost:1", "http://localhost:3000")).isEqualTo(200);
            assertThat(status(server, "[::1]:1", "")).isEqualTo(200);
        }
    }

    @Test
    void letsInOnlyWhoCarriesTheToken() throws Exception {
        McpHttpOptions options =
                McpHttpOptions.builder().bearerToken(TOKEN).host("0.0.0.0").build();
        try (McpHttpServer server = McpServers.http(Fixtures.registry(), McpOptions.defaults(), options)) {
            URI uri = URI.create("http://127.0.0.1:" + server.uri().getPort() + "/mcp");

            HttpResponse<String> without = send(request(uri, INITIALIZE).build());
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(send(request(uri, INITIALIZE)
                                    .header("Authorization", "Bearer " + TOKEN + "x")
                                    .build())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(request(uri, INITIALIZE)
                                    .header("Authorization", "Basic " + TOKEN)
                                    .build())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(request(uri, INITIALIZE)
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void wantsATokenBeyondLoopback() {
        assertThatThrownBy(() -> McpHttpOptions.builder().host("0.0.0.0").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a bearer token");
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            McpHttpOptions options =
                    McpHttpOptions.builder().port(taken.getLocalPort()).build();

            assertThatThrownBy(() -> McpServers.http(Fixtures.registry(), McpOptions.defaults(), options))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    @Test
    void showsNothingButTheEndpoint() throws Exception {
        try (McpHttpServer server = McpServers.http(Fixtures.registry(), McpOptions.defaults(), loopback())) {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(server.uri().resolve("/other")).build());

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("Tomcat");
        }
    }

    @Test
    void interruptsRunningCallsAndStopsListeningWhenClosed() throws Exception {
        Waiting waiting = new Waiting();
        McpHttpServer server = McpServers.http(Fixtures.registry(waiting.spec()), McpOptions.defaults(), loopback());
        String session = openSession(server.uri());
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(
                post(
                        server.uri(),
                        session,
                        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\"," + "\"params\":{\"name\":\"wait\"}}"),
                BodyHandlers.ofString());
        waiting.started.await();

        server.close();
        server.close();

        assertThat(waiting.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(call.get(60, TimeUnit.SECONDS).body()).contains("cancelled");
        assertThatThrownBy(() -> openSession(server.uri())).isInstanceOf(IOException.class);
    }

    private static McpHttpOptions loopback() {
        return McpHttpOptions.builder().build();
    }

    private static McpSyncClient client(McpHttpServer server) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                server.uri().resolve("/").toString())
                        .endpoint("/mcp")
                        .build())
                .requestTimeout(Duration.ofSeconds(40))
                .build();
    }

    private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    private String openSession(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(uri, INITIALIZE).build());
        assertThat(answer.statusCode()).isEqualTo(200);
        String session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
        assertThat(send(post(uri, session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"))
                        .statusCode())
                .isEqualTo(202);
        return session;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest post(URI uri, String session, String body) {
        return request(uri, body).header("Mcp-Session-Id", session).build();
    }

    private static HttpRequest.Builder request(URI uri, String body) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofSeconds(40))
                .POST(BodyPublishers.ofString(body));
    }

    /** Posts over a bare socket, since the JDK's client does not let Host be set. */
    private static int status(McpHttpServer server, String host, String origin) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            String head = "POST /mcp HTTP/1.1\r\nHost: " + host + "\r\n"
                    + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
                    + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                    + "Connection: close\r\nContent-Length: " + INITIALIZE.length() + "\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            out.write((head + INITIALIZE).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
