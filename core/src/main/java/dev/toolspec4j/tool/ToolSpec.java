package dev.toolspec4j.tool;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is to say about one tool, said once.
 *
 * @param name unique in a registry, ignoring case: a letter, then letters, digits or underscores, at most 40 characters
 * @param summary one line that stands alone; every surface shows it as the tool's description; at most 1,000 characters
 * @param whenToUse guidance for prompts in paragraphs; may name tools by reference, as in {@code {tool:list_peers}}
 * @param inputSchema what the arguments must be
 * @param outputSchema what {@link ToolResult#structured()} of a success is; empty when it is not promised
 * @param section the group it is documented in
 * @param traits what programs need to know
 * @param handler what runs
 */
public record ToolSpec(
        String name,
        String summary,
        String whenToUse,
        JsonSchema inputSchema,
        Optional<JsonSchema> outputSchema,
        Section section,
        ToolTraits traits,
        ToolHandler handler) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");
    private static final int MAX_SUMMARY = 1_000;

    /** Checks the components; throws {@link IllegalArgumentException} naming the tool and the rule it breaks. */
    public ToolSpec {
        Objects.requireNonNull(inputSchema, "inputSchema");
        Objects.requireNonNull(outputSchema, "outputSchema");
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(traits, "traits");
        Objects.requireNonNull(handler, "handler");
        checkName("tool name", name);
        traits.formerNames().forEach(former -> checkName("former name of tool '" + name + "'", former));
        check(name, !summary.isBlank(), "the summary must not be blank");
        check(name, summary.indexOf('\n') < 0 && summary.indexOf('\r') < 0, "the summary must be one line");
        check(name, summary.length() <= MAX_SUMMARY, "the summary must have at most 1,000 characters");
        check(
                name,
                References.in(summary).isEmpty() && !References.isTorn(summary),
                "the summary must stand alone, without references such as {tool:…}");
        check(name, !whenToUse.isBlank(), "whenToUse must not be blank");
    }

    /** Returns a builder; summary, whenToUse, section, traits and handler are required. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Returns a builder that starts from this spec. */
    public Builder toBuilder() {
        Builder copy = new Builder(name)
                .summary(summary)
                .whenToUse(whenToUse)
                .input(inputSchema)
                .section(section)
                .traits(traits)
                .handler(handler);
        outputSchema.ifPresent(copy::output);
        return copy;
    }

    private static void checkName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(what + " must match " + NAME + ", was '" + name + "'");
        }
    }

    private static void check(String tool, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("tool '" + tool + "': " + rule);
        }
    }

    /** Collects a spec. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private @Nullable String summary;
        private @Nullable String whenToUse;
        private JsonSchema input = JsonSchema.object().build();
        private @Nullable JsonSchema output;
        private @Nullable Section section;
        private @Nullable ToolTraits traits;
        private @Nullable ToolHandler handler;

        private Builder(String name) {
            this.name = name;
        }

        /** Sets the one line that stands alone. */
        public Builder summary(String text) {
            this.summary = text;
            return this;
        }

        /** Sets the guidance for prompts. */
        public Builder whenToUse(String text) {
            this.whenToUse = text;
            return this;
        }

        /** Sets what the arguments must be; without it the tool has no parameters. */
        public Builder input(JsonSchema schema) {
            this.input = schema;
            return this;
        }

        /**
         * Sets what the arguments must be and what runs, by a record whose components are the arguments.
         *
         * @throws IllegalArgumentException when the record cannot be an input; see {@link RecordInput}
         */
        public <R extends Record> Builder input(Class<R> type, RecordHandler<R> code) {
            RecordInput<R> record = RecordInput.of(type);
            return input(record.schema()).handler(record.handler(code));
        }

        /** Sets what the structured result of a success is. */
        public Builder output(JsonSchema schema) {
            this.output = schema;
            return this;
        }

        /** Sets the group it is documented in. */
        public Builder section(Section group) {
            this.section = group;
            return this;
        }

        /** Sets what programs need to know. */
        public Builder traits(ToolTraits facts) {
            this.traits = facts;
            return this;
        }

        /** Sets what runs. */
        public Builder handler(ToolHandler code) {
            this.handler = code;
            return this;
        }

        /** Returns the spec; throws {@link IllegalArgumentException} naming what is missing or wrong. */
        public ToolSpec build() {
            return new ToolSpec(
                    name,
                    given("summary", summary),
                    given("whenToUse", whenToUse),
                    input,
                    Optional.ofNullable(output),
                    given("section", section),
                    given("traits", traits),
                    given("handler", handler));
        }

        private <T> T given(String part, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("tool '" + name + "': " + part + " is missing");
            }
            return value;
        }
    }
}
