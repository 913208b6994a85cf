package dev.toolspec4j.it.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** The scores of an evaluation as a table for people. */
final class ScoreTable {
    private static final List<String> CATEGORIES = List.of("multi-hop", "temporal", "open", "single-hop");
    private static final int RESAMPLES = 2_000;

    private final List<QuestionScore> scores;

    ScoreTable(List<QuestionScore> scores) {
        this.scores = List.copyOf(scores);
    }

    String render() {
        List<String> lines = new ArrayList<>();
        lines.add(row("", "questions", "R@5", "R@10", "R@20", "hit@10", "MRR", "us p50", "us p99"));
        lines.add(row("all", scores));
        for (int category = 1; category <= CATEGORIES.size(); category++) {
            int wanted = category;
            lines.add(row(
                    CATEGORIES.get(category - 1),
                    scores.stream().filter(score -> score.category() == wanted).toList()));
        }
        scores.stream()
                .map(QuestionScore::workspace)
                .distinct()
                .sorted()
                .forEach(workspace -> lines.add(row(
                        workspace,
                        scores.stream()
                                .filter(score -> score.workspace().equals(workspace))
                                .toList())));
        double[] interval = interval();
        lines.add(String.format(
                Locale.ROOT,
                "R@10 of all: %.4f, 95 %% bootstrap interval %.4f to %.4f (%d resamples of the questions)",
                mean(scores, QuestionScore::at10),
                interval[0],
                interval[1],
                RESAMPLES));
        return String.join(System.lineSeparator(), lines);
    }

    private static String row(String name, List<QuestionScore> scores) {
        long[] micros =
                scores.stream().mapToLong(QuestionScore::micros).sorted().toArray();
        return row(
                name,
                String.valueOf(scores.size()),
                shown(mean(scores, QuestionScore::at5)),
                shown(mean(scores, QuestionScore::at10)),
                shown(mean(scores, QuestionScore::at20)),
                shown(mean(scores, score -> score.at10() > 0 ? 1 : 0)),
                shown(mean(scores, QuestionScore::reciprocalRank)),
                micros.length == 0 ? "-" : String.valueOf(micros[micros.length / 2]),
                micros.length == 0 ? "-" : String.valueOf(micros[(int) (micros.length * 0.99)]));
    }

    private static String row(String name, String... cells) {
        StringBuilder row = new StringBuilder(String.format("%-12s", name));
        for (String cell : cells) {
            row.append(String.format("%11s", cell));
        }
        return row.toString();
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static double mean(List<QuestionScore> scores, ToDoubleFunction<QuestionScore> figure) {
        return scores.stream().mapToDouble(figure).average().orElse(0);
    }

    private double[] interval() {
        SplittableRandom random = new SplittableRandom(42);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            means[i] = random.ints(scores.size(), 0, scores.size())
                    .mapToDouble(question -> scores.get(question).at10())
                    .average()
                    .orElse(0);
        }
        Arrays.sort(means);
        return new double[] {means[(int) (RESAMPLES * 0.025)], means[(int) (RESAMPLES * 0.975)]};
    }
}
