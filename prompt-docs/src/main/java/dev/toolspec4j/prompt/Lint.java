package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.Catalogue;
import dev.toolspec4j.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks tools, ours or anybody's, without a network or a model: names, schemas that some provider refuses, texts,
 * effects that contradict names, examples, sizes, hidden characters and injected instructions. And keeps a lock file,
 * so that no change goes unseen. Stateless and safe for use by several threads.
 */
public final class Lint {
    private Lint() {}

    /** Returns what is wrong, worst first, then in the order of tools; empty when all is well. */
    public static List<LintFinding> check(Catalogue catalogue) {
        List<LintFinding> findings = new ArrayList<>();
        NameRules.check(catalogue, findings::add);
        catalogue.entries().forEach(entry -> {
            SchemaRules.check(entry, findings::add);
            EffectRules.check(entry, findings::add);
            SafetyRules.check(entry, findings::add);
        });
        TextRules.check(catalogue, findings::add);
        SizeRules.check(catalogue, findings::add);
        return Stream.of(LintFinding.Level.values())
                .flatMap(level -> findings.stream().filter(finding -> finding.level() == level))
                .distinct()
                .toList();
    }

    /** Returns the findings as lines for people, each ended; empty when there are none. */
    public static String toText(List<LintFinding> findings) {
        return findings.stream().map(finding -> finding.text() + "\n").collect(Collectors.joining());
    }

    /** Returns the findings as JSON: a list of {@code {"rule","level","tool","message"}}. */
    public static String toJson(List<LintFinding> findings) {
        return json(findings.stream().map(LintFinding::members).toList());
    }

    /** Returns the text of a lock file for the catalogue: a catalogue in JSON with one tool a line. */
    public static String lock(Catalogue catalogue) {
        return LockFile.write(catalogue);
    }

    /**
     * Returns how the catalogue differs from the lock file, breaking changes first; empty when it does not.
     *
     * @param lockJson what {@link #lock} returned
     * @throws IllegalArgumentException when the text is no lock file
     */
    public static List<LockChange> compare(String lockJson, Catalogue catalogue) {
        List<LockChange> changes = LockFile.compare(Catalogue.fromJson(lockJson), catalogue);
        return Stream.of(true, false)
                .flatMap(breaking -> changes.stream().filter(change -> change.breaking() == breaking))
                .toList();
    }

    /** Returns the changes as lines for people, each ended; empty when there are none. */
    public static String changesToText(List<LockChange> changes) {
        return changes.stream().map(change -> change.text() + "\n").collect(Collectors.joining());
    }

    /** Returns the changes as JSON: a list of {@code {"tool","kind","breaking","message"}}. */
    public static String changesToJson(List<LockChange> changes) {
        return json(changes.stream().map(LockChange::members).toList());
    }

    private static String json(List<Map<String, Object>> list) {
        return list.stream().map(members -> ToolResult.json(members).text()).collect(Collectors.joining(",", "[", "]"));
    }
}
