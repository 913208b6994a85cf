package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.memory.Memories;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryStore.Page;
import dev.toolspec4j.memory.TextEmbedder;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten is gone from everywhere: rows, search index, totals and vectors. */
final class ForgottenMemoriesTest {
    private static final WorkspaceId SELF = new WorkspaceId("lead");

    private static final List<String> CONTENTS = List.of(
            "an ordinary fact of InvoiceService.java",
            "we love it \u2764\uFE0F",
            "\uFE0F \u0301",
            "\uFDFA was said",
            "\uD83D\uDE80",
            "日本語のメモ, 서버는, เซิร์ฟเวอร์",
            "a" + "\uD801\uDC28".repeat(200),
            "commit 3f2a9c1b7d8e4f5061728394a5b6c7d8e9f00112 of v1.2-14-g3f2a9c1",
            "the same same same word, of the the the",
            "x ".repeat(40_000));

    @TempDir
    Path folder;

    @Test
    void leavesNothingInASqliteFile() throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("workspace.db");
        forgetAll(url);

        assertThat(numbers(url, "SELECT COUNT(*) FROM memory_index_tokens")).containsOnly(0L);
        assertRowsAreGone(url);
    }

    @Test
    void leavesNothingInPostgres() throws SQLException {
        String url = PostgresServer.newDatabase();
        forgetAll(url);

        assertThat(numbers(url, "SELECT memories FROM memory_index_tokens")).containsOnly(0L);
        assertThat(numbers(url, "SELECT COUNT(*) FROM memory_index")).containsOnly(0L);
        assertRowsAreGone(url);
    }

    @Test
    void waitsForTheTotalsBeforeItTakesTheIndexAsCommitsDo() throws Exception {
        String url = PostgresServer.newDatabase();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Database database = Database.open(url);
                Connection commit = DriverManager.getConnection(url);
                Connection other = DriverManager.getConnection(url)) {
            Memories memories = new Memories(JdbcMemoryStore.of(database, SELF));
            String id = memories.commit("a fact to forget").id();
            commit.setAutoCommit(false);
            execute(commit, "SELECT memories FROM memory_totals FOR UPDATE");
            Future<Boolean> forgetting = thread.submit(() -> memories.forget(id));
            awaitOneThatWaits(other);

            execute(other, "SELECT token FROM memory_index_tokens FOR UPDATE NOWAIT");

            commit.rollback();
            assertThat(forgetting.get(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            thread.shutdown();
        }
    }

    private static void awaitOneThatWaits(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        long waiting = 0;
        while (waiting == 0) {
            assertThat(System.nanoTime()).as("nobody waits for a lock").isLessThan(deadline);
            waiting = numbers(
                            connection,
                            "SELECT COUNT(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                                    + " WHERE NOT l.granted AND a.datname = current_database()")
                    .get(0);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void forgetAll(String url) {
        try (Database database = Database.open(url);
                JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(new Lengths()))) {
            Memories memories = new Memories(store);
            CONTENTS.forEach(memories::commit);
            store.fillVectors();
            List<Memory> all = memories.list(Page.newest(100));

            assertThat(all).hasSize(CONTENTS.size());
            assertThat(List.of(
                            "",
                            " ",
                            "\0",
                            "\uD800",
                            "%",
                            "' OR 1=1 --",
                            all.get(0).id().toUpperCase(Locale.ROOT) + " "))
                    .noneMatch(memories::forget);
            assertThat(all).allMatch(memory -> memories.forget(memory.id()));
            assertThat(memories.list(Page.newest(100))).isEmpty();
        }
    }

    private static void assertRowsAreGone(String url) throws SQLException {
        assertThat(numbers(url, "SELECT COUNT(*) FROM memories")).containsOnly(0L);
        assertThat(numbers(url, "SELECT COUNT(*) FROM memory_vectors")).containsOnly(0L);
        assertThat(numbers(url, "SELECT memories FROM memory_totals")).containsOnly(0L);
        assertThat(numbers(url, "SELECT terms FROM memory_totals")).containsOnly(0L);
    }

    private static List<Long> numbers(String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return numbers(connection, query);
        }
    }

    private static List<Long> numbers(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<Long> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        }
    }

    private static final class Lengths implements TextEmbedder {
        @Override
        public String model() {
            return "lengths";
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(text -> new float[] {1, text.length()}).toList();
        }
    }
}
