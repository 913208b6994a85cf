package dev.toolspec4j.cli;

import dev.toolspec4j.prompt.Drift;
import dev.toolspec4j.prompt.DriftChecker;
import dev.toolspec4j.prompt.DriftReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Finds texts that drifted from the tools; opens no store. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Find prompts, docs and sources that name tools or arguments which do not exist.",
            "Exit codes: 0 no drift, 1 drift found, 2 wrong usage, 3 a file that you named cannot be read."
        },
        footer = {
            "",
            "A document that promises all tools has 'tools: all' in its front matter, or 'tools:all' in a comment.",
            "Ignored are: what a comment names with 'tools:ignore NAME', the line of 'tools:ignore', the file of"
                    + " 'tools:ignore-file', and the paths in '.toolspecignore' files, written as in '.gitignore'."
        })
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private CatalogueOption catalogue = new CatalogueOption();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print a JSON list of findings.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = main.terminal();
        DriftChecker checker = DriftChecker.of(catalogue.read());
        List<Drift> drifts = new ArrayList<>();
        List<DriftReport.Skipped> skipped = new ArrayList<>();
        int files = 0;
        boolean allRead = true;
        for (Path path : paths) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnavailableException("there is no file or folder '" + path + "'; check the path");
            }
            DriftReport report = checker.scan(path);
            drifts.addAll(report.drifts());
            skipped.addAll(report.skipped());
            files += report.files();
            allRead &= Files.isDirectory(path) || report.skipped().isEmpty();
        }
        skipped.forEach(left -> terminal.err().println("not checked: " + left.file() + " (" + left.reason() + ")"));
        if (json) {
            terminal.out().println(Drift.toJson(drifts));
        } else {
            drifts.forEach(drift -> terminal.out().println(drift.text()));
            terminal.out().println(files + " files checked, " + drifts.size() + " findings");
        }
        if (!drifts.isEmpty()) {
            return ExitCode.FOUND;
        }
        return allRead ? ExitCode.OK : ExitCode.UNAVAILABLE;
    }
}
