package dev.toolspec4j.delegation;

import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcDelegationStore;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A process that delegates on a store which others use too, prints the id of each accepted delegation, and may die. */
final class DelegatingProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader ids;

    private DelegatingProcess(Process process) {
        this.process = process;
        this.ids = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static DelegatingProcess start(String store, URI peer, int delegations, Leases leases) throws IOException {
        return new DelegatingProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        DelegatingProcess.class.getName(),
                        store,
                        peer.toString(),
                        String.valueOf(delegations),
                        leases.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Returns this test's own class path; a console launcher keeps it from the system's. */
    private static String classPath() {
        if (DelegatingProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    /** Delegates as often as it is told, then drives until its input ends. */
    public static void main(String[] arguments) throws IOException {
        try (Database database = Database.open(arguments[0]);
                A2aClient client = A2aClient.create();
                Delegations engine = engine(database, client, URI.create(arguments[1]), Leases.valueOf(arguments[3]))) {
            engine.start();
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                DelegationReceipt receipt = engine.delegateAsync("peer", "task " + i, CallContext.none());
                System.out.println(
                        ((DelegationReceipt.Accepted) receipt).delegation().taskId());
            }
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** How long a process that does not renew them keeps its delegations. */
    enum Leases {
        /** So short that a test can wait for their end. */
        SHORT {
            @Override
            DelegationSettings settings() {
                return DelegationSettings.standard()
                        .with(new DelegationSettings.Leases(
                                Duration.ofMillis(1_500),
                                Duration.ofMillis(300),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1)));
            }
        },
        /** So long that a busy machine does not end them. */
        STANDARD {
            @Override
            DelegationSettings settings() {
                return DelegationSettings.standard();
            }
        };

        abstract DelegationSettings settings();
    }

    static Delegations engine(Database database, A2aClient client, URI peer, Leases leases) {
        return Delegations.builder(
                        Rig.SELF, directory(peer), new JdbcDelegationStore(database), new A2aTransport(client))
                .settings(leases.settings())
                .build();
    }

    private static PeerDirectory directory(URI url) {
        Rig.Directory directory = new Rig.Directory();
        WorkspaceId id = new WorkspaceId("peer");
        directory.add(new Peer(
                id,
                "Peer",
                "online",
                Optional.empty(),
                Optional.empty(),
                Optional.of(url),
                Optional.of("0.3"),
                Map.of()));
        return directory;
    }

    /** Returns the next delegation that it accepted. */
    UUID nextAccepted() throws IOException {
        String line = ids.readLine();
        if (line == null) {
            throw new IOException("the process ended before it had accepted as many delegations");
        }
        return UUID.fromString(line);
    }

    /** Ends it as kill -9 does, and returns once it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
