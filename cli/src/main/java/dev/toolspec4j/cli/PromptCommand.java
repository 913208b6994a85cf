package dev.toolspec4j.cli;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.prompt.PromptDocs;
import dev.toolspec4j.prompt.PromptOptions;
import dev.toolspec4j.prompt.RenderedDocs;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Prints the text for an agent's system prompt; opens no store. */
@Command(
        name = "prompt",
        mixinStandardHelpOptions = true,
        description = "Print the text about the tools for an agent's system prompt.")
final class PromptCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Option(names = "--format", description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private PromptOptions.Format format = PromptOptions.Format.MARKDOWN;

    @Option(names = "--surface", description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private PromptOptions.Surface surface = PromptOptions.Surface.TOOL_CALLS;

    @Option(names = "--tool", paramLabel = "NAME", description = "Only this tool; may be repeated.")
    private List<String> tools = List.of();

    @Option(names = "--section", paramLabel = "ID", description = "Only this section; may be repeated.")
    private List<String> sections = List.of();

    @Option(names = "--max-tokens", paramLabel = "N", description = "Shorten the guidance to about N tokens.")
    private @Nullable Integer maxTokens;

    @Override
    public Integer call() {
        PromptOptions options = PromptOptions.defaults().format(format).surface(surface);
        if (!tools.isEmpty()) {
            options = options.onlyTools(tools.toArray(String[]::new));
        }
        if (!sections.isEmpty()) {
            options = options.onlySections(sections.toArray(String[]::new));
        }
        if (maxTokens != null) {
            options = options.maxTokens(maxTokens);
        }
        RenderedDocs docs = PromptDocs.of(BuiltinTools.catalogue()).document(options);
        main.terminal().out().println(docs.text().stripTrailing());
        docs.dropped().forEach(left -> main.terminal().err().println("left out: " + left));
        return ExitCode.OK;
    }
}
