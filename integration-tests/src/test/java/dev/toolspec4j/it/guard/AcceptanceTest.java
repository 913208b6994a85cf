package dev.toolspec4j.it.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/acceptance.md} to the truth: every number once, and every test that it names there to be run. */
class AcceptanceTest {
    private static final int BEHAVIOURS = 76;
    private static final int DEFECTS = 47;
    private static final Pattern ROW = Pattern.compile("\\| (B?\\d+) \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+)#(\\w+)`");

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docs/acceptance.md")) ? here : here.getParent();
    }

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new HashMap<>();
        for (String line : Files.readAllLines(root().resolve("docs/acceptance.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), row.group(2)))
                        .as("row " + row.group(1))
                        .isNull();
            }
        }
        return rows;
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(root())) {
            for (Path file : files.filter(each -> each.toString().endsWith("Test.java"))
                    .filter(each -> each.toString().replace('\\', '/').contains("/src/test/java/"))
                    .toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }

    private static boolean runs(String source, String method) {
        return Pattern.compile(
                        "@(Test|ParameterizedTest|TestFactory)\\b(?:(?!\\n    (?:void|private|public)\\b)[\\s\\S])*?\\n    void "
                                + method + "\\(")
                .matcher(source)
                .find();
    }

    @Test
    void everyBehaviourAndEveryDefectHasOneRow() throws IOException {
        List<String> wanted = new ArrayList<>();
        IntStream.rangeClosed(1, BEHAVIOURS).forEach(number -> wanted.add(String.valueOf(number)));
        IntStream.rangeClosed(1, DEFECTS).forEach(number -> wanted.add("B" + number));

        assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void everyRowNamesTestsThatRunOrAReason() throws IOException {
        Map<String, String> sources = testSources();
        List<String> wrong = new ArrayList<>();
        rows().forEach((number, held) -> {
            Matcher reference = REFERENCE.matcher(held);
            boolean any = false;
            while (reference.find()) {
                any = true;
                if (!runs(sources.getOrDefault(reference.group(1), ""), reference.group(2))) {
                    wrong.add(number + ": " + reference.group());
                }
            }
            if (!any && !held.matches("No test: .{20,}")) {
                wrong.add(number + ": neither a test nor a reason");
            }
        });

        assertThat(wrong).isEmpty();
    }
}
