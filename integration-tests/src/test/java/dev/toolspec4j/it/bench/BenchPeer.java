package dev.toolspec4j.it.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The cheapest peer there can be, in a process of its own: one fixed message for every request, one thread a
 * connection.
 */
final class BenchPeer implements AutoCloseable {
    private static final String TEXT = "The incident began at 10:02 when a deploy raised the error rate of the checkout"
            + " service; it was rolled back at 10:11 and nothing was lost.";
    private static final String BODY = "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"kind\":\"message\",\"role\":"
            + "\"agent\",\"messageId\":\"0f7c\",\"contextId\":\"c-1\",\"parts\":[{\"kind\":\"text\",\"text\":\"" + TEXT
            + "\"}]}}";

    private final Process process;
    private final URI url;

    private BenchPeer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts the peer in another JVM and returns when it listens. */
    static BenchPeer start() throws IOException {
        Process process = new ProcessBuilder(
                        javaCommand(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchPeer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new BenchPeer(process, URI.create("http://127.0.0.1:" + out.readLine() + "/"));
    }

    static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            System.out.println(listener.getLocalPort());
            while (true) {
                Socket connection = listener.accept();
                Thread thread = new Thread(() -> serve(connection));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private static void serve(Socket connection) {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            byte[] reply = new byte[head.length + body.length];
            System.arraycopy(head, 0, reply, 0, head.length);
            System.arraycopy(body, 0, reply, head.length, body.length);
            while (readRequest(in)) {
                out.write(reply);
                out.flush();
            }
        } catch (IOException e) {
            System.err.println("a client has gone: " + e.getMessage());
        }
    }

    private static boolean readRequest(InputStream in) throws IOException {
        int length = 0;
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                if (line.length() == 0) {
                    return in.readNBytes(length).length == length;
                }
                String header = line.toString().toLowerCase(Locale.ROOT);
                if (header.startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
                line.setLength(0);
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
        return false;
    }
}
