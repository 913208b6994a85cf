package dev.toolspec4j.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Orders memories by how well they answer a query: BM25 over the rows visible to the asker, words that stand close
 * together, words that the best matches share, and a bonus for rows committed right before or after a match. Newer rows
 * come first among equals. A pure function, so that every store that yields the same candidates ranks alike.
 */
public final class Ranker {
    private static final double K1 = 0.9;
    private static final double B = 0.4;
    private static final int WINDOW = 8;
    private static final double CLOSENESS = 0.5;
    private static final int FEEDBACK_ROWS = 5;
    private static final int FEEDBACK_TERMS = 8;
    private static final double FEEDBACK_WEIGHT = 0.2;

    /**
     * What a row gains of the score of the row 2 before, 1 before, 1 after and 2 after it: answers follow questions.
     */
    private static final double[] NEIGHBOURS = {0.2, 0.3, 0, 0.15, 0.1};

    /** Rows committed further apart have nothing to do with each other. */
    private static final Duration SESSION = Duration.ofMinutes(30);

    private final List<Candidate> rows;
    private final Corpus corpus;
    private final List<Map<String, Integer>> counts = new ArrayList<>();
    private final Map<Place, Integer> places = new HashMap<>();
    private final Map<String, Integer> rowsWith = new HashMap<>();

    private Ranker(Collection<Candidate> candidates, Corpus corpus) {
        this.rows = candidates.stream()
                .sorted(Comparator.comparingLong(Candidate::key))
                .toList();
        this.corpus = corpus;
        for (int row = 0; row < rows.size(); row++) {
            places.put(rows.get(row).place(), row);
            counts.add(counted(rows.get(row).terms()));
            counts.get(row).keySet().forEach(term -> rowsWith.merge(term, 1, Integer::sum));
        }
    }

    /**
     * Returns the candidates, best first.
     *
     * @param query the query's terms, see {@link Terms}
     * @param candidates the visible rows that hold at least one of them
     * @param corpus what is known of all visible rows
     */
    public static List<Candidate> rank(List<String> query, Collection<Candidate> candidates, Corpus corpus) {
        Ranker ranker = new Ranker(candidates, corpus);
        return ranker.order(ranker.scores(query)).mapToObj(ranker.rows::get).toList();
    }

    private double[] scores(List<String> query) {
        Map<String, Double> weights = new LinkedHashMap<>();
        query.forEach(term -> weights.put(term, idf(corpus.rowsWith(term), corpus.rows())));
        double[] first = withNeighbours(match(weights));
        weights.putAll(shared(first, weights));
        return withNeighbours(match(weights));
    }

    private double[] match(Map<String, Double> weights) {
        double[] scores = new double[rows.size()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] =
                    bm25(row, weights) + CLOSENESS * closeness(rows.get(row).terms(), weights);
        }
        return scores;
    }

    private static Map<String, Integer> counted(List<String> terms) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        terms.forEach(term -> counts.merge(term, 1, Integer::sum));
        return counts;
    }

    private double bm25(int row, Map<String, Double> weights) {
        double norm = K1 * (1 - B + B * rows.get(row).terms().size() / corpus.averageLength());
        double score = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            int count = counts.get(row).getOrDefault(weight.getKey(), 0);
            score += weight.getValue() * count * (K1 + 1) / (count + norm);
        }
        return score;
    }

    private static double closeness(List<String> terms, Map<String, Double> weights) {
        Map<List<String>, Double> pairs = new LinkedHashMap<>();
        int previous = -1;
        for (int at = 0; at < terms.size(); at++) {
            double weight = weights.getOrDefault(terms.get(at), 0.0);
            if (weight == 0) {
                continue;
            }
            if (previous >= 0 && at - previous <= WINDOW && !terms.get(at).equals(terms.get(previous))) {
                double lesser = Math.min(weight, weights.getOrDefault(terms.get(previous), 0.0));
                pairs.merge(List.of(terms.get(previous), terms.get(at)), lesser / (at - previous), Math::max);
            }
            previous = at;
        }
        return pairs.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Returns the words that the best rows share and the query lacks, with small weights. */
    private Map<String, Double> shared(double[] scores, Map<String, Double> query) {
        int[] best = order(scores).limit(FEEDBACK_ROWS).toArray();
        Map<String, Double> gains = new LinkedHashMap<>();
        for (int row : best) {
            double trust = scores[row]
                    / scores[best[0]]
                    / Math.sqrt(rows.get(row).terms().size());
            counts.get(row).forEach((term, count) -> {
                if (!query.containsKey(term) && rowsWith.getOrDefault(term, 0) > 1) {
                    gains.merge(term, trust * Math.min(count, 2) * feedbackIdf(term), Double::sum);
                }
            });
        }
        double most =
                gains.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        Map<String, Double> chosen = new LinkedHashMap<>();
        gains.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(FEEDBACK_TERMS)
                .forEach(gain -> chosen.put(
                        gain.getKey(), FEEDBACK_WEIGHT * gain.getValue() / most * feedbackIdf(gain.getKey())));
        return chosen;
    }

    private double[] withNeighbours(double[] scores) {
        double[] raised = scores.clone();
        for (int row = 0; row < raised.length; row++) {
            for (int step = 0; step < NEIGHBOURS.length; step++) {
                Integer other = places.get(rows.get(row).place().plus(step - NEIGHBOURS.length / 2));
                if (other != null && sameSession(rows.get(row), rows.get(other))) {
                    raised[row] += NEIGHBOURS[step] * scores[other];
                }
            }
        }
        return raised;
    }

    private static boolean sameSession(Candidate one, Candidate other) {
        return Duration.between(one.at(), other.at()).abs().compareTo(SESSION) <= 0;
    }

    /** Which words are rare is asked of the candidates: a store need not count words that nobody asked for. */
    private double feedbackIdf(String term) {
        return idf(rowsWith.getOrDefault(term, 0), rows.size());
    }

    private static double idf(long rowsWith, long rows) {
        return Math.log(1 + (Math.max(rows - rowsWith, 0) + 0.5) / (rowsWith + 0.5));
    }

    private IntStream order(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -scores[row])
                        .thenComparing(row -> rows.get(row).at(), Comparator.reverseOrder())
                        .thenComparing(row -> rows.get(row).key(), Comparator.reverseOrder()))
                .mapToInt(Integer::intValue);
    }

    private record Place(String owner, long ordinal) {
        Place plus(int steps) {
            return new Place(owner, ordinal + steps);
        }
    }

    /**
     * A visible row that may answer.
     *
     * @param key what the store calls it; later rows have higher keys
     * @param owner whose row it is
     * @param ordinal its number among the owner's commits; neighbours differ by one
     * @param at when it was committed
     * @param terms its content's terms, in order; copied
     */
    public record Candidate(long key, String owner, long ordinal, Instant at, List<String> terms) {
        /** Copies the terms. */
        public Candidate {
            terms = List.copyOf(terms);
        }

        private Place place() {
            return new Place(owner, ordinal);
        }
    }

    /**
     * What is known of all rows visible to the asker.
     *
     * @param rows how many there are
     * @param averageLength terms a row, above 0
     * @param counts how many rows hold each of the query's terms
     */
    public record Corpus(long rows, double averageLength, Map<String, Long> counts) {
        /** Copies the counts. */
        public Corpus {
            Objects.requireNonNull(counts, "counts");
            counts = Map.copyOf(counts);
            averageLength = averageLength > 0 ? averageLength : 1;
        }

        long rowsWith(String term) {
            return counts.getOrDefault(term, 0L);
        }
    }
}
