package dev.toolspec4j.testkit;

import dev.toolspec4j.testkit.ScriptedPeer.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** What a {@link ScriptedPeer} does with one request that it has read. */
@FunctionalInterface
public interface PeerStep {
    /** Does it; returns whether the connection stays open. Throws when the client has gone. */
    boolean perform(Socket connection, Received request) throws IOException;

    /** Answers 200 with JSON. */
    static PeerStep json(String body) {
        return status(200, "application/json", body);
    }

    /** Answers 200 with a JSON-RPC result. */
    static PeerStep result(String json) {
        return json("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":" + json + "}");
    }

    /** Answers 200 with a JSON-RPC error. */
    static PeerStep error(int code, String message) {
        return json(
                "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}");
    }

    /** Answers with a message in the 0.3 form; the text must need no escapes. */
    static PeerStep message(String text) {
        return result(
                "{\"kind\":\"message\",\"role\":\"agent\",\"messageId\":\"r\",\"parts\":[{\"kind\":\"text\",\"text\":\""
                        + text + "\"}]}");
    }

    /** Answers with a task in the 0.3 form, such as {@code working}; the text must need no escapes. */
    static PeerStep task(String id, String state, String text) {
        String parts = "\"parts\":[{\"kind\":\"text\",\"text\":\"" + text + "\"}]";
        return result("{\"kind\":\"task\",\"id\":\"" + id + "\",\"contextId\":\"c\",\"status\":{\"state\":\"" + state
                + "\",\"message\":{\"kind\":\"message\"," + parts + "}}"
                + (state.equals("completed") ? ",\"artifacts\":[{\"artifactId\":\"a\"," + parts + "}]" : "") + "}");
    }

    /** Answers with any status, type and body. */
    static PeerStep status(int status, String contentType, String body) {
        return status(status, Map.of("Content-Type", contentType), body);
    }

    /** Answers with any status, headers and body. */
    static PeerStep status(int status, Map<String, String> headers, String body) {
        return (connection, request) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put("Content-Length", String.valueOf(bytes.length));
            write(connection, status, all, bytes);
            return true;
        };
    }

    /** Decides by the request. */
    static PeerStep by(Function<Received, PeerStep> choice) {
        return (connection, request) -> choice.apply(request).perform(connection, request);
    }

    /** Closes the connection without an answer. */
    static PeerStep drop() {
        return (connection, request) -> false;
    }

    /** Resets the connection without an answer. */
    static PeerStep reset() {
        return (connection, request) -> {
            connection.setSoLinger(true, 0);
            return false;
        };
    }

    /** Begins an answer of 1,000 bytes, ends after the body given and closes. */
    static PeerStep cut(String body) {
        return (connection, request) -> {
            Map<String, String> headers = Map.of("Content-Type", "application/json", "Content-Length", "1000");
            write(connection, 200, headers, body.getBytes(StandardCharsets.UTF_8));
            return false;
        };
    }

    /** Answers, and closes the connection afterwards without having said so. */
    static PeerStep thenClose(PeerStep answer) {
        return (connection, request) -> {
            answer.perform(connection, request);
            return false;
        };
    }

    /** Says nothing until the client hangs up or the peer is closed. */
    static PeerStep stall() {
        return (connection, request) -> connection.getInputStream().read() >= 0;
    }

    /** Waits for a latch before the answer; an interruption cuts the line. */
    static PeerStep when(CountDownLatch latch, PeerStep answer) {
        return (connection, request) -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            return answer.perform(connection, request);
        };
    }

    private static void write(Socket connection, int status, Map<String, String> headers, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        OutputStream out = connection.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }
}
