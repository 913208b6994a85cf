package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a memory that is forgotten nothing stays, whatever was being computed of it. */
final class ForgottenVectorsTest {
    private static final WorkspaceId SELF = new WorkspaceId("lead");

    @TempDir
    Path folder;

    @Test
    void leavesNoVectorOfAMemoryForgottenWhileItIsComputed() throws Exception {
        forgetWhileComputing("jdbc:sqlite:" + folder.resolve("forgotten.db"));
        forgetWhileComputing(PostgresServer.newDatabase());
    }

    private static void forgetWhileComputing(String url) throws Exception {
        try (Database database = Database.open(url)) {
            JdbcMemoryStore plain = JdbcMemoryStore.of(database, SELF);
            String id = commit(plain, "a secret");
            commit(plain, "a fact");
            SeededEmbedder embedder = new SeededEmbedder("seeded-1", () -> plain.forget(id));
            try (JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(embedder))) {
                store.fillVectors();
            }
        }

        assertThat(number(url, "SELECT count(*) FROM memory_vectors")).isEqualTo(1);
    }

    @Test
    void leavesNoVectorWhenStoringItMeetsForgettingOnPostgresql() throws Exception {
        String url = PostgresServer.newDatabase();
        CountDownLatch deleted = new CountDownLatch(1);
        SeededEmbedder embedder = new SeededEmbedder("seeded-1", () -> await(deleted));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Database database = Database.open(url);
                Connection forgetting = DriverManager.getConnection(url)) {
            commit(JdbcMemoryStore.of(database, SELF), "a secret");
            forgetting.setAutoCommit(false);
            try (JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(embedder))) {
                Future<Integer> filling = thread.submit(store::fillVectors);
                update(forgetting, "DELETE FROM memories");
                update(forgetting, "DELETE FROM memory_vectors");
                deleted.countDown();
                awaitWaitingOrDone(url, filling);
                forgetting.commit();
                filling.get(1, TimeUnit.MINUTES);
            }
        } finally {
            thread.shutdown();
        }

        assertThat(number(url, "SELECT count(*) FROM memory_vectors")).isZero();
    }

    private static String commit(JdbcMemoryStore store, String content) {
        return store.commit(new Draft(content, MemoryScope.LOCAL, Optional.empty()))
                .id();
    }

    private static void awaitWaitingOrDone(String url, Future<?> filling) throws SQLException {
        Instant latest = Instant.now().plus(Duration.ofMinutes(1));
        String waiting = "SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while (!filling.isDone() && number(url, waiting) == 0) {
            assertThat(Instant.now()).as("the vector is stored, or waits").isBefore(latest);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for the deletion", e);
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static long number(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
