package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.prompt.PromptDocs;
import dev.toolspec4j.prompt.PromptOptions;
import dev.toolspec4j.prompt.RenderedDocs;
import dev.toolspec4j.tool.ToolRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Prints the text for an agent's system prompt; opens no store unless it is to say who is there now. */
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

    @Option(
            names = "--live",
            description = "Add what is so now: peers, children to lead, results that arrived. Opens the workspace.")
    private boolean live;

    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Override
    public Integer call() {
        if (!live) {
            print(BuiltinTools.catalogue(), chosen());
            return ExitCode.OK;
        }
        try (Workspace opened = workspace.open(main.terminal())) {
            LiveSections sections = LiveSections.of(opened);
            print(sections.registry(), sections.addTo(chosen()));
        }
        return ExitCode.OK;
    }

    private PromptOptions chosen() {
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
        return options;
    }

    private void print(ToolRegistry registry, PromptOptions options) {
        RenderedDocs docs = PromptDocs.of(registry).document(options);
        main.terminal().out().println(docs.text().stripTrailing());
        docs.dropped().forEach(left -> main.terminal().err().println("left out: " + left));
    }
}
