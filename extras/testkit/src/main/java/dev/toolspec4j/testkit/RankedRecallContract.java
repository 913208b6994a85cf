package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Page;
import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.memory.MemoryStore.Receipt;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link MemoryStore} promises that keeps its rows itself: ranking, retries, and a hierarchy that changes. */
@DisplayName("Ranked recall contract")
public abstract class RankedRecallContract extends MemoryStoreContract {
    private static final String HASH = "3f2a9c1b7d8e4f5061728394a5b6c7d8e9f00112";

    /** For subclasses. */
    protected RankedRecallContract() {}

    /** Returns how many random hierarchies {@link #showsNotOneRowTooManyOrTooFewInAnyHierarchy} makes. */
    protected int hierarchies() {
        return 50;
    }

    @Test
    void showsAParentTheTeamMemoriesOfItsChildrenButNotOfTheirChildren() {
        MemoryWorld world = world();
        commit(world.storeOf(CHILD), MemoryScope.TEAM, "a fact of the child");

        assertThat(recalled(world.storeOf(LEAD), "fact")).containsExactly("a fact of the child");
        assertThat(recalled(world.storeOf(ROOT), "fact")).isEmpty();
        assertThat(recalled(world.storeOf(SIBLING), "fact")).isEmpty();
    }

    @Test
    void losesAndGainsAtOnceWhenAWorkspaceMoves() {
        MemoryWorld world = world();
        commit(world.storeOf(SIBLING), MemoryScope.TEAM, "a fact of the old team");
        commit(world.storeOf(STRANGER), MemoryScope.TEAM, "a fact of the new team");
        assertThat(recalled(world.storeOf(LEAD), "fact")).containsExactly("a fact of the old team");

        world.place(LEAD, Optional.of(STRANGER));

        assertThat(recalled(world.storeOf(LEAD), "fact")).containsExactly("a fact of the new team");
        assertThat(recalled(world.storeOf(LEAD), "")).containsExactly("a fact of the new team");
    }

    @ParameterizedTest
    @CsvSource({"1abc,1abced", "team,teams", "a,a.b", "run,running", "x-y,x_y", "Abc,abc"})
    void tellsApartWorkspacesWhoseIdsLookAlike(String asker, String owner) {
        MemoryWorld world = emptyWorld();
        world.place(new WorkspaceId(asker), Optional.empty());
        world.place(new WorkspaceId(owner), Optional.empty());
        commit(world.storeOf(new WorkspaceId(owner)), MemoryScope.LOCAL, "a private fact");
        commit(world.storeOf(new WorkspaceId(owner)), MemoryScope.TEAM, "a fact of a team");

        assertThat(recalled(world.storeOf(new WorkspaceId(asker)), "fact")).isEmpty();
        assertThat(recalled(world.storeOf(new WorkspaceId(asker)), "")).isEmpty();
    }

    @Test
    void showsNotOneRowTooManyOrTooFewInAnyHierarchy() {
        new RandomHierarchies(emptyWorld()).check(hierarchies());
    }

    @Test
    void answersARetryWithTheFirstId() {
        MemoryStore store = world().storeOf(LEAD);
        Receipt first = commit(store, MemoryScope.LOCAL, "a fact");

        assertThat(commit(store, MemoryScope.LOCAL, "a fact"))
                .isEqualTo(new Receipt(first.id(), MemoryScope.LOCAL, true));
        assertThat(commit(store, MemoryScope.TEAM, "a fact").duplicate()).isFalse();
        assertThat(store.list(Page.newest(10))).hasSize(2);
    }

    @Test
    void keepsTheSameContentAgainAfterAMinuteAndShowsItOnceAsTheNewest() {
        MemoryStore store = world().storeOf(LEAD);
        Instant then = Instant.parse("2026-03-01T10:00:00Z");
        Receipt first = store.commit(new Draft("a fact", MemoryScope.LOCAL, Optional.of(then)));
        Receipt retry = store.commit(new Draft("a fact", MemoryScope.LOCAL, Optional.of(then.plusSeconds(59))));
        Receipt second = store.commit(new Draft("a fact", MemoryScope.LOCAL, Optional.of(then.plusSeconds(60))));

        assertThat(retry).isEqualTo(new Receipt(first.id(), MemoryScope.LOCAL, true));
        assertThat(second.duplicate()).isFalse();
        assertThat(store.list(Page.newest(10))).extracting(Memory::id).containsExactly(second.id(), first.id());
        assertThat(store.recall(Query.of("fact"))).extracting(Memory::id).containsExactly(second.id());
        assertThat(store.recall(Query.of(""))).extracting(Memory::id).containsExactly(second.id());
    }

    @Test
    void makesOneRowOfRetriesThatRace() throws Exception {
        MemoryStore store = world().storeOf(LEAD);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Receipt>> calls = IntStream.range(0, 64)
                    .<Callable<Receipt>>mapToObj(i -> () -> commit(store, MemoryScope.TEAM, "a fact"))
                    .toList();
            List<Receipt> receipts = new ArrayList<>();
            for (Future<Receipt> call : threads.invokeAll(calls)) {
                receipts.add(call.get());
            }

            assertThat(receipts)
                    .extracting(Receipt::id)
                    .containsOnly(receipts.get(0).id());
            assertThat(receipts).filteredOn(receipt -> !receipt.duplicate()).hasSize(1);
            assertThat(store.list(Page.newest(10))).hasSize(1);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void putsIdenticalContentsOfManyRowsInOnePlace() {
        MemoryWorld world = world();
        Instant then = Instant.parse("2026-03-01T10:00:00Z");
        for (int i = 0; i < 120; i++) {
            world.storeOf(LEAD)
                    .commit(new Draft("the same fact", MemoryScope.LOCAL, Optional.of(then.plusSeconds(100L * i))));
        }
        commit(world.storeOf(SIBLING), MemoryScope.TEAM, "the same fact");
        commit(world.storeOf(LEAD), MemoryScope.LOCAL, "another fact");

        assertThat(recalled(world.storeOf(LEAD), "fact")).containsExactlyInAnyOrder("the same fact", "another fact");
        assertThat(recalled(world.storeOf(LEAD), "")).containsExactly("another fact", "the same fact");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvoiceService.java",
                "InvoiceService",
                "invoice",
                "commit_hook",
                "commit hook",
                "PR #2237",
                "2237",
                HASH,
                "3f2a9c1",
                "3f2a9c1b7d8e",
                "ORA-00942",
                "00942",
                "E0308",
                "0308",
                "src/main/app",
                "com.acme.shop"
            })
    void findsIdentifiersAsAWholeAndByTheirParts(String query) {
        MemoryStore store = world().storeOf(LEAD);
        String wanted = "InvoiceService.java calls commit_hook since PR #2237 (commit " + HASH
                + "); it met ORA-00942 and E0308 in src/main/app of com.acme.shop";
        commit(store, MemoryScope.LOCAL, "the weather is fine");
        commit(store, MemoryScope.LOCAL, wanted);

        assertThat(recalled(store, query)).containsExactly(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "メモ, 日本語のメモです",
        "서버, 서버는 재시작했다",
        "เซิร์ฟเวอร์, ระบบเซิร์ฟเวอร์ล่ม",
        "数据库, 我们的数据库在北京",
        "猫, 我有一只猫",
        "mueller, Herr Mueller kommt",
        "MÜLLER, Herr Müller kommt",
        "strasse, Die Straße ist gesperrt",
        "Cafe\u0301, ein Café",
        "ISPARTA, ısparta güzel",
        "الخادم, أعيد تشغيل الخادم",
    })
    void findsWordsOfEveryScript(String query, String content) {
        MemoryStore store = world().storeOf(LEAD);
        commit(store, MemoryScope.LOCAL, "the weather is fine");
        commit(store, MemoryScope.LOCAL, content);

        assertThat(recalled(store, query)).containsExactly(content);
    }

    @Test
    void ranksWhatAnswersBestFirstAndTheNewestAmongEquals() {
        MemoryStore store = world().storeOf(LEAD);
        Instant then = Instant.parse("2026-03-01T10:00:00Z");
        List<String> contents =
                List.of("the deploy runs on Friday", "lunch on Friday", "a deploy key", "lunch on Friday, again");
        for (int i = 0; i < contents.size(); i++) {
            store.commit(new Draft(contents.get(i), MemoryScope.LOCAL, Optional.of(then.plusSeconds(7200L * i))));
        }

        assertThat(recalled(store, "When do we deploy on Friday?"))
                .startsWith("the deploy runs on Friday")
                .hasSize(4);
        assertThat(recalled(store, "lunching")).containsExactly("lunch on Friday, again", "lunch on Friday");
        assertThat(recalled(store, ""))
                .containsExactly(
                        "lunch on Friday, again", "a deploy key", "lunch on Friday", "the deploy runs on Friday");
    }

    @Test
    void findsAQueryWithoutAnIndexedWordLiterally() {
        MemoryStore store = world().storeOf(LEAD);
        commit(store, MemoryScope.LOCAL, "50 % of it");
        commit(store, MemoryScope.LOCAL, "ship it 🚀");
        commit(store, MemoryScope.LOCAL, "love it \u2764\uFE0F");
        commit(store, MemoryScope.LOCAL, "beware \u26A0\uFE0F");
        commit(store, MemoryScope.LOCAL, "a_b");

        assertThat(recalled(store, "%")).containsExactly("50 % of it");
        assertThat(recalled(store, "🚀")).containsExactly("ship it 🚀");
        assertThat(recalled(store, "\u2764\uFE0F")).containsExactly("love it \u2764\uFE0F");
        assertThat(recalled(store, "of it")).containsExactly("50 % of it");
    }

    @Test
    void answersAQueryOfTenThousandWords() {
        MemoryStore store = world().storeOf(LEAD);
        commit(store, MemoryScope.LOCAL, "the needle");
        String query =
                "needle " + IntStream.range(0, 10_000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));

        assertThat(recalled(store, query)).containsExactly("the needle");
    }

    @Test
    void stopsAtTheLimit() {
        MemoryStore store = world().storeOf(LEAD);
        IntStream.range(0, 60).forEach(i -> commit(store, MemoryScope.LOCAL, "fact number " + i));

        assertThat(store.recall(new Query("fact", Optional.empty(), 7))).hasSize(7);
        assertThat(store.recall(new Query("", Optional.empty(), 50))).hasSize(50);
    }

    @Test
    void listsOwnRowsPageByPageInBothDirections() {
        MemoryWorld world = world();
        MemoryStore store = world.storeOf(ROOT);
        MemoryScope[] scopes = MemoryScope.values();
        List<String> ids = IntStream.range(0, 10)
                .mapToObj(i ->
                        commit(store, scopes[i % scopes.length], "fact " + i).id())
                .toList();
        commit(world.storeOf(LEAD), MemoryScope.TEAM, "not ours");

        List<String> newestFirst = new ArrayList<>(ids);
        Collections.reverse(newestFirst);
        assertThat(listed(store, true)).isEqualTo(ids);
        assertThat(listed(store, false)).isEqualTo(newestFirst);
    }

    private static List<String> listed(MemoryStore store, boolean oldestFirst) {
        List<String> listed = new ArrayList<>();
        Page page = new Page(Optional.empty(), oldestFirst, 3);
        for (List<Memory> found = store.list(page); !found.isEmpty(); found = store.list(page)) {
            found.forEach(memory -> listed.add(memory.id()));
            page = page.following(found.get(found.size() - 1));
        }
        return listed;
    }

    @Test
    void forgetsWhatIsOlderThanAMomentFromIndexAndRows() {
        MemoryWorld world = world();
        MemoryStore store = world.storeOf(LEAD);
        Instant moment = Instant.parse("2026-03-01T10:00:00Z");
        store.commit(new Draft("an old fact", MemoryScope.LOCAL, Optional.of(moment.minusMillis(1))));
        store.commit(new Draft("a new fact", MemoryScope.TEAM, Optional.of(moment)));
        world.storeOf(SIBLING)
                .commit(new Draft("their old fact", MemoryScope.TEAM, Optional.of(moment.minusMillis(1))));

        assertThat(store.forgetBefore(moment)).isEqualTo(1);
        assertThat(Set.copyOf(recalled(store, "fact"))).isEqualTo(Set.of("a new fact", "their old fact"));
        assertThat(store.list(Page.newest(10))).hasSize(1);
    }
}
