package dev.toolspec4j.testkit;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.memory.Ranker;
import dev.toolspec4j.memory.Terms;
import dev.toolspec4j.testkit.InMemoryMemories.Row;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One workspace's view of {@link InMemoryMemories}. */
final class InMemoryMemoryStore implements MemoryStore {
    private static final Comparator<Memory> OLDEST_FIRST =
            Comparator.comparing(Memory::createdAt).thenComparing(Memory::id);

    private final InMemoryMemories world;
    private final WorkspaceId self;

    InMemoryMemoryStore(InMemoryMemories world, WorkspaceId self) {
        this.world = world;
        this.self = self;
    }

    @Override
    public Receipt commit(Draft draft) {
        if (draft.scope() == MemoryScope.GLOBAL && world.parent(self).isPresent()) {
            throw new MemoryStoreException(
                    MemoryStoreException.Reason.FORBIDDEN,
                    "only a workspace without a parent may write GLOBAL memories; use TEAM",
                    null);
        }
        long before = world.commits();
        Row row = world.keep(self, draft);
        return new Receipt(row.memory().id(), draft.scope(), row.key() <= before);
    }

    @Override
    public List<Memory> recall(Query query) {
        List<Row> visible = world.visibleTo(self, query.scope());
        List<String> terms = Terms.ofQuery(query.text()).stream().distinct().toList();
        List<Memory> ordered = terms.isEmpty() ? containing(visible, query.text()) : ranked(visible, terms);
        Map<String, Memory> newest = new HashMap<>();
        visible.forEach(row -> newest.merge(
                row.memory().content(),
                row.memory(),
                (one, other) -> OLDEST_FIRST.compare(one, other) < 0 ? other : one));
        return ordered.stream()
                .map(Memory::content)
                .distinct()
                .limit(query.limit())
                .map(newest::get)
                .toList();
    }

    @Override
    public List<Memory> list(Page page) {
        Comparator<Memory> order = page.oldestFirst() ? OLDEST_FIRST : OLDEST_FIRST.reversed();
        return world.own(self).stream()
                .map(Row::memory)
                .sorted(order)
                .filter(memory -> page.after().isEmpty()
                        || order.compare(memory, page.after().get()) > 0)
                .limit(page.limit())
                .toList();
    }

    @Override
    public boolean forget(String id) {
        return world.own(self).stream()
                .filter(row -> row.memory().id().equals(id))
                .anyMatch(world::remove);
    }

    @Override
    public int forgetBefore(Instant moment) {
        return (int) world.own(self).stream()
                .filter(row -> row.memory().createdAt().isBefore(moment))
                .filter(world::remove)
                .count();
    }

    private static List<Memory> containing(List<Row> visible, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return visible.stream()
                .map(Row::memory)
                .filter(memory -> memory.content().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(OLDEST_FIRST.reversed())
                .toList();
    }

    private static List<Memory> ranked(List<Row> visible, List<String> terms) {
        Map<Long, Memory> memories = new LinkedHashMap<>();
        Map<Long, Ranker.Candidate> all = visible.stream()
                .peek(row -> memories.put(row.key(), row.memory()))
                .collect(Collectors.toMap(Row::key, InMemoryMemoryStore::candidate));
        Map<String, Long> counts = terms.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        term -> all.values().stream()
                                .filter(row -> row.terms().contains(term))
                                .count()));
        double length = all.values().stream()
                .mapToInt(row -> row.terms().size())
                .average()
                .orElse(1);
        List<Ranker.Candidate> matching = all.values().stream()
                .filter(row -> !Collections.disjoint(new HashSet<>(row.terms()), terms))
                .toList();
        return Ranker.rank(terms, matching, new Ranker.Corpus(all.size(), length, counts), Map.of()).stream()
                .map(row -> memories.get(row.key()))
                .toList();
    }

    private static Ranker.Candidate candidate(Row row) {
        Memory memory = row.memory();
        return new Ranker.Candidate(
                row.key(),
                memory.workspace() + " " + memory.scope(),
                row.ordinal(),
                memory.createdAt(),
                Terms.of(memory.content()));
    }
}
