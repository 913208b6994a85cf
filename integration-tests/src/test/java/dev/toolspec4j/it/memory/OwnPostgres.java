package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server of a test's own, which can crash and be started again on the same files and port. */
final class OwnPostgres implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;

    /** Starts a new server with its files in this folder. */
    OwnPostgres(Path data) throws IOException {
        this.data = data;
        this.server = builder().start();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("fsync", "on");
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Ends all of its processes at once, so that nothing is flushed, and returns when the files are free. */
    void crash() throws IOException, InterruptedException {
        Path running = data.resolve("postmaster.pid");
        String process = Files.readAllLines(running).get(0).strip();
        try (WatchService watch = data.getFileSystem().newWatchService()) {
            data.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            // What "pg_ctl stop -m immediate" sends; pg_ctl itself refuses to run as root.
            assertThat(new ProcessBuilder("kill", "-QUIT", process)
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
            while (Files.exists(running)) {
                WatchKey change = watch.poll(60, TimeUnit.SECONDS);
                assertThat(change).as("the server ends").isNotNull();
                change.reset();
            }
        }
    }

    /** Starts it again; it recovers what had been committed. */
    void restart() throws IOException {
        // Held by the object of the server that crashed, which can only let go by stopping a server in this folder.
        Files.delete(data.resolve("epg-lock"));
        server = builder().setPort(server.getPort()).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
