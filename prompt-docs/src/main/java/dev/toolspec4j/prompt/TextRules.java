package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.LintFinding.Level;
import dev.toolspec4j.tool.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** D: summaries that stand alone, differ from each other and name only tools that exist. */
final class TextRules {
    private static final int MAX_SUMMARY = 1_000;
    private static final int MAX_FIRST_SENTENCE = 80;
    private static final int MAX_BYTES = 2_000;
    private static final double NEARLY_THE_SAME = 0.8;
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;](?=\\s|$)|\\n");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private TextRules() {}

    static void check(Catalogue catalogue, Consumer<LintFinding> report) {
        boolean ours = catalogue.entries().stream()
                .anyMatch(entry -> !entry.whenToUse().isBlank());
        DriftChecker drift = DriftChecker.of(catalogue);
        for (Catalogue.Entry entry : catalogue.entries()) {
            summary(entry, report);
            if (ours && entry.whenToUse().isBlank()) {
                add("D3", Level.WARNING, entry, "nothing says when to use it", report);
            }
            for (String text : List.of(entry.summary(), entry.whenToUse())) {
                drift.check("prompt.md", text).forEach(found -> add("D6", Level.ERROR, entry, found.text(), report));
            }
        }
        duplicates(catalogue.entries(), report);
    }

    private static void summary(Catalogue.Entry entry, Consumer<LintFinding> report) {
        String summary = entry.summary();
        if (summary.isBlank()) {
            add("D1", Level.ERROR, entry, "it has no summary; say what it does", report);
            return;
        }
        if (summary.length() > MAX_SUMMARY) {
            add(
                    "D1",
                    Level.WARNING,
                    entry,
                    "the summary has " + summary.length() + " characters; use at most " + MAX_SUMMARY,
                    report);
        }
        int first = firstSentence(summary);
        if (first > MAX_FIRST_SENTENCE) {
            add(
                    "D1",
                    Level.WARNING,
                    entry,
                    "the first sentence has " + first + " characters; lists show " + MAX_FIRST_SENTENCE,
                    report);
        }
        if (words(summary).equals(new HashSet<>(Names.words(entry.name())))) {
            add("D2", Level.WARNING, entry, "the summary only repeats the name; say what the tool does", report);
        }
        int bytes = summary.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            add("D4", Level.ERROR, entry, "the summary has " + bytes + " bytes; hosts cut it at " + MAX_BYTES, report);
        }
    }

    private static int firstSentence(String text) {
        Matcher end = SENTENCE_END.matcher(text);
        return end.find() ? end.start() + 1 : text.length();
    }

    private static void duplicates(List<Catalogue.Entry> entries, Consumer<LintFinding> report) {
        List<Set<String>> words =
                entries.stream().map(entry -> words(entry.summary())).toList();
        for (int i = 0; i < entries.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (overlap(words.get(i), words.get(j)) >= NEARLY_THE_SAME) {
                    add(
                            "D5",
                            Level.WARNING,
                            entries.get(i),
                            "its summary is nearly that of '" + entries.get(j).name() + "'; say what tells them apart",
                            report);
                }
            }
        }
    }

    private static double overlap(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        int all = a.size() + b.size() - both.size();
        return both.size() < 3 || all == 0 ? 0 : (double) both.size() / all;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(match -> words.add(match.group()));
        return words;
    }

    private static void add(
            String rule, Level level, Catalogue.Entry entry, String message, Consumer<LintFinding> report) {
        report.accept(new LintFinding(rule, level, entry.name(), message));
    }
}
