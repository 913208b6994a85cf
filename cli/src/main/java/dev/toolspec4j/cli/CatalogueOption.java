package dev.toolspec4j.cli;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.tool.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tools a check knows. */
final class CatalogueOption {
    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description =
                    "Tools to check against, as JSON: 'toolspec4j tools --json', the tools/list answer of an MCP server,"
                            + " or an OpenAI-style tool list. Default: the eight tools.")
    private @Nullable Path file;

    Catalogue read() throws IOException {
        if (file == null) {
            return Catalogue.of(BuiltinTools.catalogue());
        }
        try {
            return Catalogue.fromJson(TextFile.read(file));
        } catch (IllegalArgumentException e) {
            throw new UnavailableException("cannot use " + file + ": " + e.getMessage(), e);
        }
    }
}
