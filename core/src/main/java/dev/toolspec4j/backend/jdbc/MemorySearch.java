package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.Ranker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Finds the visible rows that may answer a query, best first. The engine yields every row that holds one of the query's
 * rarer words; rows that hold only common ones are looked at while there is room. The bounds keep a query's time from
 * growing with the store; in a set of a thousand rows they leave nothing out.
 */
final class MemorySearch {
    /** Most rows that are scored. */
    private static final int MOST = 1_000;

    /** With so many rows found by rarer words, rows that hold common ones only would not make it to the top. */
    private static final int ENOUGH = 300;

    /** So many matching rows are worth a look at whether they are a great part of the store. */
    private static final int MANY = 10_000;

    /** Where at least one row in so many matches, the newest rows hold enough that do. */
    private static final int GREAT_PART = 20;

    /** Most different words of a query that are looked up; of a longer one the first count. */
    private static final int MOST_TERMS = 200;

    private final MemoryIndex index;
    private final Optional<MemoryVectors> vectors;
    private final Connection connection;
    private final Visibility visible;

    MemorySearch(MemoryIndex index, Optional<MemoryVectors> vectors, Connection connection, Visibility visible) {
        this.index = index;
        this.vectors = vectors;
        this.connection = connection;
        this.visible = visible;
    }

    /** Returns the rows, best first; without a vector, words alone decide. */
    List<Ranker.Candidate> rank(List<String> query, Optional<float[]> vector) throws SQLException {
        List<String> terms = query.stream().distinct().limit(MOST_TERMS).toList();
        Map<String, Long> counts = counts(terms);
        List<String> rarestFirst = terms.stream()
                .filter(counts::containsKey)
                .sorted(Comparator.comparing(counts::get))
                .toList();
        Ranker.Corpus corpus = corpus(counts);
        Map<Long, Ranker.Candidate> found = candidates(rarestFirst, corpus);
        Map<Long, Double> likeness = Map.of();
        if (vector.isPresent() && vectors.isPresent()) {
            likeness = vectors.get().likeness(connection, visible, vector.get(), found.keySet(), corpus.rows());
            fetch(List.copyOf(likeness.keySet()), found);
        }
        return Ranker.rank(terms, found.values(), corpus, likeness);
    }

    private Map<Long, Ranker.Candidate> candidates(List<String> rarestFirst, Ranker.Corpus corpus) throws SQLException {
        int rare = 0;
        long sum = 0;
        while (rare < rarestFirst.size() && sum + count(rarestFirst.get(rare), corpus) <= MOST) {
            sum += count(rarestFirst.get(rare++), corpus);
        }
        Map<Long, Ranker.Candidate> found = new LinkedHashMap<>();
        search(alternatives(rarestFirst.subList(0, rare), List.of()), sum, found);
        if (rare < rarestFirst.size() && found.size() < ENOUGH) {
            String common = rarestFirst.get(rare);
            List<String> others = rarestFirst.subList(rare + 1, rarestFirst.size());
            search(alternatives(others, List.of(common)), together(others, common, corpus), found);
            if (found.size() < ENOUGH) {
                search(alternatives(List.of(common), List.of()), count(common, corpus), found);
            }
        }
        return found;
    }

    private static long count(String term, Ranker.Corpus corpus) {
        return corpus.counts().getOrDefault(term, 0L);
    }

    /** Returns about how many rows hold the word and one of the others, if words meet by chance. */
    private static long together(List<String> others, String common, Ranker.Corpus corpus) {
        double share = (double) count(common, corpus) / Math.max(corpus.rows(), 1);
        double met = others.stream().mapToLong(other -> count(other, corpus)).sum() * share;
        return Math.min((long) met, count(common, corpus));
    }

    /** Returns, for each key, each of the terms together with all of the others. */
    private List<List<String>> alternatives(List<String> each, List<String> others) {
        List<List<String>> alternatives = new ArrayList<>();
        for (MemoryKey key : visible.keys()) {
            for (String term : each) {
                List<String> all = new ArrayList<>(List.of(key.token(term)));
                others.forEach(other -> all.add(key.token(other)));
                alternatives.add(all);
            }
        }
        return alternatives;
    }

    private void search(List<List<String>> alternatives, long expected, Map<Long, Ranker.Candidate> found)
            throws SQLException {
        String sql = index.matching(MemoryRow.CANDIDATE, Visibility.CONDITION);
        Optional<String> newest = amongNewest(expected);
        for (List<List<String>> some : Sql.chunks(alternatives)) {
            Object[] values = visible.values(List.of(index.expression(some), MOST));
            List<Ranker.Candidate> rows = newest.isPresent()
                    ? Sql.rows(connection, newest.get(), MemoryRow::readCandidate, values)
                    : List.of();
            if (rows.size() < MOST) {
                rows = Sql.rows(connection, sql, MemoryRow::readCandidate, values);
            }
            rows.forEach(row -> found.put(row.key(), row));
        }
    }

    /** Returns the quicker query where so many rows match that it finds enough. */
    private Optional<String> amongNewest(long expected) throws SQLException {
        Optional<String> query = expected < MANY
                ? Optional.empty()
                : index.matchingAmongNewest(MemoryRow.CANDIDATE, Visibility.CONDITION);
        return query.isPresent() && expected * GREAT_PART >= allRows() ? query : Optional.empty();
    }

    private long allRows() throws SQLException {
        return Sql.row(connection, "SELECT SUM(memories) FROM memory_totals", row -> row.getLong(1))
                .orElse(0L);
    }

    private void fetch(List<Long> keys, Map<Long, Ranker.Candidate> found) throws SQLException {
        List<Long> missing =
                keys.stream().filter(key -> !found.containsKey(key)).toList();
        for (List<Long> some : Sql.chunks(missing)) {
            Sql.rows(
                            connection,
                            "SELECT " + MemoryRow.CANDIDATE + " FROM memories m WHERE m.seq IN ("
                                    + Sql.marks(some.size()) + ") AND " + Visibility.CONDITION,
                            MemoryRow::readCandidate,
                            visible.values(some))
                    .forEach(row -> found.put(row.key(), row));
        }
    }

    private Map<String, Long> counts(List<String> terms) throws SQLException {
        Map<String, String> termOf = new LinkedHashMap<>();
        for (MemoryKey key : visible.keys()) {
            terms.forEach(term -> termOf.put(key.token(term), term));
        }
        Map<String, Long> counts = new HashMap<>();
        index.count(connection, List.copyOf(termOf.keySet()))
                .forEach((token, rows) -> counts.merge(termOf.getOrDefault(token, ""), rows, Long::sum));
        return counts;
    }

    private Ranker.Corpus corpus(Map<String, Long> counts) throws SQLException {
        long rows = 0;
        long terms = 0;
        for (List<MemoryKey> some : Sql.chunks(visible.keys())) {
            Totals totals = totals(some);
            rows += totals.rows();
            terms += totals.terms();
        }
        return new Ranker.Corpus(rows, (double) terms / Math.max(rows, 1), counts);
    }

    private Totals totals(List<MemoryKey> keys) throws SQLException {
        List<Object> values = new ArrayList<>();
        StringJoiner any = new StringJoiner(" OR ");
        for (MemoryKey key : keys) {
            values.add(key.scope().name());
            if (key.scope() == MemoryScope.GLOBAL) {
                any.add("scope = ?");
            } else {
                any.add("scope = ? AND workspace_id = ?");
                values.add(key.workspace());
            }
        }
        return Sql.row(
                        connection,
                        "SELECT SUM(memories), SUM(terms) FROM memory_totals WHERE " + any,
                        row -> new Totals(row.getLong(1), row.getLong(2)),
                        values.toArray())
                .orElseThrow();
    }

    /** How many rows there are, and how many terms they hold together. */
    private record Totals(long rows, long terms) {}
}
