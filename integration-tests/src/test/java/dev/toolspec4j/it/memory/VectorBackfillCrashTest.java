package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it computes missing vectors leaves memories that are found, and nothing half done. */
final class VectorBackfillCrashTest {
    private static final int ROUNDS = Boolean.getBoolean("toolspec4j.soak") ? 10 : 1;
    private static final WorkspaceId SELF = new WorkspaceId("lead");
    private static final int LOTS = 10;
    private static final int LOT = 40;
    private static final int BATCHES_COMPUTED = 8;
    private static final int BATCH = 32;

    @TempDir
    Path folder;

    @Test
    void finishesWhatAKilledProcessBegan() throws Exception {
        killWhileFilling("jdbc:sqlite:" + folder.resolve("vectors.db"));
    }

    @Test
    void finishesWhatAKilledProcessBeganOnPostgresql() throws Exception {
        killWhileFilling(PostgresServer.newDatabase());
    }

    private static void killWhileFilling(String url) throws Exception {
        try (Database database = Database.open(url)) {
            commitLots(JdbcMemoryStore.of(database, SELF));
        }
        for (int round = 0; round < ROUNDS; round++) {
            // The first begins without any vector, the others with those of another model.
            for (String model : List.of("first-" + round, "second-" + round)) {
                killWhileFilling(url, model, 2 + round % (BATCHES_COMPUTED - 2));
                checkThatReopeningFinishes(url, model);
            }
        }
        IndexAgreement.check(url);
    }

    private static void killWhileFilling(String url, String model, int batches) throws Exception {
        Process filler = WriterProcess.start(
                KilledFiller.class, Map.of(), url, SELF.value(), model, String.valueOf(BATCHES_COMPUTED));
        List<String> printed = WriterProcess.linesBeforeKill(filler, KilledFiller.BATCH::equals, batches);
        // Comes after whatever the server was still committing for the process that is gone.
        commit(url, "the process was killed");

        List<Stored> rows = rows(url);
        assertThat(rows)
                .as("vectors stored before the batch that was announced last")
                .filteredOn(row -> row.isMadeBy(model))
                .hasSizeGreaterThanOrEqualTo((batches - 1) * BATCH);
        assertThat(rows).as("vectors missing").anyMatch(row -> !row.isMadeBy(model));
        assertThat(rows).extracting(Stored::id).containsAll(WriterProcess.ids(printed));
    }

    private static void checkThatReopeningFinishes(String url, String model) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        SeededEmbedder embedder = new SeededEmbedder(model, () -> {
            asked.countDown();
            await(looked);
        });
        try (Database database = Database.open(url);
                JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(embedder))) {
            await(asked);
            checkThatAllAreFoundByWords(store);
            looked.countDown();

            assertThat(store.fillVectors())
                    .as("left when the store's own thread is done")
                    .isZero();
        }
        List<Stored> rows = rows(url);
        assertThat(rows).allMatch(row -> row.isMadeBy(model));
        assertThat(rows).extracting(Stored::id).doesNotHaveDuplicates();
        assertThat(number(url, "SELECT count(*) FROM memory_vectors")).isEqualTo(rows.size());
    }

    private static void commitLots(MemoryStore store) {
        for (int i = 0; i < LOTS * LOT; i++) {
            store.commit(new Draft("fact " + i + " about " + lot(i / LOT), MemoryScope.LOCAL, Optional.empty()));
        }
    }

    private static void commit(String url, String content) {
        try (Database database = Database.open(url)) {
            JdbcMemoryStore.of(database, SELF).commit(new Draft(content, MemoryScope.LOCAL, Optional.empty()));
        }
    }

    /** Letters only, so that no two lots share a part. */
    private static String lot(int number) {
        return "lot" + (char) ('a' + number) + "x";
    }

    private static void checkThatAllAreFoundByWords(MemoryStore store) {
        Set<String> found = new HashSet<>();
        for (int lot = 0; lot < LOTS; lot++) {
            String word = lot(lot);
            List<String> about = store.recall(new Query(word, Optional.empty(), 50)).stream()
                    .map(Memory::content)
                    .filter(content -> content.endsWith(word))
                    .toList();
            assertThat(about).as("found by '%s'", word).hasSize(LOT);
            found.addAll(about);
        }
        assertThat(found).hasSize(LOTS * LOT);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for vectors", e);
        }
    }

    private static List<Stored> rows(String url) throws SQLException {
        String sql = "SELECT m.id, m.content, v.model, v.vector FROM memories m"
                + " LEFT JOIN memory_vectors v ON v.seq = m.seq";
        List<Stored> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                Optional<String> model = Optional.ofNullable(rows.getString(3));
                byte[] vector = model.isPresent() ? rows.getBytes(4) : new byte[0];
                found.add(new Stored(rows.getString(1), rows.getString(2), model, vector));
            }
        }
        return found;
    }

    private static long number(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** A memory and its vector, if it has one. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: only looked at.
    private record Stored(String id, String content, Optional<String> model, byte[] vector) {
        boolean isMadeBy(String wanted) {
            return model.equals(Optional.of(wanted)) && SeededEmbedder.made(vector, wanted, content);
        }
    }
}
