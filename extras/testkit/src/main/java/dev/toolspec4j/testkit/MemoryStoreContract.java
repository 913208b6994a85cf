package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.memory.MemoryStore.Receipt;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link MemoryStore} promises, ours and yours: who sees what, and that what was committed comes back.
 * Extend it in a test of the store. A store that ranks passes {@link RankedRecallContract} as well.
 */
@DisplayName("Memory store contract")
public abstract class MemoryStoreContract {
    /** Belongs to nobody. */
    protected static final WorkspaceId ROOT = new WorkspaceId("root");

    /** Belongs to {@link #ROOT}. */
    protected static final WorkspaceId LEAD = new WorkspaceId("lead");

    /** Belongs to {@link #ROOT}. */
    protected static final WorkspaceId SIBLING = new WorkspaceId("sibling");

    /** Belongs to {@link #LEAD}. */
    protected static final WorkspaceId CHILD = new WorkspaceId("child");

    /** Belongs to nobody, and has nothing to do with the others. */
    protected static final WorkspaceId STRANGER = new WorkspaceId("stranger");

    /** For subclasses. */
    protected MemoryStoreContract() {}

    /** Returns a world without memories. Called once in each test. */
    protected abstract MemoryWorld emptyWorld();

    /** Returns a world with the workspaces above in their places. */
    protected final MemoryWorld world() {
        MemoryWorld world = emptyWorld();
        world.place(ROOT, Optional.empty());
        world.place(STRANGER, Optional.empty());
        world.place(LEAD, Optional.of(ROOT));
        world.place(SIBLING, Optional.of(ROOT));
        world.place(CHILD, Optional.of(LEAD));
        return world;
    }

    /** Commits, and returns the receipt. */
    protected static Receipt commit(MemoryStore store, MemoryScope scope, String content) {
        return store.commit(new Draft(content, scope, Optional.empty()));
    }

    /** Returns the contents recalled, in order. */
    protected static List<String> recalled(MemoryStore store, String text, MemoryScope... scope) {
        Optional<MemoryScope> only = scope.length == 0 ? Optional.empty() : Optional.of(scope[0]);
        return store.recall(new Query(text, only, 50)).stream()
                .map(Memory::content)
                .toList();
    }

    @Test
    void givesBackWhatWasCommitted() {
        MemoryStore store = world().storeOf(LEAD);

        Receipt receipt = commit(store, MemoryScope.LOCAL, "the build needs Java 17");

        assertThat(receipt.duplicate()).isFalse();
        assertThat(store.recall(Query.of("java"))).singleElement().satisfies(memory -> {
            assertThat(memory.id()).isEqualTo(receipt.id());
            assertThat(memory.workspace()).isEqualTo(LEAD);
            assertThat(memory.scope()).isEqualTo(MemoryScope.LOCAL);
            assertThat(memory.content()).isEqualTo("the build needs Java 17");
        });
    }

    @Test
    void keepsLocalMemoriesToTheirOwner() {
        MemoryWorld world = world();
        commit(world.storeOf(LEAD), MemoryScope.LOCAL, "a private fact");

        assertThat(recalled(world.storeOf(LEAD), "fact", MemoryScope.LOCAL)).containsExactly("a private fact");
        for (WorkspaceId other : List.of(ROOT, SIBLING, CHILD, STRANGER)) {
            assertThat(recalled(world.storeOf(other), "fact")).isEmpty();
            assertThat(recalled(world.storeOf(other), "")).isEmpty();
        }
    }

    @Test
    void sharesTeamMemoriesWithSelfParentAndSiblings() {
        MemoryWorld world = world();
        commit(world.storeOf(LEAD), MemoryScope.TEAM, "a fact for the team");

        for (WorkspaceId member : List.of(LEAD, ROOT, SIBLING)) {
            assertThat(recalled(world.storeOf(member), "fact", MemoryScope.TEAM))
                    .containsExactly("a fact for the team");
        }
        assertThat(recalled(world.storeOf(STRANGER), "fact")).isEmpty();
        assertThat(recalled(world.storeOf(STRANGER), "fact", MemoryScope.TEAM)).isEmpty();
    }

    @Test
    void takesTwoRootsForNoTeam() {
        MemoryWorld world = world();
        commit(world.storeOf(ROOT), MemoryScope.TEAM, "a fact of one root");

        assertThat(recalled(world.storeOf(STRANGER), "fact")).isEmpty();
    }

    @Test
    void showsGlobalMemoriesToEveryone() {
        MemoryWorld world = world();
        commit(world.storeOf(ROOT), MemoryScope.GLOBAL, "a fact for all");

        for (WorkspaceId reader : List.of(ROOT, LEAD, SIBLING, CHILD, STRANGER)) {
            assertThat(recalled(world.storeOf(reader), "fact", MemoryScope.GLOBAL))
                    .containsExactly("a fact for all");
            assertThat(recalled(world.storeOf(reader), "fact")).containsExactly("a fact for all");
        }
    }

    @Test
    void refusesGlobalMemoriesOfAWorkspaceThatHasAParent() {
        MemoryWorld world = world();

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> commit(world.storeOf(LEAD), MemoryScope.GLOBAL, "a fact for all"))
                .matches(e -> e.reason() == MemoryStoreException.Reason.FORBIDDEN);
        assertThat(recalled(world.storeOf(LEAD), "")).isEmpty();
    }

    @Test
    void keepsToTheScopeThatIsAskedFor() {
        MemoryStore store = world().storeOf(ROOT);
        commit(store, MemoryScope.LOCAL, "fact one");
        commit(store, MemoryScope.TEAM, "fact two");
        commit(store, MemoryScope.GLOBAL, "fact three");

        assertThat(recalled(store, "fact", MemoryScope.LOCAL)).containsExactly("fact one");
        assertThat(recalled(store, "fact", MemoryScope.TEAM)).containsExactly("fact two");
        assertThat(recalled(store, "fact", MemoryScope.GLOBAL)).containsExactly("fact three");
        assertThat(recalled(store, "fact")).containsExactlyInAnyOrder("fact one", "fact two", "fact three");
    }

    @Test
    void forgetsItsOwnRowsAndNoOthers() {
        MemoryWorld world = world();
        Receipt receipt = commit(world.storeOf(ROOT), MemoryScope.TEAM, "a fact to forget");

        assertThat(world.storeOf(LEAD).forget(receipt.id())).isFalse();
        assertThat(recalled(world.storeOf(LEAD), "fact")).containsExactly("a fact to forget");
        assertThat(world.storeOf(ROOT).forget(receipt.id())).isTrue();
        assertThat(world.storeOf(ROOT).forget(receipt.id())).isFalse();
        assertThat(recalled(world.storeOf(LEAD), "fact")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "_",
                "*",
                "'",
                "\"",
                "\\",
                "NEAR(",
                "fact AND",
                "-fact",
                "fact*",
                "a:b",
                "(((",
                "\"fact",
                "🚀"
            })
    void takesEveryCharacterOfAQueryAsText(String query) {
        MemoryStore store = world().storeOf(LEAD);
        commit(store, MemoryScope.LOCAL, "nothing of interest");

        assertThat(recalled(store, query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"naïve café 日本語のメモ", "ship it 🚀 today", "line one\nline two\ttabbed", "O'Brien said \"100 %\""})
    void givesBackEveryCharacter(String content) {
        MemoryStore store = world().storeOf(LEAD);
        commit(store, MemoryScope.LOCAL, content);

        assertThat(recalled(store, "")).containsExactly(content);
    }
}
