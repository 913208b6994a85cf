package dev.toolspec4j.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.memory.Ranker.Candidate;
import dev.toolspec4j.memory.Ranker.Corpus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RankerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void putsRareWordsBeforeCommonOnes() {
        List<Candidate> rows = List.of(row(1, "one", 1, "deploy"), row(3, "one", 9, "friday"));

        assertThat(keys(List.of("deploy", "friday"), rows, Map.of("deploy", 90L, "friday", 1L), Map.of()))
                .containsExactly(3L, 1L);
    }

    @Test
    void putsTheNewestFirstAmongEquals() {
        List<Candidate> rows = List.of(row(1, "one", 1, "deploy"), row(2, "two", 1, "deploy"));

        assertThat(keys(List.of("deploy"), rows, Map.of("deploy", 2L), Map.of()))
                .containsExactly(2L, 1L);
    }

    @Test
    void raisesWhatFollowsAMatchInTheSameSession() {
        List<Candidate> rows = new ArrayList<>(List.of(
                row(1, "one", 1, "when", "deploy", "friday"), row(2, "one", 2, "deploy"), row(3, "one", 9, "deploy")));
        List<Long> together = keys(List.of("deploy", "friday"), rows, Map.of("deploy", 3L, "friday", 1L), Map.of());
        rows.set(1, new Candidate(2, "one", 2, NOW.minus(Duration.ofDays(1)), List.of("deploy")));
        List<Long> apart = keys(List.of("deploy", "friday"), rows, Map.of("deploy", 3L, "friday", 1L), Map.of());

        assertThat(together).containsExactly(1L, 2L, 3L);
        assertThat(apart).containsExactly(1L, 3L, 2L);
    }

    @Test
    void raisesWordsThatStandTogether() {
        List<Candidate> rows =
                List.of(row(1, "one", 1, "build", "number", "x", "y"), row(2, "two", 1, "build", "x", "y", "number"));

        assertThat(keys(List.of("build", "number"), rows, Map.of("build", 2L, "number", 2L), Map.of()))
                .containsExactly(1L, 2L);
    }

    @Test
    void listensToMeaningWhereItIsKnown() {
        List<Candidate> rows =
                List.of(row(1, "one", 1, "sail"), row(2, "two", 1, "deploy"), row(3, "two", 7, "deploy"));

        assertThat(keys(List.of("deploy"), rows, Map.of("deploy", 2L), Map.of(1L, 0.1, 2L, 0.9, 3L, 0.2)))
                .startsWith(2L)
                .hasSize(3);
    }

    @Test
    void dependsOnTheRowsAndNotOnTheirOrder() {
        List<Candidate> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(row(i, i % 2 == 0 ? "one" : "two", i / 2, "deploy", "w" + i % 7, "v" + i % 3));
        }
        List<Long> ranked = keys(List.of("deploy", "w1"), rows, Map.of("deploy", 60L, "w1", 9L), Map.of());
        Collections.reverse(rows);

        assertThat(keys(List.of("deploy", "w1"), rows, Map.of("deploy", 60L, "w1", 9L), Map.of()))
                .isEqualTo(ranked);
        assertThat(Ranker.rank(List.of("deploy"), List.of(), new Corpus(0, 0, Map.of()), Map.of()))
                .isEmpty();
    }

    private static Candidate row(long key, String owner, long ordinal, String... terms) {
        return new Candidate(key, owner, ordinal, NOW, List.of(terms));
    }

    private static List<Long> keys(
            List<String> query, List<Candidate> rows, Map<String, Long> counts, Map<Long, Double> likeness) {
        return Ranker.rank(query, rows, new Corpus(100, 3, counts), likeness).stream()
                .map(Candidate::key)
                .toList();
    }
}
