package dev.toolspec4j.cli;

import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.StoreException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of Toolspec4j.
 *
 * <p>Exit codes: 0 done; 1 done, and something was found or a tool failed; 2 the command line is wrong; 3 a store,
 * file, platform or peer cannot be used; 130 cancelled; 143 told to end (SIGTERM).
 */
@Command(
        name = "toolspec4j",
        mixinStandardHelpOptions = true,
        version = "toolspec4j 0.1.0",
        description = "Tools for agents from one registry: call them, serve them, document them, check them.",
        footer = {
            "",
            "Settings come from environment variables; 'toolspec4j doctor' shows them.",
            "Exit codes: 0 done, 1 found something or a tool failed, 2 wrong usage, 3 store or peer not usable,"
                    + " 130 cancelled (Ctrl-C), 143 ended by SIGTERM."
        },
        subcommands = {
            DemoCommand.class,
            ToolsCommand.class,
            CallCommand.class,
            PromptCommand.class,
            CheckCommand.class,
            LintCommand.class,
            McpCommand.class,
            PeersCommand.class,
            InboxCommand.class,
            MemoryCommand.class,
            AuditCommand.class,
            ChatCommand.class,
            ServeCommand.class,
            DoctorCommand.class
        })
public final class Main implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Terminal.system(), args));
    }

    static int run(Terminal terminal, String... args) {
        CommandLine commands = new CommandLine(new Main(terminal));
        CallCommand.addTools(commands, terminal);
        commands.setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, terminal));
        return commands.execute(args);
    }

    private static int report(Exception failure, Terminal terminal) throws Exception {
        boolean told = failure instanceof UnavailableException
                || failure instanceof StoreException
                || failure instanceof MemoryStoreException
                || failure instanceof PeerDirectoryException
                || failure instanceof IllegalArgumentException;
        if (told) {
            terminal.err().println("Error: " + failure.getMessage());
            return failure instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.UNAVAILABLE;
        }
        if (failure instanceof IOException broken) {
            terminal.err().println("Error: " + FileTrouble.describe(broken));
            return ExitCode.UNAVAILABLE;
        }
        throw failure;
    }

    Terminal terminal() {
        return terminal;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do: name a command.");
    }
}
