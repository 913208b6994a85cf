package dev.toolspec4j.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.prompt.PromptOptions.Format;
import dev.toolspec4j.prompt.PromptOptions.Surface;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What models read about the eight tools: its words and its size. */
class BuiltinPromptTest {
    private static final PromptOptions DEFAULTS = PromptOptions.defaults();
    private final ToolRegistry registry = BuiltinTools.catalogue();
    private final PromptDocs docs = PromptDocs.of(registry);

    @Test
    void thePromptsStayAsTheyAre() throws IOException {
        Golden.assertUnchanged("prompt.md", docs.render());
        Golden.assertUnchanged("prompt.xml", docs.render(DEFAULTS.format(Format.XML)));
        Golden.assertUnchanged("prompt.txt", docs.render(DEFAULTS.format(Format.PLAIN)));
        Golden.assertUnchanged("cli.md", docs.render(DEFAULTS.surface(Surface.CLI)));
        Golden.assertUnchanged("instructions.md", docs.instructions(2_000));
    }

    @Test
    void thePromptsStayAsShortAsTheyAre() throws IOException {
        StringBuilder sizes = new StringBuilder("prompt\tcharacters\ttokens\n");
        for (Surface surface : Surface.values()) {
            for (Format format : Format.values()) {
                RenderedDocs document = docs.document(DEFAULTS.surface(surface).format(format));
                sizes.append(surface).append(' ').append(format).append('\t');
                sizes.append(document.text().length()).append('\t');
                sizes.append(document.tokens()).append('\n');
            }
        }
        Golden.assertUnchanged("sizes.tsv", sizes.toString());
    }

    @Test
    void theDefaultPromptAndTheInstructionsKeepWithinTheirBudgets() {
        assertThat(docs.render()).hasSizeLessThanOrEqualTo(3_600);
        assertThat(docs.document(DEFAULTS).tokens()).isLessThanOrEqualTo(900);
        assertThat(docs.instructions(2_000)).hasSizeLessThanOrEqualTo(1_000);
        assertThat(docs.document(PromptOptions.instructions(2_000)).dropped()).isEmpty();
    }

    @Test
    void eachSectionNamesItsToolsAndNoFormerName() {
        for (Section section : registry.sections()) {
            String text = docs.render(DEFAULTS.onlySections(section.id()));

            assertThat(text)
                    .contains(registry.in(section).stream().map(ToolSpec::name).toList());
            registry.specs()
                    .forEach(spec -> spec.traits()
                            .formerNames()
                            .forEach(former -> assertThat(text).doesNotContain(former)));
        }
    }

    @Test
    void noReferenceIsLeftUnresolved() {
        for (Surface surface : Surface.values()) {
            assertThat(docs.render(DEFAULTS.surface(surface))).doesNotContain("{tool:");
        }
    }
}
