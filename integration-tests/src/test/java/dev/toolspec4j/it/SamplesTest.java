package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the samples of README and docs equal to code that tests run. */
class SamplesTest {
    private static final Path ROOT = Files.isDirectory(Path.of("prompt-docs")) ? Path.of("") : Path.of("..");
    private static final Path SOURCES = ROOT.resolve("integration-tests/src/test/java/dev/toolspec4j/it");
    private static final List<String> CLASSES =
            List.of("ReadmeSamplesTest.java", "DocSamplesTest.java", "BareHttpLoopTest.java");
    private static final Pattern SHOWN =
            Pattern.compile("<!-- sample:([a-z0-9-]+) -->\\s+```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("// sample:([a-z0-9-]+)\\n(.*?)// end", Pattern.DOTALL);
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java");

    @Test
    void everySampleIsCodeThatATestRuns() throws IOException {
        Map<String, String> code = code();
        Map<String, String> shown = new HashMap<>();
        for (Path document : documents()) {
            String text = Files.readString(document);
            Matcher samples = SHOWN.matcher(text);
            int found = 0;
            while (samples.find()) {
                shown.put(samples.group(1), words(samples.group(2)));
                found++;
            }
            assertThat(JAVA_BLOCK.matcher(text).results().count())
                    .as("Java in %s that no test runs", document)
                    .isEqualTo(found);
        }

        assertThat(new TreeSet<>(shown.keySet())).isEqualTo(new TreeSet<>(code.keySet()));
        shown.forEach((name, text) -> assertThat(text).as("sample '%s'", name).isEqualTo(code.get(name)));
    }

    private static Map<String, String> code() throws IOException {
        Map<String, String> code = new HashMap<>();
        for (String file : CLASSES) {
            Matcher blocks = CODE.matcher(Files.readString(SOURCES.resolve(file)));
            while (blocks.find()) {
                assertThat(code.put(blocks.group(1), words(blocks.group(2))))
                        .as("a second sample '%s'", blocks.group(1))
                        .isNull();
            }
        }
        return code;
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            Stream<Path> pages = docs.filter(path -> path.toString().endsWith(".md"));
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages).toList();
        }
    }

    /** Returns the text without its layout, which the formatter and the page's width may change. */
    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
