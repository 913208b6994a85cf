package dev.toolspec4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows the whole product at work on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Watch two agents work together: one asks the other over A2A, and remembers the answer after a restart.",
            "A lead finds a peer, delegates your question, keeps the answer on disk, is closed, opened again, and recalls.",
            "Uses OPENAI_API_KEY or OPENAI_BASE_URL when set, else a rule-based stand-in."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String QUESTION = "When does release 2.4 ship, and who approves it?";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Parameters(
            arity = "0..1",
            paramLabel = "QUESTION",
            description = "What to ask; default: a question about a release.")
    private String question = QUESTION;

    @Option(names = "--model", paramLabel = "NAME", description = "Model of the OpenAI-compatible server.")
    private @Nullable String model;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Keep the demo's workspaces here; default: a folder that is removed at the end.")
    private @Nullable Path home;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = main.terminal();
        if (question.isBlank()) {
            terminal.err().println("Error: the question is blank. Ask something, or leave it out.");
            return ExitCode.USAGE;
        }
        try (DemoFolder folder = DemoFolder.at(Optional.ofNullable(home))) {
            Models models = new Models(terminal.environment());
            return new Demo(models, Optional.ofNullable(model), new Transcript(terminal.out()), folder.path())
                    .run(question);
        }
    }
}
