package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.ToolRegistry;
import java.util.Objects;

/**
 * Prompt text about a registry's tools, generated from their specs alone: the same registry and options give the same
 * bytes in every JVM. Immutable and safe for use by several threads.
 *
 * <p>Sections come in registry order: the title, a bullet for each tool with its summary, each tool's guidance, the
 * section's guidance; then the extra sections.
 */
public final class PromptDocs {
    private final ToolRegistry registry;

    private PromptDocs(ToolRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /** Returns the prompt docs of the registry. */
    public static PromptDocs of(ToolRegistry registry) {
        return new PromptDocs(registry);
    }

    /** Returns the prompt for all tools in Markdown; empty for a registry without tools. */
    public String render() {
        return render(PromptOptions.defaults());
    }

    /** Returns the prompt; throws what {@link #document} throws. */
    public String render(PromptOptions options) {
        return document(options).text();
    }

    /**
     * Returns the prompt with its size and what was left out. A budget shortens guidance by whole paragraphs: the last
     * ones of tools first, then those of sections, then of extra sections; summaries and extra items stay.
     *
     * @throws IllegalArgumentException when the options name a tool or section that is not there, show two tools under
     *     one name, or leave too little room for the summaries; the message says which, or by how much
     */
    public RenderedDocs document(PromptOptions options) {
        Guide guide = GuideBuilder.of(registry, options);
        return new Budget(options).fit(guide, Layout.of(options.format()));
    }

    /**
     * Returns the text for MCP {@code instructions}: the sections' guidance in Markdown, in whole paragraphs.
     *
     * @param maxChars the most characters; hosts cut at about 2,000
     */
    public String instructions(int maxChars) {
        return render(PromptOptions.instructions(maxChars));
    }
}
