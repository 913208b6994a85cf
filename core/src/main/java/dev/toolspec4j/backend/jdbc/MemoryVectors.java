package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.TextEmbedder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The vectors of memories: computed for one workspace's own rows, read for all that it may see. */
final class MemoryVectors {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryVectors.class);

    /** With more visible rows than this, only those found by their words are compared by their meaning. */
    private static final int MOST_SCANNED = 20_000;

    private static final int MOST_ALIKE = 100;
    private static final int AT_ONCE = 32;

    /** On PostgreSQL a row may become visible after one with a higher number; so far back is looked again. */
    private static final int LOOK_BACK = 1_000;

    private static final String MISSING = """
        SELECT m.seq, m.content FROM memories m LEFT JOIN memory_vectors v ON v.seq = m.seq AND v.model = ?
        WHERE m.seq > ? AND m.workspace_id = ? AND v.seq IS NULL ORDER BY m.seq LIMIT ?
        """;

    private final Database database;
    private final String self;
    private final CheckedEmbedder embedder;
    private final Set<Long> refused = new HashSet<>();
    private final String put;
    private long filledTo;

    MemoryVectors(Database database, String self, TextEmbedder embedder) {
        this.database = database;
        this.self = self;
        this.embedder = new CheckedEmbedder(embedder);
        // A row that is being forgotten must not get a vector that stays when it is gone.
        this.put = """
            INSERT INTO memory_vectors (seq, model, scale, vector)
            SELECT m.seq, ?, ?, ? FROM memories m WHERE m.seq = ? %s
            ON CONFLICT (seq) DO UPDATE SET model = excluded.model, scale = excluded.scale, vector = excluded.vector
            """.formatted(database.dialect().keepingRows());
    }

    /**
     * Computes what is missing, oldest first, while {@code goOn}; returns how many. A crash leaves some missing, a new
     * model all. What the embedder refuses is left out until the next start, so that it keeps no other memory waiting.
     */
    synchronized int fill(BooleanSupplier goOn) {
        int filled = 0;
        long after = Math.max(0, filledTo - LOOK_BACK);
        List<Missing> rows = missing(after);
        while (!rows.isEmpty() && goOn.getAsBoolean()) {
            List<Filled> vectors = embedded(
                    rows.stream().filter(row -> !refused.contains(row.seq())).toList());
            database.write(connection -> put(connection, vectors));
            after = rows.get(rows.size() - 1).seq();
            filledTo = Math.max(filledTo, after);
            filled += vectors.size();
            rows = missing(after);
        }
        return filled;
    }

    private List<Missing> missing(long after) {
        return database.read(connection -> Sql.rows(
                connection,
                MISSING,
                row -> new Missing(row.getLong(1), row.getString(2)),
                embedder.model(),
                after,
                self,
                AT_ONCE));
    }

    /** Embeds the rows together or, when the embedder works but not for these, one by one. */
    private List<Filled> embedded(List<Missing> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        try {
            List<float[]> vectors =
                    embedder.embed(rows.stream().map(Missing::content).toList());
            return IntStream.range(0, rows.size())
                    .mapToObj(i -> new Filled(rows.get(i).seq(), CompactVector.of(vectors.get(i))))
                    .toList();
        } catch (RuntimeException e) {
            // The embedder is the caller's code, and some models refuse long texts.
            if (!embedder.works()) {
                throw e;
            }
            if (rows.size() > 1) {
                return rows.stream()
                        .flatMap(row -> embedded(List.of(row)).stream())
                        .toList();
            }
            refused.add(rows.get(0).seq());
            LOG.warn(
                    "'{}' does not embed the memory of number {}; it is found by its words alone",
                    embedder.model(),
                    rows.get(0).seq(),
                    e);
            return List.of();
        }
    }

    private int put(Connection connection, List<Filled> rows) throws SQLException {
        for (Filled row : rows) {
            Sql.update(
                    connection,
                    put,
                    embedder.model(),
                    (double) row.vector().scale(),
                    row.vector().bytes(),
                    row.seq());
        }
        return rows.size();
    }

    /** Returns the query's vector; empty when there is none now, so that words alone decide. */
    Optional<float[]> ofQuery(String text) {
        return embedder.ofQuery(text);
    }

    /** Returns how alike the query are the candidates and, in a set that is not too large, the rows most alike. */
    Map<Long, Double> likeness(
            Connection connection, Visibility visible, float[] query, Collection<Long> candidates, long rows)
            throws SQLException {
        Map<Long, Double> found = new HashMap<>();
        if (rows <= MOST_SCANNED) {
            for (MemoryKey key : visible.keys()) {
                MemoryKey.Where where = key.where();
                add(connection, where.condition(), visible, where.values(), query, found);
            }
        } else {
            for (List<Long> some : Sql.chunks(List.copyOf(candidates))) {
                add(connection, "m.seq IN (" + Sql.marks(some.size()) + ")", visible, some, query, found);
            }
        }
        double least = found.values().stream()
                .sorted(Comparator.reverseOrder())
                .skip(MOST_ALIKE - 1)
                .findFirst()
                .orElse(Double.NEGATIVE_INFINITY);
        found.entrySet().removeIf(row -> row.getValue() < least && !candidates.contains(row.getKey()));
        return found;
    }

    private void add(
            Connection connection,
            String condition,
            Visibility visible,
            List<?> values,
            float[] query,
            Map<Long, Double> found)
            throws SQLException {
        List<Object> before = new ArrayList<>(List.of(embedder.model()));
        before.addAll(values);
        Sql.rows(
                connection,
                "SELECT v.seq, v.scale, v.vector FROM memories m JOIN memory_vectors v ON v.seq = m.seq"
                        + " WHERE v.model = ? AND " + condition + " AND " + Visibility.CONDITION,
                row -> found.put(row.getLong(1), compact(row).times(query)),
                visible.values(before));
    }

    private static CompactVector compact(ResultSet row) throws SQLException {
        return new CompactVector((float) row.getDouble(2), row.getBytes(3));
    }

    /** A row without a vector of the model in use. */
    private record Missing(long seq, String content) {}

    /** A row and its vector. */
    private record Filled(long seq, CompactVector vector) {}
}
