package dev.toolspec4j.it.eval;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How well one question was answered.
 *
 * @param workspace whose memories were asked
 * @param category of the question
 * @param at5 share of the evidence among the first 5
 * @param at10 share of the evidence among the first 10
 * @param at20 share of the evidence among the first 20
 * @param reciprocalRank 1 by the place of the first evidence, 0 when there is none
 * @param micros how long the answer took
 */
public record QuestionScore(
        String workspace, int category, double at5, double at10, double at20, double reciprocalRank, long micros) {
    static QuestionScore of(LabelledMemories.Question question, List<Set<String>> turns, long micros) {
        double reciprocalRank = 0;
        for (int place = turns.size(); place > 0; place--) {
            if (turns.get(place - 1).stream().anyMatch(question.evidence()::contains)) {
                reciprocalRank = 1.0 / place;
            }
        }
        return new QuestionScore(
                question.workspace(),
                question.category(),
                share(question, turns, 5),
                share(question, turns, 10),
                share(question, turns, 20),
                reciprocalRank,
                micros);
    }

    private static double share(LabelledMemories.Question question, List<Set<String>> turns, int places) {
        Set<String> found = new HashSet<>();
        turns.stream().limit(places).forEach(found::addAll);
        found.retainAll(question.evidence());
        return (double) found.size() / question.evidence().size();
    }
}
