package dev.toolspec4j.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How well rows match weighted words: BM25, and more for words that stand close together. */
final class WordMatch {
    private static final double K1 = 0.9;
    private static final double B = 0.4;
    private static final int WINDOW = 8;
    private static final double CLOSENESS = 0.5;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final int[][] inOrder;
    private final int[][] sorted;
    private final int[] rowsWith;
    private final double averageLength;

    WordMatch(List<Ranker.Candidate> rows, double averageLength) {
        this.averageLength = averageLength;
        this.inOrder = rows.stream()
                .map(row -> row.terms().stream().mapToInt(this::enter).toArray())
                .toArray(int[][]::new);
        this.sorted = Arrays.stream(inOrder)
                .map(terms -> Arrays.stream(terms).sorted().toArray())
                .toArray(int[][]::new);
        this.rowsWith = new int[names.size()];
        for (int row = 0; row < sorted.length; row++) {
            eachTerm(row, (term, count) -> rowsWith[term]++);
        }
    }

    private int enter(String term) {
        return ids.computeIfAbsent(term, name -> {
            names.add(name);
            return names.size() - 1;
        });
    }

    /** Returns how many different terms the rows hold; their ids are below. */
    int terms() {
        return names.size();
    }

    OptionalInt id(String term) {
        Integer id = ids.get(term);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    String term(int id) {
        return names.get(id);
    }

    int rowsWith(int term) {
        return rowsWith[term];
    }

    /** Calls for each different term of a row, in the order of ids, with how often it stands there. */
    void eachTerm(int row, TermCount action) {
        int[] terms = sorted[row];
        int start = 0;
        for (int at = 1; at <= terms.length; at++) {
            if (at == terms.length || terms[at] != terms[start]) {
                action.accept(terms[start], at - start);
                start = at;
            }
        }
    }

    /** Returns each row's score; {@code weights} is by term id, 0 for terms that do not count. */
    double[] score(double[] weights) {
        double[] scores = new double[inOrder.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = bm25(row, weights) + CLOSENESS * closeness(inOrder[row], weights);
        }
        return scores;
    }

    private double bm25(int row, double[] weights) {
        double norm = K1 * (1 - B + B * inOrder[row].length / averageLength);
        double[] score = new double[1];
        eachTerm(row, (term, count) -> score[0] += weights[term] * count * (K1 + 1) / (count + norm));
        return score[0];
    }

    /**
     * Sums over pairs of different words that follow each other within the window; of equal pairs the closest counts.
     */
    private static double closeness(int[] terms, double[] weights) {
        Map<Long, Double> pairs = new HashMap<>(4);
        int previous = -1;
        for (int at = 0; at < terms.length; at++) {
            if (weights[terms[at]] == 0) {
                continue;
            }
            if (previous >= 0 && at - previous <= WINDOW && terms[at] != terms[previous]) {
                double lesser = Math.min(weights[terms[at]], weights[terms[previous]]);
                pairs.merge((long) terms[previous] << 32 | terms[at], lesser / (at - previous), Math::max);
            }
            previous = at;
        }
        return pairs.values().stream().mapToDouble(Double::doubleValue).sorted().sum();
    }

    /** Takes a term's id and how often it stands in a row. */
    @FunctionalInterface
    interface TermCount {
        void accept(int term, int count);
    }
}
