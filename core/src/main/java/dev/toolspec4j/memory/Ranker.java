package dev.toolspec4j.memory;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Orders memories by how well they answer a query: BM25 over the rows visible to the asker, words that stand close
 * together, words that the best matches share, a bonus for rows committed right before or after a match, and, where
 * there are any, likenesses of meaning. Newer rows come first among equals. A pure function, so that every store that
 * yields the same candidates ranks alike.
 */
public final class Ranker {
    private static final int FEEDBACK_ROWS = 5;
    private static final int FEEDBACK_TERMS = 8;
    private static final double FEEDBACK_WEIGHT = 0.2;

    private final List<Candidate> rows;
    private final WordMatch words;
    private final Neighbours neighbours;

    private Ranker(Collection<Candidate> candidates, double averageLength) {
        this.rows = candidates.stream()
                .sorted(Comparator.comparingLong(Candidate::key))
                .toList();
        this.words = new WordMatch(rows, averageLength);
        this.neighbours = new Neighbours(rows);
    }

    /**
     * Returns the candidates, best first.
     *
     * @param query the query's terms, see {@link Terms}
     * @param candidates the visible rows that hold at least one of them, and those alike in meaning
     * @param corpus what is known of all visible rows
     * @param likeness how alike in meaning the query and a row of this key are, on any scale; empty to go by words
     */
    public static List<Candidate> rank(
            List<String> query, Collection<Candidate> candidates, Corpus corpus, Map<Long, Double> likeness) {
        Ranker ranker = new Ranker(candidates, corpus.averageLength());
        double[] scores = ranker.byWords(query, corpus);
        if (!likeness.isEmpty()) {
            scores = ranker.fused(scores, likeness);
        }
        return ranker.order(scores).mapToObj(ranker.rows::get).toList();
    }

    private double[] byWords(List<String> query, Corpus corpus) {
        double[] weights = new double[words.terms()];
        for (String term : query) {
            words.id(term).ifPresent(id -> weights[id] = idf(corpus.rowsWith(term), corpus.rows()));
        }
        double[] first = neighbours.raise(words.score(weights));
        addShared(first, weights);
        return neighbours.raise(words.score(weights));
    }

    /** Adds the words that the best rows share and the query lacks, with small weights. */
    private void addShared(double[] scores, double[] weights) {
        int[] best = order(scores).limit(FEEDBACK_ROWS).toArray();
        double[] gains = new double[weights.length];
        for (int row : best) {
            double trust = scores[row]
                    / Math.max(scores[best[0]], Double.MIN_NORMAL)
                    / Math.sqrt(rows.get(row).terms().size());
            words.eachTerm(row, (term, count) -> {
                if (weights[term] == 0 && words.rowsWith(term) > 1) {
                    gains[term] += trust * Math.min(count, 2) * idfAmongRows(term);
                }
            });
        }
        double most = Arrays.stream(gains).max().orElse(0);
        IntStream.range(0, gains.length)
                .filter(term -> gains[term] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(term -> -gains[term])
                        .thenComparing(words::term))
                .limit(FEEDBACK_TERMS)
                .forEach(term -> weights[term] = FEEDBACK_WEIGHT * gains[term] / most * idfAmongRows(term));
    }

    /** Words and meaning count alike, each stretched to 0..1; for both, a neighbour's score counts for a row. */
    private double[] fused(double[] byWords, Map<Long, Double> likeness) {
        double least = likeness.values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
        double[] meant = rows.stream()
                .mapToDouble(row -> likeness.getOrDefault(row.key(), least))
                .toArray();
        double[] byMeaning = stretched(neighbours.raise(stretched(meant)));
        double[] words = stretched(byWords);
        return IntStream.range(0, words.length)
                .mapToDouble(row -> (words[row] + byMeaning[row]) / 2)
                .toArray();
    }

    private static double[] stretched(double[] scores) {
        double least = Arrays.stream(scores).min().orElse(0);
        double range = Arrays.stream(scores).max().orElse(0) - least;
        return Arrays.stream(scores)
                .map(score -> range > 0 ? (score - least) / range : 0)
                .toArray();
    }

    /** Which words are rare is asked of the candidates: a store need not count words that nobody asked for. */
    private double idfAmongRows(int term) {
        return idf(words.rowsWith(term), rows.size());
    }

    private static double idf(long rowsWith, long rows) {
        return Math.log(1 + (Math.max(rows - rowsWith, 0) + 0.5) / (rowsWith + 0.5));
    }

    private IntStream order(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -scores[row])
                        .thenComparing(row -> rows.get(row).at(), Comparator.reverseOrder())
                        .thenComparing(Comparator.reverseOrder()))
                .mapToInt(Integer::intValue);
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
    }

    /**
     * What is known of all rows visible to the asker.
     *
     * @param rows how many there are
     * @param averageLength terms a row; anything not above 0 counts as 1
     * @param counts how many rows hold each of the query's terms; copied
     */
    public record Corpus(long rows, double averageLength, Map<String, Long> counts) {
        /** Copies the counts. */
        public Corpus {
            counts = Map.copyOf(counts);
            averageLength = averageLength > 0 ? averageLength : 1;
        }

        long rowsWith(String term) {
            return counts.getOrDefault(term, 0L);
        }
    }
}
