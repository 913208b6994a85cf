package dev.toolspec4j.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as hosts use it: a process of its own. */
class ProcessTest {
    private static final List<String> HELLO = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

    @TempDir
    Path folder;

    @Test
    void servesTheOfficialClient() {
        List<String> command = LabServer.command();
        ServerParameters parameters = ServerParameters.builder(command.get(0))
                .args(command.subList(1, command.size()))
                .build();
        try (McpSyncClient client = McpClient.sync(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofSeconds(30))
                .build()) {
            client.initialize();

            assertThat(client.getServerInstructions()).isEqualTo("Use echo first.");
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .containsExactly("echo", "facts", "broken", "noisy", "work", "hang");
            assertThat(text(client, "echo", Map.of("text", "grüße"))).isEqualTo("grüße");
            assertThat(text(client, "broken", Map.of())).contains("broke");
            client.ping();
        }
    }

    @Test
    void keepsWhatAToolPrintsOffTheProtocol() throws Exception {
        Process server = LabServer.start(errors());
        write(server, HELLO);
        write(server, List.of(call(1, "noisy", "{}")));
        server.getOutputStream().close();

        List<String> lines = lines(server);

        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("{\"jsonrpc\":\"2.0\""));
        assertThat(lines.get(1)).contains("read -1");
        assertThat(Files.readString(errors().toPath())).contains("a tool that prints");
    }

    @Test
    void endsWithZeroAtTheEndOfInputAfterAllAnswers() throws Exception {
        Process server = LabServer.start(errors());
        write(server, HELLO);
        for (int id = 1; id <= 50; id++) {
            write(server, List.of(call(id, "work", "{\"text\":\"t" + id + "\"}")));
        }
        server.getOutputStream().close();

        assertThat(lines(server)).hasSize(51);
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        assertThat(Files.readString(errors().toPath())).isEmpty();
    }

    @Test
    void interruptsCallsAndEndsAtSigterm() throws Exception {
        Process server = LabServer.start(errors());
        write(server, HELLO);
        write(server, List.of(call(1, "hang", "{}"), call(2, "echo", "{\"text\":\"first\"}")));
        try (BufferedReader out = reader(server)) {
            assertThat(out.readLine()).contains("\"id\":0");
            assertThat(out.readLine()).contains("first");

            // Process.destroy would close its output too.
            server.toHandle().destroy();

            assertThat(out.readLine()).as("a line after SIGTERM").isNull();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(server.exitValue()).as("128 + SIGTERM").isEqualTo(143);
        assertThat(Files.readAllLines(errors().toPath())).contains("interrupted");
    }

    private File errors() {
        return folder.resolve("stderr").toFile();
    }

    private static String text(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        return ((TextContent) result.content().get(0)).text();
    }

    private static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
    }

    private static void write(Process server, List<String> lines) throws IOException {
        OutputStream in = server.getOutputStream();
        for (String line : lines) {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        in.flush();
    }

    private static BufferedReader reader(Process server) {
        return new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<String> lines(Process server) throws IOException {
        try (BufferedReader out = reader(server)) {
            return out.lines().toList();
        }
    }
}
