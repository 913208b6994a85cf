package dev.toolspec4j.it.eval;

import dev.toolspec4j.memory.Memories;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How much of what answers a question is among the first memories recalled. Commits a folder's {@code memories.jsonl}
 * in their order, each workspace to its own store, and asks its {@code questions.jsonl}.
 */
public final class RecallEvaluation {
    /** Questions of this category have no answer in the memories. */
    private static final int ADVERSARIAL = 5;

    private static final int DEEPEST = 20;

    private final LabelledMemories data;
    private final Function<WorkspaceId, Memories> memories;

    /** Makes an evaluation of the stores that the function opens, one for each workspace of the data. */
    public RecallEvaluation(Path folder, Function<WorkspaceId, Memories> memories) throws IOException {
        this.data = LabelledMemories.read(folder);
        this.memories = memories;
    }

    /** Returns one score for each question that has an answer. */
    public List<QuestionScore> run(Runnable betweenCommitsAndQuestions) {
        Map<String, Memories> stores = new HashMap<>();
        Map<String, Set<String>> turnsOf = new HashMap<>();
        for (LabelledMemories.Turn turn : data.turns()) {
            Memories store = stores.computeIfAbsent(turn.workspace(), id -> memories.apply(new WorkspaceId(id)));
            String id = store.commit(turn.text(), MemoryScope.LOCAL).id();
            turnsOf.computeIfAbsent(id, any -> new HashSet<>()).add(turn.id());
        }
        betweenCommitsAndQuestions.run();
        List<QuestionScore> scores = new ArrayList<>();
        for (LabelledMemories.Question question : data.questions()) {
            if (question.category() != ADVERSARIAL && !question.evidence().isEmpty()) {
                scores.add(ask(question, stores.get(question.workspace()), turnsOf));
            }
        }
        return scores;
    }

    private static QuestionScore ask(
            LabelledMemories.Question question, Memories store, Map<String, Set<String>> turnsOf) {
        long start = System.nanoTime();
        List<Memory> found = store.recall(new Query(question.text(), Optional.empty(), DEEPEST));
        long micros = (System.nanoTime() - start) / 1000;
        List<Set<String>> turns = found.stream()
                .map(memory -> turnsOf.getOrDefault(memory.id(), Set.of()))
                .toList();
        return QuestionScore.of(question, turns, micros);
    }
}
