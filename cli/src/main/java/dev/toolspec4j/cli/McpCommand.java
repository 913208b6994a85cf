package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.mcp.McpOptions;
import dev.toolspec4j.mcp.McpServers;
import dev.toolspec4j.mcp.McpStdioServer;
import dev.toolspec4j.prompt.PromptDocs;
import dev.toolspec4j.tool.ToolRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Serves the tools over MCP. */
@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        description = "Serve the tools over MCP, on standard input and output.")
final class McpCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (Workspace workspace = options.open(main.terminal()).startDelegations()) {
            ToolRegistry tools = workspace.tools();
            PromptDocs docs = PromptDocs.of(tools);
            McpOptions served = McpOptions.builder()
                    .instructions(docs.instructions(McpOptions.MAX_INSTRUCTIONS))
                    .guide(docs.render())
                    .build();
            try (McpStdioServer server = McpServers.stdio(tools, served)) {
                server.awaitEnd();
            }
        }
        return ExitCode.OK;
    }
}
