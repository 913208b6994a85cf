package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.backend.jdbc.BulkMemories;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.testkit.InMemoryMemories;
import dev.toolspec4j.testkit.MemoryWorld;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite, PostgreSQL and the plain reading of the rules give the same answers in the same order. */
final class RankingParityTest {
    private static final List<WorkspaceId> TEAM =
            List.of(new WorkspaceId("lead"), new WorkspaceId("one"), new WorkspaceId("two"));
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void ranksAlikeOnEveryStore() {
        try (Database sqlite = Database.open("jdbc:sqlite:" + folder.resolve("parity.db"));
                Database postgres = Database.open(PostgresServer.newDatabase())) {
            List<MemoryWorld> worlds =
                    List.of(new InMemoryMemories(), new JdbcMemoryWorld(sqlite), new JdbcMemoryWorld(postgres));
            worlds.forEach(RankingParityTest::fill);

            SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < 60; i++) {
                Query query = new Query(text(random, 1 + i % 6), Optional.empty(), 50);
                WorkspaceId asker = TEAM.get(i % TEAM.size());
                List<List<String>> answers = worlds.stream()
                        .map(world -> world.storeOf(asker).recall(query).stream()
                                .map(Memory::content)
                                .toList())
                        .toList();

                assertThat(answers).as("'%s' asks %s", asker, query).containsOnly(answers.get(0));
            }
        }
    }

    @Test
    void answersAlikeWhenAWordStandsInAGreatPartOfManyRows() throws SQLException {
        String url = PostgresServer.newDatabase();
        try (Database postgres = Database.open(url)) {
            MemoryWorld world = new JdbcMemoryWorld(postgres);
            world.place(TEAM.get(0), Optional.empty());
            int rows = 15_000;
            BulkMemories.fill(
                    url,
                    0,
                    rows,
                    number -> new BulkMemories.Row("lead", MemoryScope.GLOBAL, "everywhere note" + number + "q"));
            MemoryStore store = world.storeOf(TEAM.get(0));

            assertThat(store.recall(query("everywhere")))
                    .hasSize(50)
                    .allSatisfy(memory -> assertThat(number(memory))
                            .as("among the newest that are scored")
                            .isGreaterThanOrEqualTo(rows - 1_000));
            assertThat(store.recall(query("everywhere note3q")).get(0).content())
                    .isEqualTo("everywhere note3q");
        }
    }

    private static Query query(String words) {
        return new Query(words, Optional.of(MemoryScope.GLOBAL), 50);
    }

    private static int number(Memory memory) {
        return Integer.parseInt(memory.content().replaceAll("\\D", ""));
    }

    private static void fill(MemoryWorld world) {
        world.place(TEAM.get(0), Optional.empty());
        world.place(TEAM.get(1), Optional.of(TEAM.get(0)));
        world.place(TEAM.get(2), Optional.of(TEAM.get(0)));
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 400; i++) {
            WorkspaceId owner = TEAM.get(random.nextInt(TEAM.size()));
            int kinds = owner.equals(TEAM.get(0)) ? 3 : 2;
            MemoryScope scope = List.of(MemoryScope.LOCAL, MemoryScope.TEAM, MemoryScope.GLOBAL)
                    .get(random.nextInt(kinds));
            Instant at = START.plusSeconds(300L * i);
            world.storeOf(owner).commit(new Draft(text(random, 4 + i % 9), scope, Optional.of(at)));
        }
    }

    /** Few words, some far more common than others. */
    private static String text(SplittableRandom random, int words) {
        return IntStream.range(0, words)
                .mapToObj(i ->
                        "word" + Character.toString('a' + (int) (26 * random.nextDouble() * random.nextDouble())) + "q")
                .collect(Collectors.joining(" "));
    }
}
