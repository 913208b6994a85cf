package dev.toolspec4j.it.bench;

import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** An A2A peer in a process of its own. Its agent takes as many milliseconds as the task's first word says. */
final class PeerProcess implements AutoCloseable {
    static final String ID = "slow-peer";
    private static final int AT_ONCE = 1_000;

    private final Process process;
    private final URI url;

    private PeerProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static PeerProcess start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xss256k",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String url = lines.readLine();
        if (url == null) {
            throw new IOException("the peer process did not start");
        }
        return new PeerProcess(process, URI.create(url));
    }

    /** Serves until its input ends. */
    public static void main(String[] arguments) throws IOException {
        A2aServer.Builder builder = A2aServer.serving("Slow peer", PeerProcess::work)
                .concurrency(AT_ONCE)
                .queue(10_000)
                .kept(10_000);
        try (A2aServer server = builder.start()) {
            System.out.println(server.url());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static String work(String task) {
        int end = task.indexOf(' ');
        long nanos = Long.parseLong(task.substring(0, end)) * 1_000_000;
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        return "done" + task.substring(end);
    }

    PeerDirectory directory() {
        Peer peer = Peer.at(new WorkspaceId(ID), "Slow peer", url);
        return new PeerDirectory() {
            @Override
            public WorkspaceInfo self() {
                return new WorkspaceInfo(
                        new WorkspaceId("bench"),
                        "Bench",
                        Optional.empty(),
                        Optional.empty(),
                        "online",
                        Optional.empty());
            }

            @Override
            public List<Peer> list() {
                return List.of(peer);
            }

            @Override
            public Optional<Peer> find(WorkspaceId id) {
                return id.equals(peer.id()) ? Optional.of(peer) : Optional.empty();
            }
        };
    }

    @Override
    public void close() {
        process.destroy();
    }
}
