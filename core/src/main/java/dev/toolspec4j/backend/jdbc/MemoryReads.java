package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore.Page;
import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.memory.Ranker;
import dev.toolspec4j.memory.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what one workspace may see. To be used inside a read. */
final class MemoryReads {
    private static final Comparator<Memory> OLDEST_FIRST =
            Comparator.comparing(Memory::createdAt).thenComparing(Memory::id);

    /** Rows looked at for a query without a word that is indexed. */
    private static final int MOST_SCANNED = 10_000;

    private static final int RANKED_AT_ONCE = 64;

    private final String self;
    private final MemoryIndex index;
    private final Optional<MemoryVectors> vectors;

    MemoryReads(String self, MemoryIndex index, Optional<MemoryVectors> vectors) {
        this.self = self;
        this.index = index;
        this.vectors = vectors;
    }

    List<Memory> recall(Connection connection, Query query, Optional<float[]> vector) throws SQLException {
        Visibility visible = Visibility.of(connection, self, query.scope());
        if (query.text().isBlank()) {
            return newest(connection, visible, query.limit(), Integer.MAX_VALUE, memory -> true);
        }
        List<String> terms = Terms.ofQuery(query.text());
        if (terms.isEmpty()) {
            String wanted = query.text().strip().toLowerCase(Locale.ROOT);
            return newest(
                    connection,
                    visible,
                    query.limit(),
                    MOST_SCANNED,
                    memory -> memory.content().toLowerCase(Locale.ROOT).contains(wanted));
        }
        List<Ranker.Candidate> ranked = new MemorySearch(index, vectors, connection, visible).rank(terms, vector);
        return best(connection, visible, ranked, query.limit());
    }

    List<Memory> list(Connection connection, Page page) throws SQLException {
        List<Memory> found = new ArrayList<>();
        for (MemoryScope scope : MemoryScope.values()) {
            found.addAll(own(connection, scope, page));
        }
        Comparator<Memory> order = page.oldestFirst() ? OLDEST_FIRST : OLDEST_FIRST.reversed();
        return found.stream().sorted(order).limit(page.limit()).toList();
    }

    private List<Memory> own(Connection connection, MemoryScope scope, Page page) throws SQLException {
        String direction = page.oldestFirst() ? "ASC" : "DESC";
        Instant edge = page.after().map(Memory::createdAt).orElse(Instant.EPOCH);
        return memories(
                connection,
                "SELECT " + MemoryRow.COLUMNS + " FROM memories m WHERE m.workspace_id = ? AND m.scope = ?"
                        + (page.after().isEmpty()
                                ? " AND ? = 0 AND ? = ''"
                                : " AND (m.created_at, m.id) " + (page.oldestFirst() ? ">" : "<") + " (?, ?)")
                        + " ORDER BY m.created_at " + direction + ", m.id " + direction + " LIMIT ?",
                self,
                scope.name(),
                edge.toEpochMilli(),
                page.after().map(Memory::id).orElse(""),
                page.limit());
    }

    private static List<Memory> best(
            Connection connection, Visibility visible, List<Ranker.Candidate> ranked, int limit) throws SQLException {
        Map<String, Memory> distinct = new LinkedHashMap<>();
        Set<List<String>> shown = new HashSet<>();
        int at = 0;
        while (at < ranked.size() && distinct.size() < limit) {
            List<Ranker.Candidate> some = ranked.subList(at, Math.min(at + RANKED_AT_ONCE, ranked.size()));
            for (Memory memory : inOrder(connection, visible, some)) {
                if (distinct.size() < limit || distinct.containsKey(memory.content())) {
                    distinct.merge(memory.content(), memory, MemoryReads::newer);
                }
            }
            some.forEach(row -> shown.add(row.terms()));
            at += some.size();
        }
        // The same content may stand further down as well, when its neighbours answer less.
        List<Ranker.Candidate> twins = ranked.subList(at, ranked.size()).stream()
                .filter(row -> shown.contains(row.terms()))
                .toList();
        for (List<Ranker.Candidate> some : Sql.chunks(twins)) {
            inOrder(connection, visible, some)
                    .forEach(memory ->
                            distinct.computeIfPresent(memory.content(), (content, one) -> newer(one, memory)));
        }
        return List.copyOf(distinct.values());
    }

    private static Memory newer(Memory one, Memory other) {
        return OLDEST_FIRST.compare(one, other) < 0 ? other : one;
    }

    private static List<Memory> inOrder(Connection connection, Visibility visible, List<Ranker.Candidate> rows)
            throws SQLException {
        List<Long> keys = rows.stream().map(Ranker.Candidate::key).toList();
        Map<Long, Memory> found = new LinkedHashMap<>();
        Sql.rows(
                        connection,
                        "SELECT " + MemoryRow.COLUMNS + " FROM memories m WHERE m.seq IN (" + Sql.marks(keys.size())
                                + ") AND " + Visibility.CONDITION,
                        MemoryRow::read,
                        visible.values(keys))
                .forEach(row -> found.put(row.seq(), row.memory()));
        return keys.stream().map(found::get).filter(memory -> memory != null).toList();
    }

    /** Reads ever more of the newest rows of every key until enough different contents are among them. */
    private static List<Memory> newest(
            Connection connection, Visibility visible, int limit, int most, Predicate<Memory> wanted)
            throws SQLException {
        for (int reach = 2 * limit; ; reach *= 4) {
            boolean all = true;
            List<Memory> found = new ArrayList<>();
            for (MemoryKey key : visible.keys()) {
                List<Memory> some = newestOf(connection, visible, key, Math.min(reach, most));
                all &= some.size() < reach;
                found.addAll(some);
            }
            // Older rows of another key may be missing beyond the reach, so only so many are known to be the newest.
            Map<String, Memory> distinct = new LinkedHashMap<>();
            found.stream()
                    .sorted(OLDEST_FIRST.reversed())
                    .limit(all ? found.size() : reach)
                    .filter(wanted)
                    .forEach(memory -> distinct.putIfAbsent(memory.content(), memory));
            if (all || distinct.size() >= limit || reach >= most) {
                return distinct.values().stream().limit(limit).toList();
            }
        }
    }

    private static List<Memory> newestOf(Connection connection, Visibility visible, MemoryKey key, int reach)
            throws SQLException {
        return memories(
                connection,
                "SELECT " + MemoryRow.COLUMNS + " FROM memories m WHERE "
                        + key.where().condition() + " AND " + Visibility.CONDITION
                        + " ORDER BY m.created_at DESC, m.id DESC LIMIT ?",
                visible.values(key.where().values(), reach));
    }

    private static List<Memory> memories(Connection connection, String sql, Object... values) throws SQLException {
        return Sql.rows(connection, sql, row -> MemoryRow.read(row).memory(), values);
    }
}
