package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.tool.ToolSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A tool's name stands in one place. Sources are read, because the compiler copies constants. */
class ToolNamesInSourcesTest {
    private static final Path ROOT = root();
    private static final Path ONE_PLACE = Path.of("dev", "toolspec4j", "builtin");
    private static final Pattern TEXT_BLOCK_OR_LITERAL =
            Pattern.compile("\"\"\"(?:\\\\.|(?!\"\"\")[\\s\\S])*\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"");
    private static final Pattern COMMENT_OR_CHARACTER =
            Pattern.compile("/\\*[\\s\\S]*?\\*/|//[^\\n]*|'(?:\\\\.|[^'\\\\\\n])+'");

    @Test
    void noMainSourceOutsideBuiltinHoldsAToolNameInAString() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> sources = mainSources();
        for (Path source : sources) {
            if (!source.toString().contains(ONE_PLACE.toString())) {
                namesIn(Files.readString(source)).forEach(name -> found.add(ROOT.relativize(source) + ": " + name));
            }
        }

        assertThat(sources).hasSizeGreaterThan(50);
        assertThat(found)
                .as("names of tools in string literals; take them from ToolNames or the registry")
                .isEmpty();
    }

    @Test
    void aPlantedNameIsFoundInLiteralsAndTextBlocksOnly() {
        assertThat(namesIn("String a = \"call list_peers now\";")).containsExactly("list_peers");
        assertThat(namesIn("String a = \"\"\"\n  use \"recall_memory\"\n  \"\"\";"))
                .containsExactly("recall_memory");
        assertThat(namesIn("String a = \"search_memory\";")).containsExactly("search_memory");
        assertThat(namesIn("// list_peers \"list_peers\"\n/* \"list_peers\" */ char q = '\"'; int list_peers = 1;"))
                .isEmpty();
        assertThat(namesIn("String a = \"my_list_peers_x\" + \"http://x\"; // \"list_peers\""))
                .isEmpty();
    }

    private static Set<String> namesIn(String source) {
        Set<String> found = new TreeSet<>();
        Matcher parts = Pattern.compile("(?<text>" + TEXT_BLOCK_OR_LITERAL + ")|" + COMMENT_OR_CHARACTER)
                .matcher(source);
        while (parts.find()) {
            String text = parts.group("text");
            if (text != null) {
                names().filter(name -> word(name).matcher(text).find()).forEach(found::add);
            }
        }
        return found;
    }

    private static Stream<String> names() {
        return BuiltinTools.catalogue().specs().stream()
                .flatMap(
                        (ToolSpec spec) -> Stream.concat(Stream.of(spec.name()), spec.traits().formerNames().stream()));
    }

    private static Pattern word(String name) {
        return Pattern.compile("(?<![A-Za-z0-9_])" + name + "(?![A-Za-z0-9_])");
    }

    private static List<Path> mainSources() throws IOException {
        Path main = Path.of("src", "main", "java");
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains(main.toString()))
                    .toList();
        }
    }

    /** Returns the folder of the whole project, wherever the test was started. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("langchain4j-adapter"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new UncheckedIOException(new IOException("the project's folder is not above the working folder"));
        }
        return folder;
    }
}
