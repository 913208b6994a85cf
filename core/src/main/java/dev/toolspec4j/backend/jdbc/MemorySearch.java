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
        Map<Long, Ranker.Candidate> found = candidates(rarestFirst, counts);
        Ranker.Corpus corpus = corpus(counts);
        Map<Long, Double> likeness = Map.of();
        if (vector.isPresent() && vectors.isPresent()) {
            likeness = vectors.get().likeness(connection, visible, vector.get(), found.keySet(), corpus.rows());
            fetch(List.copyOf(likeness.keySet()), found);
        }
        return Ranker.rank(terms, found.values(), corpus, likeness);
    }

    private Map<Long, Ranker.Candidate> candidates(List<String> rarestFirst, Map<String, Long> counts)
            throws SQLException {
        int rare = 0;
        long sum = 0;
        while (rare < rarestFirst.size() && sum + counts.getOrDefault(rarestFirst.get(rare), 0L) <= MOST) {
            sum += counts.getOrDefault(rarestFirst.get(rare++), 0L);
        }
        Map<Long, Ranker.Candidate> found = new LinkedHashMap<>();
        search(alternatives(rarestFirst.subList(0, rare), List.of()), found);
        if (rare < rarestFirst.size() && found.size() < ENOUGH) {
            String common = rarestFirst.get(rare);
            search(alternatives(rarestFirst.subList(rare + 1, rarestFirst.size()), List.of(common)), found);
            if (found.size() < ENOUGH) {
                search(alternatives(List.of(common), List.of()), found);
            }
        }
        return found;
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

    private void search(List<List<String>> alternatives, Map<Long, Ranker.Candidate> found) throws SQLException {
        String sql = index.matching(MemoryRow.CANDIDATE, Visibility.CONDITION);
        for (List<List<String>> some : Sql.chunks(alternatives)) {
            Object[] values = visible.values(List.of(index.expression(some), MOST));
            Sql.rows(connection, sql, MemoryRow::readCandidate, values).forEach(row -> found.put(row.key(), row));
        }
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
