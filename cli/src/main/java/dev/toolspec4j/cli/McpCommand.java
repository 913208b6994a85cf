package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.mcp.McpHttpOptions;
import dev.toolspec4j.mcp.McpHttpServer;
import dev.toolspec4j.mcp.McpOptions;
import dev.toolspec4j.mcp.McpServers;
import dev.toolspec4j.mcp.McpStdioServer;
import dev.toolspec4j.prompt.PromptDocs;
import dev.toolspec4j.tool.ToolRegistry;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Serves the tools over MCP. */
@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        description = {
            "Serve the tools over MCP, on standard input and output or over HTTP.",
            "Over HTTP clients must send " + McpHttpGroup.TOKEN
                    + " as bearer token when that is set; beyond loopback it is required."
        },
        footer = {
            "",
            "Exit codes: 0 at the end of input, when running calls were answered; 143 after SIGTERM and 130 after"
                    + " Ctrl-C, when running calls were cancelled and the store was closed; 2 and 3 as for every command."
        })
final class McpCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @ArgGroup(exclusive = false)
    private @Nullable McpHttpGroup http;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (http != null && http.asked()) {
            overHttp(http.options(main.terminal().environment()));
        } else {
            overStandardStreams();
        }
        return ExitCode.OK;
    }

    private void overStandardStreams() throws InterruptedException {
        OrderlyEnd end = OrderlyEnd.install();
        try (Workspace workspace = options.open(main.terminal()).startDelegations();
                McpStdioServer server = McpServers.stdio(workspace.tools(), served(workspace.tools()))) {
            server.awaitEnd();
        } finally {
            end.close();
        }
    }

    private void overHttp(McpHttpOptions http) throws IOException, InterruptedException {
        Terminal terminal = main.terminal();
        try (OrderlyEnd end = OrderlyEnd.install();
                Workspace workspace = options.open(terminal).startDelegations();
                McpHttpServer server = McpServers.http(workspace.tools(), served(workspace.tools()), http)) {
            terminal.out()
                    .println("Serving " + workspace.tools().specs().size() + " tools over MCP at " + server.uri()
                            + " (Ctrl-C ends it)");
            end.await();
        }
    }

    private static McpOptions served(ToolRegistry tools) {
        PromptDocs docs = PromptDocs.of(tools);
        return McpOptions.builder()
                .instructions(docs.instructions(McpOptions.MAX_INSTRUCTIONS))
                .guide(docs.render())
                .build();
    }
}
