package dev.toolspec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path folder;

    @Test
    void twoAgentsWorkTogetherAndTheAnswerSurvivesTheRestart() {
        Shell.Outcome outcome =
                new Shell(folder).run("demo", "--home", folder.resolve("demo").toString());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().findFirst().orElse("")).contains("stand-in");
        assertThat(outcome.out())
                .containsSubsequence(
                        "lead calls list_peers",
                        "Librarian (ID: librarian",
                        "lead calls delegate_task",
                        "librarian calls recall_memory",
                        "3 March 2027",
                        "lead calls commit_memory",
                        "-- restart",
                        "lead calls recall_memory",
                        "3 March 2027",
                        "The answer survived the restart.");
        assertThat(outcome.out()).containsPattern("took \\d+ ms");
    }

    @Test
    void answersYourOwnQuestion() {
        Shell.Outcome outcome = new Shell(folder).run("demo", "Who is on call for incidents?");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("user: Who is on call for incidents?")
                .contains("Jonas Weber");
    }

    @Test
    void aBlankQuestionIsRefused() {
        assertThat(new Shell(folder).run("demo", " ").code()).isEqualTo(2);
    }
}
