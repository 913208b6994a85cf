package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.prompt.Drift;
import dev.toolspec4j.prompt.DriftChecker;
import dev.toolspec4j.prompt.ToolTable;
import dev.toolspec4j.tool.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What we say about our own tools is so. */
class OwnDocsTest {
    private static final Path ROOT = Files.isDirectory(Path.of("prompt-docs")) ? Path.of("") : Path.of("..");
    private final Catalogue catalogue = Catalogue.of(BuiltinTools.catalogue());

    /** Run with {@code -Dupdate.golden=true} to write the table. */
    @Test
    void theReadmesTableIsTheRegistrys() throws IOException {
        Path readme = ROOT.resolve("README.md");
        ToolTable table = ToolTable.of(catalogue);
        if (Boolean.getBoolean("update.golden")) {
            table.writeTo(readme);
        }

        assertThat(table.isIn(readme))
                .as("the table in README.md is up to date")
                .isTrue();
    }

    @Test
    void documentsAndJavadocSayNothingThatIsNotSo() {
        DriftChecker checker = DriftChecker.of(catalogue);
        List<String> drifts = new ArrayList<>();
        for (String part : List.of(
                "README.md",
                "docs",
                "core/src/main",
                "langchain4j-adapter/src/main",
                "mcp-adapter/src/main",
                "prompt-docs/src/main",
                "cli/src/main")) {
            Path path = ROOT.resolve(part);
            if (Files.exists(path)) {
                checker.check(path).stream().map(Drift::text).forEach(drifts::add);
            }
        }

        assertThat(drifts).isEmpty();
    }
}
