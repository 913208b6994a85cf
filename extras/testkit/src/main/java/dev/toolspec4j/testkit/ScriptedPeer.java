package dev.toolspec4j.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An A2A peer on loopback that answers as it is told, down to broken connections, and counts what it has read. Requests
 * by POST take the script's steps in order, then its last resort; those by GET are answered 404, or with a card.
 *
 * <p>Safe for use by several threads. Closing it cuts all connections.
 */
public final class ScriptedPeer implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Queue<PeerStep> script = new ArrayDeque<>();
    private final List<Received> received = new ArrayList<>();
    private PeerStep lastResort = PeerStep.message("ok");
    private PeerStep card = PeerStep.status(404, "text/plain", "no card");
    private int accepted;

    private ScriptedPeer() throws IOException {
        listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "scripted-peer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns a peer that answers every message with {@code ok} until told otherwise. */
    public static ScriptedPeer start() throws IOException {
        return new ScriptedPeer();
    }

    /** Returns where it listens. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /** Adds steps for the next requests by POST, one each. */
    public synchronized ScriptedPeer then(PeerStep... steps) {
        script.addAll(List.of(steps));
        return this;
    }

    /** Sets what happens to requests by POST when the script has ended. */
    public synchronized ScriptedPeer otherwise(PeerStep step) {
        lastResort = step;
        return this;
    }

    /** Sets what happens to requests by GET. */
    public synchronized ScriptedPeer card(PeerStep step) {
        card = step;
        return this;
    }

    /** Returns the requests that were read to their end, in order. */
    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** Returns those of them that came by POST. */
    public List<Received> posts() {
        return received().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                int number = ++accepted;
                Thread thread = new Thread(() -> serve(connection, number), "scripted-peer-" + number);
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // The listener was closed, which is how this peer ends.
            connections.clear();
        }
    }

    private void serve(Socket connection, int number) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                Received request = read(in, number);
                if (!step(request).perform(connection, request)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client has gone, or the step was to cut the line; what was read is on record.
            connections.remove(connection);
        }
    }

    private synchronized PeerStep step(Received request) {
        received.add(request);
        if (!request.method().equals("POST")) {
            return card;
        }
        PeerStep next = script.poll();
        return next == null ? lastResort : next;
    }

    private static Received read(InputStream in, int connection) throws IOException {
        String[] first = line(in).split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] halves = line.split(":", 2);
            headers.put(halves[0].toLowerCase(Locale.ROOT), halves[1].strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the client hung up within a request");
        }
        return new Received(connection, first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the client hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /**
     * A request that the peer read to its end.
     *
     * @param connection the number of the connection it came on, from 1
     * @param method such as {@code POST}
     * @param path with the query, if any
     * @param headers by name in lower case
     * @param body as text
     */
    public record Received(int connection, String method, String path, Map<String, String> headers, String body) {
        /** Copies the headers. */
        public Received {
            headers = Map.copyOf(headers);
        }
    }
}
