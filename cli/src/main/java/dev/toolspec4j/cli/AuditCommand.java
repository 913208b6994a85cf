package dev.toolspec4j.cli;

import dev.toolspec4j.access.AuditReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Checks the audit log. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Verify the audit log.",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do: verify.");
    }

    /** Looks for cuts and changes. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Find lines that were cut, changed or reordered. Exit code 1 when there are any.")
    static final class Verify implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private AuditCommand parent;

        @Mixin
        private WorkspaceOptions options = new WorkspaceOptions();

        @Parameters(paramLabel = "FILE", description = "Files that were rotated away, oldest first.")
        private List<Path> earlier = List.of();

        @Override
        public Integer call() throws IOException {
            Terminal terminal = parent.main.terminal();
            AuditReport report = dev.toolspec4j.AuditCheck.verify(options.settings(terminal), earlier);
            report.findings().forEach(finding -> terminal.out().println(finding.place() + ": " + finding.message()));
            terminal.out()
                    .println(report.lines() + " lines of " + report.writers() + " writers: "
                            + (report.isIntact() ? "intact" : report.findings().size() + " findings"));
            return report.isIntact() ? ExitCode.OK : ExitCode.FOUND;
        }
    }
}
