package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.memory.Memories;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.TextEmbedder;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
final class MemoryVectorsTest {
    private static final WorkspaceId SELF = new WorkspaceId("lead");

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:sqlite:" + folder.resolve("workspace.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsByMeaningWhatSharesNoWord() {
        try (JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(new Topics("topics-1")))) {
            Memories memories = new Memories(store);
            memories.commit("we sail on Sunday");
            memories.commit("the invoice is paid");
            store.fillVectors();

            assertThat(memories.recall("boat")).extracting(Memory::content).startsWith("we sail on Sunday");
        }
    }

    @Test
    void acknowledgesAndFindsByWordsWhileTheEmbedderHangs() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TextEmbedder hanging = new Topics("topics-1") {
            @Override
            public List<float[]> embed(List<String> texts) {
                asked.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return super.embed(texts);
            }

            @Override
            public float[] embedQuery(String text) {
                throw new IllegalStateException("not now");
            }
        };
        try (JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(hanging))) {
            Memories memories = new Memories(store);
            memories.commit("we sail on Sunday");

            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(memories.recall("sunday")).hasSize(1);
            release.countDown();
        }
    }

    @Test
    void fillsInWhatWasNeverEmbeddedAndWhatAnotherModelEmbedded() {
        Memories before = new Memories(JdbcMemoryStore.of(database, SELF));
        before.commit("we sail on Sunday");
        before.commit("the invoice is paid");

        for (String model : List.of("topics-1", "topics-2")) {
            try (JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(new Topics(model)))) {
                store.fillVectors();

                assertThat(store.fillVectors()).isZero();
                assertThat(new Memories(store).recall("boat"))
                        .extracting(Memory::content)
                        .startsWith("we sail on Sunday");
            }
        }
    }

    @Test
    void refusesAnEmbedderThatLosesTexts() {
        new Memories(JdbcMemoryStore.of(database, SELF)).commit("we sail on Sunday");
        TextEmbedder losing = new Topics("topics-1") {
            @Override
            public List<float[]> embed(List<String> texts) {
                return List.of();
            }
        };
        try (JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(losing))) {
            assertThatThrownBy(store::fillVectors).hasMessageContaining("given 1 texts and returned 0 vectors");
        }
    }

    @Test
    void findsByWordsWhatTheEmbedderRefusesAndEmbedsEverythingElse() {
        Memories before = new Memories(JdbcMemoryStore.of(database, SELF));
        for (int i = 0; i < 40; i++) {
            before.commit("too long for the model, number " + i);
        }
        before.commit("we sail on Sunday");
        TextEmbedder choosy = new Topics("topics-1") {
            @Override
            public List<float[]> embed(List<String> texts) {
                if (texts.stream().anyMatch(text -> text.contains("too long"))) {
                    throw new IllegalArgumentException("input too long");
                }
                return super.embed(texts);
            }
        };
        try (JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(choosy))) {
            store.fillVectors();

            assertThat(new Memories(store).recall("boat"))
                    .extracting(Memory::content)
                    .startsWith("we sail on Sunday");
            assertThat(new Memories(store).recall("7"))
                    .extracting(Memory::content)
                    .contains("too long for the model, number 7");
        }
    }

    @Test
    void endsWithTheBatchThatIsBeingEmbeddedWhenItIsClosed() throws InterruptedException {
        Memories before = new Memories(JdbcMemoryStore.of(database, SELF));
        for (int i = 0; i < 100; i++) {
            before.commit("fact number " + i);
        }
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicInteger batches = new AtomicInteger();
        TextEmbedder slow = new Topics("topics-1") {
            @Override
            public List<float[]> embed(List<String> texts) {
                batches.incrementAndGet();
                asked.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                return super.embed(texts);
            }
        };
        JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(slow));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        store.close();

        assertThat(interrupted.getCount()).isZero();
        assertThat(batches).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void takesNoVectorThatCannotBeCompared(float dimension) {
        TextEmbedder broken = new Topics("topics-1") {
            @Override
            public List<float[]> embed(List<String> texts) {
                return super.embed(texts).stream()
                        .map(vector -> texts.toString().contains("fog") ? new float[] {dimension, 1} : vector)
                        .toList();
            }
        };
        try (JdbcMemoryStore store = JdbcMemoryStore.of(database, SELF, Optional.of(broken))) {
            Memories memories = new Memories(store);
            memories.commit("the fog lifts, and the harbour is open");
            memories.commit("we sail on Sunday");
            memories.commit("nothing of interest");
            store.fillVectors();

            assertThat(memories.recall("boat")).extracting(Memory::content).startsWith("we sail on Sunday");
            assertThat(memories.recall("fog harbour"))
                    .extracting(Memory::content)
                    .startsWith("the fog lifts, and the harbour is open");
        }
    }

    /** A model that knows two topics: water and money. */
    private static class Topics implements TextEmbedder {
        private final String name;

        Topics(String name) {
            this.name = name;
        }

        @Override
        public String model() {
            return name;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(Topics::topics).toList();
        }

        private static float[] topics(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            boolean water = lower.contains("sail") || lower.contains("boat");
            boolean money = lower.contains("invoice") || lower.contains("price");
            return new float[] {water ? 1 : 0.1f, money ? 1 : 0.1f};
        }
    }
}
