package dev.toolspec4j.cli;

import dev.toolspec4j.prompt.Lint;
import dev.toolspec4j.prompt.LintFinding;
import dev.toolspec4j.prompt.LockChange;
import dev.toolspec4j.tool.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Finds faults in the tools themselves; opens no store. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = {
            "Find faults in the tools themselves: names, schemas, texts, budgets; with --lock also what changed for callers.",
            "Exit codes: 0 nothing worse than infos, 1 errors, warnings or breaking changes, 2 wrong usage, 3 a file cannot be used."
        })
final class LintCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private CatalogueOption catalogue = new CatalogueOption();

    @Option(names = "--lock", paramLabel = "FILE", description = "Compare with this lock file.")
    private @Nullable Path lock;

    @Option(names = "--write-lock", paramLabel = "FILE", description = "Write a lock file and end.")
    private @Nullable Path newLock;

    @Option(names = "--json", description = "Print JSON lists: findings, then changes.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Catalogue tools = catalogue.read();
        if (newLock != null) {
            Files.writeString(newLock, Lint.lock(tools), StandardCharsets.UTF_8);
            main.terminal().out().println("Locked " + tools.entries().size() + " tools in " + newLock + ".");
            return ExitCode.OK;
        }
        List<LintFinding> findings = Lint.check(tools);
        List<LockChange> changes = lock == null ? List.of() : changes(lock, tools);
        main.terminal().out().print(json ? Lint.toJson(findings) + "\n" : Lint.toText(findings));
        if (lock != null) {
            main.terminal().out().print(json ? Lint.changesToJson(changes) + "\n" : Lint.changesToText(changes));
        }
        if (!json && findings.isEmpty() && changes.isEmpty()) {
            main.terminal().out().println(tools.entries().size() + " tools, nothing found");
        }
        main.terminal().out().flush();
        boolean faulty = findings.stream().anyMatch(finding -> finding.level() != LintFinding.Level.INFO);
        return faulty || changes.stream().anyMatch(LockChange::breaking) ? ExitCode.FOUND : ExitCode.OK;
    }

    private static List<LockChange> changes(Path file, Catalogue tools) throws IOException {
        try {
            return Lint.compare(TextFile.read(file), tools);
        } catch (IllegalArgumentException e) {
            throw new UnavailableException("cannot use " + file + ": " + e.getMessage(), e);
        }
    }
}
