package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One tool as a command. */
final class ToolCommand implements Callable<Integer> {
    private final ToolSpec tool;
    private final Terminal terminal;
    private final ToolOptions arguments;
    private final WorkspaceOptions options = new WorkspaceOptions();
    private CommandSpec spec;

    private ToolCommand(ToolSpec tool, Terminal terminal) {
        this.tool = tool;
        this.terminal = terminal;
        this.arguments = new ToolOptions(tool.inputSchema());
        this.spec = CommandSpec.wrapWithoutInspection(this);
    }

    static CommandSpec spec(ToolSpec tool, Terminal terminal) {
        ToolCommand command = new ToolCommand(tool, terminal);
        CommandSpec spec = command.spec;
        spec.usageMessage().description(tool.summary().replace("%", "%%"));
        spec.mixinStandardHelpOptions(true);
        command.arguments.addTo(spec);
        spec.addMixin("workspace", CommandSpec.forAnnotatedObject(command.options));
        spec.addOption(OptionSpec.builder("--json")
                .type(boolean.class)
                .defaultValue("false")
                .description("Print the result as JSON.")
                .build());
        return spec;
    }

    @Override
    public Integer call() {
        String argumentsJson = arguments.json(spec);
        boolean json = spec.findOption("--json").getValue();
        ToolResult result;
        try (CancelOnSignal signal = CancelOnSignal.install(terminal.err())) {
            result = call(argumentsJson, signal);
        }
        PrintWriter out = result.isError() && !json ? terminal.err() : terminal.out();
        out.println(json ? ToolResult.json(result.structured()).text() : result.text());
        return result.isError() ? ExitCode.FOUND : ExitCode.OK;
    }

    private ToolResult call(String argumentsJson, CancelOnSignal signal) {
        try (Workspace workspace = options.open(terminal)) {
            signal.watch(workspace.delegations());
            CallContext context = CallContext.builder()
                    .conversationId(signal.conversation())
                    .progress(step -> terminal.err().println("… " + step.message()))
                    .build();
            ToolResult result = workspace.tools().call(tool.name(), argumentsJson, context);
            signal.awaitTold();
            return result;
        }
    }
}
