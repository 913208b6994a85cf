package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.LintFinding.Level;
import dev.toolspec4j.tool.Catalogue;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** N: names that every provider and host takes. */
final class NameRules {
    private static final Pattern ANYWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,63}");
    private static final Pattern PORTABLE = Pattern.compile("[a-z][a-z0-9_]*");
    /** Leaves room for {@code mcp__<server>__} within the 64 characters that hosts allow. */
    private static final int MAX_LENGTH = 40;

    private NameRules() {}

    static void check(Catalogue catalogue, Consumer<LintFinding> report) {
        Map<String, String> owners = new HashMap<>();
        for (Catalogue.Entry entry : catalogue.entries()) {
            String name = entry.name();
            if (name.isEmpty()) {
                report.accept(new LintFinding("N1", Level.ERROR, "", "a tool has no name; give it one"));
                continue;
            }
            pattern(name, report);
            claim(owners, name, name, report);
            entry.formerNames().forEach(former -> claim(owners, former, name, report));
        }
    }

    private static void pattern(String name, Consumer<LintFinding> report) {
        if (!ANYWHERE.matcher(name).matches()) {
            report.accept(new LintFinding(
                    "N1",
                    Level.ERROR,
                    name,
                    "providers refuse the name; use a letter, then letters, digits, '_' or '-', at most 64 in all"));
        } else if (!PORTABLE.matcher(name).matches()) {
            report.accept(new LintFinding(
                    "N1",
                    Level.WARNING,
                    name,
                    "some hosts rewrite '-' and capitals; use lower-case words joined by '_'"));
        }
        if (name.length() > MAX_LENGTH) {
            report.accept(new LintFinding(
                    "N3",
                    Level.WARNING,
                    name,
                    "the name has " + name.length()
                            + " characters; with a server's prefix it may pass the 64 that hosts"
                            + " allow; use at most " + MAX_LENGTH));
        }
    }

    private static void claim(Map<String, String> owners, String name, String tool, Consumer<LintFinding> report) {
        String earlier = owners.putIfAbsent(name.toLowerCase(Locale.ROOT), tool);
        if (earlier != null) {
            report.accept(new LintFinding(
                    "N2",
                    Level.ERROR,
                    tool,
                    "the name '" + name + "' is also one of '" + earlier + "', former names and capitals included"));
        }
    }
}
