package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random workspaces, commits, moves and queries, compared with a reading of the rules that knows no index. */
final class RandomHierarchies {

    /** Many more than processors, since a store that flushes to disk lets them share a flush. */
    private static final int THREADS = 16;

    private static final List<MemoryScope> SCOPES = List.of(MemoryScope.LOCAL, MemoryScope.TEAM, MemoryScope.GLOBAL);

    private final MemoryWorld world;
    private final long seed = ThreadLocalRandom.current().nextLong();

    RandomHierarchies(MemoryWorld world) {
        this.world = world;
    }

    void check(int hierarchies) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> families = IntStream.range(0, hierarchies)
                    .<Callable<Boolean>>mapToObj(number -> () -> checkOne(number))
                    .toList();
            for (Future<Boolean> family : threads.invokeAll(families)) {
                assertThat(family).succeedsWithin(Duration.ofMinutes(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while comparing", e);
        } finally {
            threads.shutdown();
        }
    }

    private boolean checkOne(int number) {
        Family family = new Family(number, new SplittableRandom(seed + number));
        family.settle();
        family.remember();
        family.compare("at first");
        family.move();
        family.compare("after a move");
        return true;
    }

    /** Workspaces whose memories all hold one word that no other family's hold, since GLOBAL ones reach everybody. */
    private final class Family {
        private final String word;
        private final SplittableRandom random;
        private final List<WorkspaceId> members = new ArrayList<>();
        private final Map<WorkspaceId, WorkspaceId> parents = new HashMap<>();
        private final List<Memory> oracle = new ArrayList<>();

        Family(int number, SplittableRandom random) {
            this.word = letters(number);
            this.random = random;
            int size = random.nextInt(2, 7);
            IntStream.range(0, size).forEach(i -> members.add(new WorkspaceId(word + "-" + i)));
        }

        /** Letters only, since a number would be a part that other families share; the x leaves nothing to stem. */
        private String letters(int number) {
            return "family"
                    + Integer.toString(number + 10_000, 10)
                            .chars()
                            .mapToObj(digit -> Character.toString(digit - '0' + 'a'))
                            .collect(Collectors.joining("", "", "x"));
        }

        void settle() {
            for (int i = 0; i < members.size(); i++) {
                place(i);
            }
        }

        void move() {
            place(random.nextInt(members.size()));
            place(random.nextInt(members.size()));
        }

        private void place(int member) {
            boolean root = member == 0 || random.nextInt(4) == 0;
            Optional<WorkspaceId> parent = root ? Optional.empty() : Optional.of(members.get(random.nextInt(member)));
            parent.ifPresentOrElse(
                    id -> parents.put(members.get(member), id), () -> parents.remove(members.get(member)));
            world.place(members.get(member), parent);
        }

        void remember() {
            for (int i = 0; i < members.size() + 2; i++) {
                WorkspaceId owner = members.get(random.nextInt(members.size()));
                boolean mayGlobal = !parents.containsKey(owner);
                MemoryScope scope = SCOPES.get(random.nextInt(mayGlobal ? 3 : 2));
                String content = word + " fact " + i;
                MemoryStore.Receipt receipt = world.storeOf(owner).commit(new Draft(content, scope, Optional.empty()));
                oracle.add(new Memory(receipt.id(), owner, scope, content, Instant.EPOCH));
            }
        }

        void compare(String when) {
            for (WorkspaceId asker : members) {
                for (MemoryScope scope : MemoryScope.values()) {
                    compare(when, asker, Optional.of(scope), word);
                }
                compare(when, asker, Optional.empty(), word);
                compare(when, asker, Optional.of(MemoryScope.TEAM), "");
            }
        }

        private void compare(String when, WorkspaceId asker, Optional<MemoryScope> scope, String text) {
            Set<String> expected = oracle.stream()
                    .filter(memory -> scope.isEmpty() || scope.get() == memory.scope())
                    .filter(memory -> sees(asker, memory))
                    .map(Memory::id)
                    .collect(Collectors.toSet());
            Set<String> actual = world.storeOf(asker).recall(new Query(text, scope, 50)).stream()
                    .map(Memory::id)
                    .collect(Collectors.toSet());

            assertThat(actual)
                    .as("%s, seed %d: '%s' asks for '%s' in %s; parents %s", when, seed, asker, text, scope, parents)
                    .isEqualTo(expected);
        }

        private boolean sees(WorkspaceId asker, Memory memory) {
            @Nullable WorkspaceId ours = parents.get(asker);
            @Nullable WorkspaceId theirs = parents.get(memory.workspace());
            return switch (memory.scope()) {
                case GLOBAL -> true;
                case LOCAL -> asker.equals(memory.workspace());
                case TEAM ->
                    asker.equals(memory.workspace())
                            || memory.workspace().equals(ours)
                            || asker.equals(theirs)
                            || (ours != null && ours.equals(theirs));
            };
        }
    }
}
