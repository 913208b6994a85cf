package dev.toolspec4j.cli;

import dev.langchain4j.invocation.InvocationParameters;
import dev.toolspec4j.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** An agent in the terminal. */
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = {
            "Talk to an agent with this workspace's tools, on any OpenAI-compatible server (OPENAI_API_KEY, OPENAI_BASE_URL).",
            "Tool calls are shown as they happen. End with an empty line or Ctrl-D."
        })
final class ChatCommand implements Callable<Integer> {
    static final String ROLE = "You are a helpful agent in a team of agents. Answer briefly.";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "The model; default: OPENAI_MODEL or gpt-4o-mini.")
    private @Nullable String model;

    @Parameters(arity = "0..1", paramLabel = "MESSAGE", description = "Ask only this, print the answer and end.")
    private @Nullable String message;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = main.terminal();
        Models models = Models.required(terminal.environment());
        try (Workspace workspace = options.open(terminal).startDelegations()) {
            Agent agent = Agent.with(
                    models.create(Optional.ofNullable(model)),
                    workspace
                            .tools()
                            .intercepted(new Transcript(terminal.err())
                                    .of(workspace.info().name())),
                    ROLE);
            String conversation = "chat-" + UUID.randomUUID();
            if (message != null) {
                terminal.out().println(agent.answer(conversation, message, new InvocationParameters()));
                return ExitCode.OK;
            }
            converse(agent, conversation, terminal);
        }
        return ExitCode.OK;
    }

    private static void converse(Agent agent, String conversation, Terminal terminal) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        terminal.err().print("> ");
        terminal.err().flush();
        String line = lines.readLine();
        while (line != null && !line.isBlank()) {
            terminal.out().println(agent.answer(conversation, line, new InvocationParameters()));
            terminal.err().print("> ");
            terminal.err().flush();
            line = lines.readLine();
        }
    }
}
