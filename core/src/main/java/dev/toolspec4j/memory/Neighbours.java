package dev.toolspec4j.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows were committed right before or after each other, by the same workspace to the same scope and within half
 * an hour: what is said next often answers what was said before without repeating its words. Only rows that are
 * candidates themselves give or gain.
 */
final class Neighbours {
    /** What a row gains of the scores of the rows 2 and 1 before, and 1 and 2 after it. */
    private static final double[] SHARES = {0.2, 0.3, 0, 0.15, 0.1};

    private static final Duration SESSION = Duration.ofMinutes(30);
    private static final int NONE = -1;

    /** For each row and step the neighbour's row, or {@link #NONE}. */
    private final int[][] neighbours;

    Neighbours(List<Ranker.Candidate> rows) {
        Map<String, Map<Long, Integer>> places = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            places.computeIfAbsent(rows.get(row).owner(), owner -> new HashMap<>())
                    .put(rows.get(row).ordinal(), row);
        }
        this.neighbours = new int[rows.size()][SHARES.length];
        for (int row = 0; row < neighbours.length; row++) {
            Map<Long, Integer> ofOwner = places.getOrDefault(rows.get(row).owner(), Map.of());
            for (int step = 0; step < SHARES.length; step++) {
                int other = ofOwner.getOrDefault(rows.get(row).ordinal() + step - SHARES.length / 2, NONE);
                boolean near = other != NONE && sameSession(rows.get(row), rows.get(other));
                neighbours[row][step] = near ? other : NONE;
            }
        }
    }

    /** Returns the scores, each with its share of the neighbours'. */
    double[] raise(double[] scores) {
        double[] raised = scores.clone();
        for (int row = 0; row < raised.length; row++) {
            for (int step = 0; step < SHARES.length; step++) {
                if (neighbours[row][step] != NONE) {
                    raised[row] += SHARES[step] * scores[neighbours[row][step]];
                }
            }
        }
        return raised;
    }

    private static boolean sameSession(Ranker.Candidate one, Ranker.Candidate other) {
        return Duration.between(one.at(), other.at()).abs().compareTo(SESSION) <= 0;
    }
}
