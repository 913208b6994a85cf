package dev.toolspec4j.prompt;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.prompt.PromptOptions.Format;
import dev.toolspec4j.testkit.AdapterConformance;
import dev.toolspec4j.testkit.Surface;
import dev.toolspec4j.tool.ToolRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The prompt docs pass the kit that every adapter passes, in each format and in the spelling of the shell. */
class PromptConformanceTest {

    @Nested
    class Markdown extends Prompt {
        Markdown() {
            super(PromptOptions.defaults());
        }
    }

    @Nested
    class Xml extends Prompt {
        Xml() {
            super(PromptOptions.defaults().format(Format.XML));
        }
    }

    @Nested
    class Plain extends Prompt {
        Plain() {
            super(PromptOptions.defaults().format(Format.PLAIN));
        }
    }

    @Nested
    class Shell extends Prompt {
        Shell() {
            super(PromptOptions.defaults().surface(PromptOptions.Surface.CLI));
        }
    }

    private abstract static class Prompt extends AdapterConformance {
        private final PromptOptions options;

        Prompt(PromptOptions options) {
            this.options = options;
        }

        @Override
        protected String adapter() {
            return "prompt-docs " + options.surface() + " " + options.format();
        }

        @Override
        protected ToolRegistry registry() {
            return BuiltinTools.catalogue();
        }

        @Override
        protected Surface surface(ToolRegistry registry) {
            String text = PromptDocs.of(registry).render(options);
            return new Surface() {
                @Override
                public Optional<String> promptText() {
                    return Optional.of(text);
                }
            };
        }
    }
}
