package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aServer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line's MCP server as a process: over HTTP and standard streams, until it is told to end. */
class McpProcessTest {
    private static final String TOKEN = "a-token-of-the-tests-0123";
    private static final String HELLO =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";
    private static final String READY = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String DIG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":"
            + "\"delegate_task\",\"arguments\":{\"workspace_id\":\"digger\",\"task\":\"dig\"}}}";

    @TempDir
    Path folder;

    private CliJar cli;

    @BeforeEach
    void findJar() {
        cli = new CliJar(folder);
    }

    @Test
    void servesTheOfficialClientOverHttpAndEndsAtSigterm() throws Exception {
        Process server = secured().start("mcp", "--http", "--port", "0");
        try (BufferedReader out = reader(server)) {
            URI uri = announced(out);
            try (McpSyncClient client = client(uri)) {
                client.initialize();

                assertThat(client.getServerInstructions()).hasSizeLessThanOrEqualTo(2_000);
                assertThat(client.listTools().tools()).hasSize(8);
                assertThat(text(client.callTool(CallToolRequest.builder("commit_memory")
                                .arguments(Map.of("content", "kept over HTTP"))
                                .build())))
                        .contains("\"success\":true");
                client.ping();
            }

            server.toHandle().destroy();

            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).as("128 + SIGTERM").isEqualTo(143);
            assertThat(out.readLine()).isNull();
        }
        assertStoreIsClosed();
        assertThat(cli.run("call", "recall_memory").out()).contains("kept over HTTP");
    }

    @Test
    void letsNobodyInWithoutTheTokenOrFromAForeignPage() throws Exception {
        Process server = secured().start("mcp", "--http", "--port", "0", "--allow-origin", "https://app.example.org");
        try (BufferedReader out = reader(server)) {
            URI uri = announced(out);

            assertThat(status(uri)).isEqualTo(401);
            assertThat(status(uri, "Authorization", "Bearer another-token-0123"))
                    .isEqualTo(401);
            assertThat(status(uri, "Authorization", "Bearer " + TOKEN)).isEqualTo(200);
            assertThat(status(uri, "Authorization", "Bearer " + TOKEN, "Origin", "https://evil.example.com"))
                    .isEqualTo(403);
            assertThat(status(uri, "Authorization", "Bearer " + TOKEN, "Origin", "https://app.example.org"))
                    .isEqualTo(200);
        } finally {
            server.destroy();
        }
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void answersARunningCallOverHttpWhenItIsToldToEnd() throws Exception {
        Digger digger = new Digger();
        try (A2aServer peer = digger.start()) {
            cli.run("peers", "add", "digger", peer.url().toString());
            Process server = secured().start("mcp", "--http", "--port", "0");
            try (BufferedReader out = reader(server)) {
                McpSyncClient client = client(announced(out));
                client.initialize();
                CompletableFuture<String> call = CompletableFuture.supplyAsync(
                        () -> text(client.callTool(CallToolRequest.builder("delegate_task")
                                .arguments(Map.of("workspace_id", "digger", "task", "dig"))
                                .build())),
                        work -> new Thread(work).start());
                assertThat(digger.atWork.await(60, TimeUnit.SECONDS)).isTrue();

                server.toHandle().destroy();

                assertThat(call.get(30, TimeUnit.SECONDS)).contains("cancelled");
                assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(server.exitValue()).isEqualTo(143);
            }
            assertStoreIsClosed();
            digger.release.countDown();
        }
    }

    @Test
    void answersARunningCallAfterTheEndOfInputAndEndsWithZero() throws Exception {
        Digger digger = new Digger();
        try (A2aServer peer = digger.start()) {
            cli.run("peers", "add", "digger", peer.url().toString());
            Process server = cli.start("mcp");
            try (BufferedReader out = reader(server)) {
                send(server, HELLO, READY, DIG);
                assertThat(out.readLine()).contains("\"id\":0");
                assertThat(digger.atWork.await(60, TimeUnit.SECONDS)).isTrue();
                server.getOutputStream().close();
                digger.release.countDown();

                assertThat(out.readLine()).contains("\"id\":1").contains("a hole");
                assertThat(out.readLine()).isNull();
            }
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
            assertStoreIsClosed();
        }
    }

    @Test
    void endsAtSigtermInOrderAndLeavesTheDelegationToTheNextProcess() throws Exception {
        Digger digger = new Digger();
        try (A2aServer peer = digger.start()) {
            cli.run("peers", "add", "digger", peer.url().toString());
            Process server = cli.start("mcp");
            try (BufferedReader out = reader(server)) {
                send(server, HELLO, READY, DIG);
                assertThat(out.readLine()).contains("\"id\":0");
                assertThat(digger.atWork.await(60, TimeUnit.SECONDS)).isTrue();

                server.toHandle().destroy();

                assertThat(out.readLine())
                        .as("half a line, or more, after SIGTERM")
                        .isNull();
                assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(server.exitValue()).isEqualTo(143);
            assertStoreIsClosed();
            assertThat(cli.run("call", "check_task_status").out()).contains("\"task\":\"dig\"");
            digger.release.countDown();
        }
    }

    @Test
    void refusesWhatCannotBeServedAndSaysWhatToDo() throws Exception {
        CliJar.Outcome open = cli.run("mcp", "--http", "--host", "0.0.0.0");
        assertThat(open.code()).isEqualTo(2);
        assertThat(open.err()).contains("TOOLSPEC4J_MCP_TOKEN");

        CliJar.Outcome weak = cli.with(Map.of("TOOLSPEC4J_MCP_TOKEN", "secret")).run("mcp", "--http");
        assertThat(weak.code()).isEqualTo(2);
        assertThat(weak.err()).contains("TOOLSPEC4J_MCP_TOKEN", "16").doesNotContain("secret\n");

        assertThat(cli.run("mcp", "--http", "--port", "70000").err()).contains("65535");
        assertThat(cli.run("mcp", "--port", "1").err()).contains("--http");
    }

    private CliJar secured() {
        return cli.with(Map.of("TOOLSPEC4J_MCP_TOKEN", TOKEN));
    }

    private static URI announced(BufferedReader out) throws IOException {
        String line = out.readLine();
        Matcher address = Pattern.compile("http://\\S+").matcher(String.valueOf(line));
        assertThat(address.find()).as("an address in: %s", line).isTrue();
        return URI.create(address.group());
    }

    private static McpSyncClient client(URI uri) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                uri.resolve("/").toString())
                        .endpoint(uri.getPath())
                        .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + TOKEN))
                        .build())
                .requestTimeout(Duration.ofSeconds(60))
                .build();
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    private static int status(URI uri, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofSeconds(40))
                .POST(BodyPublishers.ofString(HELLO));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static void send(Process server, String... lines) throws IOException {
        OutputStream in = server.getOutputStream();
        for (String line : lines) {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        in.flush();
    }

    private static BufferedReader reader(Process server) {
        return new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    }

    /** SQLite removes its log when the last connection is closed, and only then. */
    private void assertStoreIsClosed() {
        assertThat(folder.resolve("store/workspace.db")).exists();
        assertThat(folder.resolve("store/workspace.db-wal")).doesNotExist();
    }

    /** A peer that digs until it is released. */
    private static final class Digger {
        private final CountDownLatch atWork = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        private A2aServer start() throws IOException {
            return A2aServer.serving("Digger", task -> {
                        atWork.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return "a hole";
                    })
                    .start();
        }
    }
}
