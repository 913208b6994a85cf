package dev.toolspec4j.cli;

import dev.langchain4j.invocation.InvocationParameters;
import dev.toolspec4j.Workspace;
import dev.toolspec4j.a2a.A2aAgent;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.a2a.AgentAnswer;
import dev.toolspec4j.a2a.AgentRequest;
import dev.toolspec4j.delegation.DelegationPath;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** This workspace as an A2A peer. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serve an agent with this workspace's tools to peers over A2A, on any OpenAI-compatible server.",
            "Callers must send TOOLSPEC4J_A2A_TOKEN as bearer token when that is set; beyond loopback it is required."
        })
final class ServeCommand implements Callable<Integer> {
    private static final String TOKEN = "TOOLSPEC4J_A2A_TOKEN";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Option(names = "--host", description = "Address to listen on; default ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(names = "--port", description = "Port; default ${DEFAULT-VALUE}, 0 picks a free one.")
    private int port = 8420;

    @Option(names = "--model", paramLabel = "NAME", description = "The model; default: OPENAI_MODEL or gpt-4o-mini.")
    private @Nullable String model;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = main.terminal();
        Optional<String> token =
                Optional.ofNullable(terminal.environment().get(TOKEN)).filter(text -> !text.isBlank());
        if (token.isEmpty() && !Loopback.is(host)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Beyond loopback callers need a token: set " + TOKEN + ", or leave --host out.");
        }
        Models models = Models.required(terminal.environment());
        try (OrderlyEnd end = OrderlyEnd.install();
                Workspace workspace = options.open(terminal).startDelegations();
                A2aServer server = start(workspace, models, token, terminal)) {
            workspace.announce(server.url());
            terminal.out().println("Serving " + workspace.info().name() + " at " + server.url() + " (Ctrl-C ends it)");
            end.await();
        }
        return ExitCode.OK;
    }

    private A2aServer start(Workspace workspace, Models models, Optional<String> token, Terminal terminal)
            throws IOException {
        WorkspaceInfo info = workspace.info();
        Agent agent = Agent.with(
                models.create(Optional.ofNullable(model)),
                workspace.tools().intercepted(new Transcript(terminal.err()).of(info.name())),
                ChatCommand.ROLE);
        A2aAgent worker = request -> answer(agent, request);
        A2aServer.Builder server = workspace.serving(worker).host(host).port(port);
        token.ifPresent(server::token);
        return server.start();
    }

    /** Answers a peer, and lets the agent's own delegations know whose work they are part of, so that loops end. */
    private static AgentAnswer answer(Agent agent, AgentRequest request) {
        InvocationParameters parameters = new InvocationParameters();
        DelegationPath.of(request.requestMetadata()).metadata().forEach(parameters::put);
        request.traceparent().ifPresent(trace -> parameters.put("traceparent", trace));
        return AgentAnswer.result(agent.answer(request.contextId(), request.text(), parameters));
    }
}
