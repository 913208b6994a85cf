package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.LintFinding.Level;
import dev.toolspec4j.tool.Catalogue;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** E: effects that contradict each other or the name. */
final class EffectRules {
    private static final Set<String> READS = Set.of(
            "get", "list", "find", "search", "read", "show", "query", "describe", "view", "lookup", "recall", "check");
    private static final Set<String> WRITES = Set.of(
            "add", "commit", "create", "delete", "deploy", "execute", "insert", "move", "post", "publish", "remove",
            "rename", "replace", "save", "send", "set", "store", "submit", "update", "upload", "write", "append");
    private static final Set<String> DESTROYS = Set.of("delete", "drop", "erase", "purge", "remove", "wipe", "destroy");
    private static final Set<String> ADDS = Set.of("add", "append", "send", "post", "submit");

    private EffectRules() {}

    static void check(Catalogue.Entry entry, Consumer<LintFinding> report) {
        List<String> words = Names.words(entry.name());
        String verb = words.isEmpty() ? "" : words.get(0);
        boolean readOnly = is(entry, "read_only", true);
        boolean writes = is(entry, "read_only", false);
        if (entry.effects().isEmpty()) {
            add(entry, Level.INFO, "no effects are stated; hosts then expect the worst", report);
        }
        if (readOnly && is(entry, "destructive", true)) {
            add(entry, Level.ERROR, "said to be both read-only and destructive", report);
        }
        if (readOnly && (WRITES.contains(verb) || DESTROYS.contains(verb))) {
            add(entry, Level.ERROR, "said to be read-only, but its name says '" + verb + "'", report);
        }
        if (writes && READS.contains(verb)) {
            add(entry, Level.WARNING, "its name says '" + verb + "', but it is not said to be read-only", report);
        }
        if (is(entry, "destructive", false) && DESTROYS.contains(verb)) {
            add(entry, Level.ERROR, "said not to be destructive, but its name says '" + verb + "'", report);
        }
        if (is(entry, "idempotent", true) && writes && ADDS.contains(verb)) {
            add(entry, Level.WARNING, "said to be idempotent, but '" + verb + "' twice is more than once", report);
        }
    }

    private static boolean is(Catalogue.Entry entry, String effect, boolean value) {
        return Boolean.valueOf(value).equals(entry.effects().get(effect));
    }

    private static void add(Catalogue.Entry entry, Level level, String message, Consumer<LintFinding> report) {
        report.accept(new LintFinding("E1", level, entry.name(), message));
    }
}
