package dev.toolspec4j.cli;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists the tools; opens no store. */
@Command(name = "tools", mixinStandardHelpOptions = true, description = "List the tools and what they do.")
final class ToolsCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Option(names = "--json", description = "Print the whole catalogue as JSON, schemas included.")
    private boolean json;

    @Override
    public Integer call() {
        ToolRegistry registry = BuiltinTools.catalogue();
        if (json) {
            main.terminal().out().println(registry.toJson());
            return ExitCode.OK;
        }
        Table table = new Table("TOOL", "SECTION", "SUMMARY");
        for (ToolSpec spec : registry.specs()) {
            table.row(spec.name(), spec.section().id(), spec.summary());
        }
        main.terminal().out().println(table);
        return ExitCode.OK;
    }
}
