package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How a prompt is to look. Start from {@link #defaults()} or {@link #instructions(int)} and change what differs; each
 * change returns a copy.
 *
 * @param surface how the reader calls tools
 * @param format how the text is marked up
 * @param tools the names of the only tools to show; empty for all
 * @param sections the ids of the only sections to show; empty for all
 * @param shownName the name under which the host shows a tool, such as {@code mcp__team__list_peers}
 * @param extraSections sections after those of the registry
 * @param maxTokens the most tokens (see {@link RenderedDocs#tokens()}) the text may have; empty for no limit
 * @param maxCharacters the most characters ({@link String#length()}) the text may have; empty for no limit
 * @param commandPrefix what stands before a tool's name on {@link Surface#CLI}
 */
public record PromptOptions(
        Surface surface,
        Format format,
        Optional<Set<String>> tools,
        Optional<Set<String>> sections,
        UnaryOperator<String> shownName,
        List<ExtraSection> extraSections,
        OptionalInt maxTokens,
        OptionalInt maxCharacters,
        String commandPrefix) {
    private static final String COMMAND = "toolspec4j call";

    /** How the reader calls tools. */
    public enum Surface {
        /** By function calls; the prompt names and summarises each tool. */
        TOOL_CALLS,
        /** By MCP; only the sections' guidance, since {@code tools/list} carries the summaries. */
        MCP,
        /** By shell commands, spelt from the tools' schemas. */
        CLI
    }

    /** How the text is marked up. */
    public enum Format {
        /** Headings, bullets and code spans. */
        MARKDOWN,
        /** Elements, with everything escaped. */
        XML,
        /** No mark-up but hyphens before list entries. */
        PLAIN
    }

    /** Checks and copies the components; throws {@link IllegalArgumentException} for a limit below zero. */
    public PromptOptions {
        Objects.requireNonNull(surface, "surface");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(shownName, "shownName");
        Objects.requireNonNull(commandPrefix, "commandPrefix");
        refuseNegative(maxTokens, "tokens");
        refuseNegative(maxCharacters, "characters");
        tools = tools.map(PromptOptions::copy);
        sections = sections.map(PromptOptions::copy);
        extraSections = List.copyOf(extraSections);
    }

    /** Returns: tool calls, Markdown, every tool under its own name, no limit. */
    public static PromptOptions defaults() {
        return new PromptOptions(
                Surface.TOOL_CALLS,
                Format.MARKDOWN,
                Optional.empty(),
                Optional.empty(),
                UnaryOperator.identity(),
                List.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                COMMAND);
    }

    /** Returns the options of MCP {@code instructions}: workflow rules in Markdown within the number of characters. */
    public static PromptOptions instructions(int maxChars) {
        return defaults().surface(Surface.MCP).maxCharacters(maxChars);
    }

    /** Returns a copy for readers who call tools in this way. */
    public PromptOptions surface(Surface value) {
        return new PromptOptions(
                value, format, tools, sections, shownName, extraSections, maxTokens, maxCharacters, commandPrefix);
    }

    /** Returns a copy with this mark-up. */
    public PromptOptions format(Format value) {
        return new PromptOptions(
                surface, value, tools, sections, shownName, extraSections, maxTokens, maxCharacters, commandPrefix);
    }

    /** Returns a copy that shows only these tools; guidance about others is left out. */
    public PromptOptions onlyTools(String... names) {
        return new PromptOptions(
                surface,
                format,
                Optional.of(copy(List.of(names))),
                sections,
                shownName,
                extraSections,
                maxTokens,
                maxCharacters,
                commandPrefix);
    }

    /** Returns a copy that shows only the sections with these ids; guidance about others' tools is left out. */
    public PromptOptions onlySections(String... ids) {
        return new PromptOptions(
                surface,
                format,
                tools,
                Optional.of(copy(List.of(ids))),
                shownName,
                extraSections,
                maxTokens,
                maxCharacters,
                commandPrefix);
    }

    /** Returns a copy that shows tools under other names. */
    public PromptOptions shownName(UnaryOperator<String> value) {
        return new PromptOptions(
                surface, format, tools, sections, value, extraSections, maxTokens, maxCharacters, commandPrefix);
    }

    /** Returns a copy with one more section at the end. */
    public PromptOptions withSection(ExtraSection extra) {
        List<ExtraSection> more = new ArrayList<>(extraSections);
        more.add(extra);
        return new PromptOptions(
                surface, format, tools, sections, shownName, more, maxTokens, maxCharacters, commandPrefix);
    }

    /** Returns a copy that has at most this many tokens. */
    public PromptOptions maxTokens(int value) {
        return new PromptOptions(
                surface,
                format,
                tools,
                sections,
                shownName,
                extraSections,
                OptionalInt.of(value),
                maxCharacters,
                commandPrefix);
    }

    /** Returns a copy that has at most this many characters. */
    public PromptOptions maxCharacters(int value) {
        return new PromptOptions(
                surface,
                format,
                tools,
                sections,
                shownName,
                extraSections,
                maxTokens,
                OptionalInt.of(value),
                commandPrefix);
    }

    /** Returns a copy whose commands start with this, such as {@code java -jar toolspec4j.jar call}. */
    public PromptOptions commandPrefix(String value) {
        return new PromptOptions(
                surface, format, tools, sections, shownName, extraSections, maxTokens, maxCharacters, value);
    }

    private static Set<String> copy(Iterable<String> names) {
        Set<String> copy = new LinkedHashSet<>();
        names.forEach(copy::add);
        return Collections.unmodifiableSet(copy);
    }

    private static void refuseNegative(OptionalInt limit, String unit) {
        if (limit.isPresent() && limit.getAsInt() < 0) {
            throw new IllegalArgumentException(
                    "a prompt cannot have at most " + limit.getAsInt() + " " + unit + "; give 0 or more");
        }
    }
}
