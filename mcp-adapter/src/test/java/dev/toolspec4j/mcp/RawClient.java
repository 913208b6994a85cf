package dev.toolspec4j.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ToolRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that writes lines as they come to mind. */
final class RawClient implements AutoCloseable {
    private final PipedOutputStream toServer = new PipedOutputStream();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final McpStdioServer server;

    RawClient(ToolRegistry registry, McpOptions options) throws IOException {
        this.server = McpServers.stdio(registry, options, new PipedInputStream(toServer, 1 << 20), new Lines());
    }

    static RawClient initialized(ToolRegistry registry) throws IOException {
        return new RawClient(registry, McpOptions.defaults()).initialize();
    }

    RawClient initialize() throws IOException {
        send("{\"jsonrpc\":\"2.0\",\"id\":\"init\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}");
        assertThat(next()).containsEntry("id", "init").containsKey("result");
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return this;
    }

    McpStdioServer server() {
        return server;
    }

    void send(String line) throws IOException {
        send((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        toServer.write(bytes);
        toServer.flush();
    }

    void call(int id, String tool, String argumentsJson) throws IOException {
        send(callLine(id, tool, argumentsJson));
    }

    static String callLine(int id, String tool, String argumentsJson) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + argumentsJson + "}}";
    }

    /** Sends a line and returns the line that comes next. */
    String askForLine(String line) {
        try {
            send(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nextLine();
    }

    /** Sends a line and returns what comes next. */
    Map<String, Object> ask(String line) {
        return JsonText.readObject(askForLine(line));
    }

    void endInput() throws IOException {
        toServer.close();
    }

    String nextLine() {
        try {
            String line = lines.poll(60, TimeUnit.SECONDS);
            assertThat(line).as("the server's next line").isNotNull();
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        }
    }

    Map<String, Object> next() {
        return JsonText.readObject(nextLine());
    }

    boolean isSilent() {
        return lines.isEmpty();
    }

    /** Sends a ping and expects its answer as the very next line. */
    void assertAlive() {
        assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":\"alive\",\"method\":\"ping\"}"))
                .containsEntry("id", "alive")
                .containsEntry("result", Map.of());
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            if (b == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }
}
