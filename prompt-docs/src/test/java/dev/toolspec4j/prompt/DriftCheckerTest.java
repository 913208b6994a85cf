package dev.toolspec4j.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.toolspec4j.prompt.Drift.Kind;
import dev.toolspec4j.prompt.DriftReport.Skipped;
import dev.toolspec4j.tool.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftCheckerTest {
    private final DriftChecker checker = DriftChecker.of(Catalogue.of(SampleTools.registry()));

    @TempDir
    private Path folder;

    @Test
    void aDriftHasAPlaceAndASuggestion() {
        assertThat(checker.check("guide.md", "# Guide\n\nFirst `borrow_book`.\n"))
                .containsExactly(new Drift("guide.md", 3, 8, Kind.FORMER_NAME, "borrow_book", "lend_book"));
        assertThat(checker.check("`borrow_book`").get(0).text())
                .isEqualTo("1:2: 'borrow_book' is now named 'lend_book'");
    }

    @Test
    void argumentsAreSuggestedToo() {
        assertThat(checker.check("`lend_book(bok_id: 1)`"))
                .containsExactly(new Drift("", 1, 12, Kind.UNKNOWN_ARGUMENT, "bok_id", "book_id"));
    }

    @Test
    void driftsAreWrittenAsJson() {
        assertThat(Drift.toJson(checker.check("a.md", "`borrow_book`")))
                .isEqualTo("[{\"file\":\"a.md\",\"line\":1,\"column\":2,\"kind\":\"former_name\","
                        + "\"found\":\"borrow_book\",\"suggestion\":\"lend_book\"}]");
        assertThat(Drift.toJson(List.of())).isEqualTo("[]");
    }

    @Test
    void windowsLineEndsAndEmptyTextsAreFine() {
        assertThat(checker.check("one\r\n`borrow_book`"))
                .extracting(Drift::line)
                .containsExactly(2);
        assertThat(checker.check("")).isEmpty();
        assertThat(DriftChecker.of(new Catalogue(List.of())).check("the `borrow_book` tool"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`borrow_book` <!-- tools:ignore -->",
                "<!-- tools:ignore -->\n`borrow_book`",
                "<!-- tools:ignore borrow_book told apart -->\n\n`borrow_book`",
                "<!-- tools:ignore-file -->\n\n\n`borrow_book`"
            })
    void commentsSilenceTheChecker(String text) {
        assertThat(checker.check(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traits.withFormerNames(\"borrow_book\");",
                "x(\"\"\"\n{\"former_names\": [\"borrow_book\"]}\"\"\");"
            })
    void sayingThatANameIsAFormerOneIsNoDrift(String code) {
        assertThat(checker.check("A.java", code)).isEmpty();
    }

    @Test
    void commentsSilenceNothingElse() {
        assertThat(checker.check("`borrow_book` <!-- tools:ignore -->\n\n`borrow_book`"))
                .hasSize(1);
        assertThat(checker.check("<!-- tools:ignore lend_bok x -->\n`borrow_book`"))
                .hasSize(1);
    }

    @Test
    void aFolderIsCheckedInOrderAndItsIgnoreFileObeyed() throws IOException {
        write("b.md", "`borrow_book`");
        write("a.txt", "call borrow_book");
        write("old/c.md", "`borrow_book`");
        write("old/kept.md", "`borrow_book`");
        write("node_modules/d.md", "`borrow_book`");
        write(".toolspecignore", "# the past\nold/*\n!old/kept.md\n");

        assertThat(checker.check(folder))
                .extracting(drift -> folder.relativize(Path.of(drift.file())).toString())
                .containsExactly("a.txt", "b.md", Path.of("old", "kept.md").toString());
    }

    @Test
    void aFolderBelowHasIgnoreRulesOfItsOwnThatGoBeforeThoseAbove() throws IOException {
        write("a/.toolspecignore", "/old.md\n");
        write("a/old.md", "`borrow_book`");
        write("a/new.md", "`borrow_book`");
        write("a/deep/old.md", "`borrow_book`");
        write("b/old.md", "`borrow_book`");
        write("b/log.txt", "call borrow_book");
        write("b/kept/.toolspecignore", "!*.txt\n");
        write("b/kept/log.txt", "call borrow_book");
        write(".toolspecignore", "*.txt\n");

        assertThat(checker.check(folder))
                .extracting(drift ->
                        folder.relativize(Path.of(drift.file())).toString().replace('\\', '/'))
                .containsExactly("a/deep/old.md", "a/new.md", "b/kept/log.txt", "b/old.md");
    }

    @Test
    void aDirectiveInACodeSpanIsAnExampleOfOne() {
        assertThat(checker.check("Write `tools:ignore-file` in a comment.\n\n`borrow_book`"))
                .hasSize(1);
    }

    @Test
    void whatCannotBeCheckedIsSaid() throws IOException {
        Files.write(folder.resolve("picture.md"), new byte[] {'a', 0, 1});
        Files.write(folder.resolve("latin.md"), "M\u00fcller".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("huge.md"), new byte[5 * 1024 * 1024]);
        write("good.md", "fine");

        DriftReport report = checker.scan(folder);

        assertThat(report.files()).isEqualTo(1);
        assertThat(report.skipped())
                .extracting(Skipped::reason)
                .containsExactly("larger than 4 MiB (5242880 bytes)", "not UTF-8 text", "binary");
        assertThat(checker.scan(folder.resolve("picture.md")).skipped())
                .extracting(Skipped::reason)
                .containsExactly("binary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checker.check(folder.resolve("none.md")))
                .withMessageContaining("none.md");
    }

    @Test
    void cyclicLinksAreNotFollowed() throws IOException {
        write("sub/a.md", "`borrow_book`");
        Files.createSymbolicLink(folder.resolve("sub/again"), folder);
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));

        assertThat(checker.check(folder)).hasSize(1);
        assertThat(checker.scan(folder.resolve("loop")).skipped()).hasSize(1);
    }

    @Test
    void anUnreadableFolderIsSkippedAndSaid() throws IOException {
        write("locked/a.md", "`borrow_book`");
        write("b.md", "`borrow_book`");
        Path locked = folder.resolve("locked");
        assumeThat(locked.toFile().setReadable(false, false)).isTrue();
        assumeThat(Files.isReadable(locked)).as("not run as root").isFalse();

        DriftReport report = checker.scan(folder);

        assertThat(locked.toFile().setReadable(true, false)).isTrue();
        assertThat(report.drifts()).hasSize(1);
        assertThat(report.skipped()).extracting(Skipped::reason).containsExactly("cannot be read: AccessDenied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[{",
                "{\"a\":",
                "`",
                "```\n",
                "a_",
                "a-b",
                "| a ",
                "(",
                "tool: ",
                "tools: a_b, ",
                "- ",
                "<!--"
            })
    void noInputMakesItFailOrStall(String part) {
        String text = part.repeat(50_000 / part.length());

        for (String file : List.of("a.md", "a.json", "a.yaml", "a.java", "a.py", "a.ts")) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> checker.check(file, text), file);
        }
    }

    @Test
    void damagedTextsNeverMakeItFail() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (DriftCorpus.Snippet snippet : DriftCorpus.read("corpus.txt")) {
            for (int i = 0; i < 20; i++) {
                StringBuilder text = new StringBuilder(snippet.text());
                for (int j = 0; j < 3; j++) {
                    int at = random.nextInt(text.length());
                    text.replace(at, at + 1, "{}[]()\"'`\\\n:-|".charAt(random.nextInt(14)) + "");
                }
                checker.check(snippet.file(), text.toString());
            }
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
