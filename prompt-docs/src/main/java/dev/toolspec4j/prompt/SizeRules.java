package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.LintFinding.Level;
import dev.toolspec4j.tool.Catalogue;
import dev.toolspec4j.tool.ToolResult;
import java.util.function.Consumer;

/** B: what the tools cost in every request, as estimated by {@link Tokens}. */
final class SizeRules {
    private static final int MAX_TOOL = 600;
    private static final int MAX_CATALOGUE = 8_000;
    private static final int MAX_TOOLS = 40;

    private SizeRules() {}

    static void check(Catalogue catalogue, Consumer<LintFinding> report) {
        int total = 0;
        for (Catalogue.Entry entry : catalogue.entries()) {
            int tokens = Tokens.in(entry.name())
                    + Tokens.in(entry.summary())
                    + Tokens.in(ToolResult.json(entry.inputSchema()).text());
            total += tokens;
            if (tokens > MAX_TOOL) {
                report.accept(new LintFinding(
                        "B1",
                        Level.WARNING,
                        entry.name(),
                        "costs about " + tokens + " tokens in every request; aim for at most " + MAX_TOOL));
            }
        }
        if (total > MAX_CATALOGUE) {
            report.accept(new LintFinding(
                    "B1",
                    Level.ERROR,
                    "",
                    "the tools cost about " + total + " tokens in every request; at most " + MAX_CATALOGUE
                            + " are sane"));
        }
        if (catalogue.entries().size() > MAX_TOOLS) {
            report.accept(new LintFinding(
                    "B1",
                    Level.WARNING,
                    "",
                    catalogue.entries().size() + " tools; models choose worse among more than " + MAX_TOOLS));
        }
    }
}
