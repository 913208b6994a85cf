package dev.toolspec4j.cli;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.tool.ToolSpec;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Calls one tool; each tool is a subcommand whose options are generated from its schema. */
@Command(
        name = CallCommand.NAME,
        mixinStandardHelpOptions = true,
        description = "Call one tool. 'toolspec4j call TOOL --help' shows its options.")
final class CallCommand implements Callable<Integer> {
    static final String NAME = "call";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Adds to this command, among the commands given, a subcommand for each tool of the catalogue. */
    static void addTools(CommandLine commands, Terminal terminal) {
        CommandLine call = Objects.requireNonNull(commands.getSubcommands().get(NAME));
        for (ToolSpec tool : BuiltinTools.catalogue().specs()) {
            call.addSubcommand(tool.name(), ToolCommand.spec(tool, terminal));
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a tool: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
