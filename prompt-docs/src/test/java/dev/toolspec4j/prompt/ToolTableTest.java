package dev.toolspec4j.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolspec4j.tool.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTableTest {
    private final ToolTable table = ToolTable.of(Catalogue.of(SampleTools.registry()));

    @TempDir
    private Path folder;

    @Test
    void aRowNamesTheToolWhatItDoesAndItsArguments() {
        assertThat(table.markdown()).startsWith("""
                | Tool | What it does | Arguments |
                |---|---|---|
                | `find_books` | Find books by words in their title. | `words`, `shelf` (optional), `limit` (optional) |
                """);
    }

    @Test
    void aSummaryCannotBreakTheTable() {
        assertThat(ToolTable.of(Catalogue.of(SampleTools.saying("This | that <b>.", "Often.")))
                        .markdown())
                .contains("| `speak` | This \\| that \\<b>. | none |");
    }

    @Test
    void theBlockOfAFileIsWrittenOnceAndCheckedAfterwards() throws IOException {
        Path readme = Files.writeString(
                folder.resolve("README.md"), "# Hi\n\n<!-- tools:begin -->\nold\n<!-- tools:end -->\n\nBye\n");

        assertThat(table.isIn(readme)).isFalse();
        assertThat(table.writeTo(readme)).isTrue();
        assertThat(table.writeTo(readme)).isFalse();
        assertThat(table.isIn(readme)).isTrue();
        assertThat(readme)
                .content()
                .startsWith("# Hi\n\n<!-- tools:begin -->\n| Tool |")
                .endsWith("|\n<!-- tools:end -->\n\nBye\n");
    }

    @Test
    void aFileWithoutABlockIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x.md"), "<!-- tools:end --> <!-- tools:begin -->");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.writeTo(file))
                .withMessageContainingAll("tools:begin", "tools:end");
    }
}
