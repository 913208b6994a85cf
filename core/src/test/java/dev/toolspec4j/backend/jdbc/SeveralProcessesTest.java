package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeveralProcessesTest {
    private static final int NOTES = 1_000;

    @TempDir
    Path folder;

    @Test
    void twoProcessesCreateAndFillOneFileAtOnceAndLoseNothing() throws Exception {
        Path file = folder.resolve("workspace.db");
        WriterProcess one = WriterProcess.start(file, 0, NOTES);
        WriterProcess two = WriterProcess.start(file, NOTES, NOTES);
        one.go();
        two.go();

        List<String> said = new ArrayList<>(one.rest());
        said.addAll(two.rest());
        assertThat(one.exitCode()).as("exit code; a locked file would end it").isZero();
        assertThat(two.exitCode()).as("exit code; a locked file would end it").isZero();
        assertThat(said).hasSize(2 * NOTES + 2);
        assertThat(numbers(file)).hasSize(2 * NOTES);
    }

    @Test
    void whatWasAcknowledgedSurvivesTheEndOfTheProcessAtAnyMoment() throws Exception {
        Path file = folder.resolve("workspace.db");
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            WriterProcess writer = WriterProcess.start(file, round * 1_000_000, 1_000_000);
            writer.go();
            for (int i = 0; i < 200 + 57 * round; i++) {
                acknowledged.add(writer.next());
            }
            writer.kill();
            acknowledged.addAll(writer.rest());
            writer.exitCode();
            // A line that the end of the process cut short acknowledges nothing.
            acknowledged.remove(acknowledged.size() - 1);
        }

        assertThat(numbers(file)).containsAll(acknowledged);
        try (Database database = Database.open("jdbc:sqlite:" + file)) {
            List<String> integrity = database.read(
                    connection -> Sql.rows(connection, "PRAGMA integrity_check", row -> row.getString(1)));
            assertThat(integrity).containsExactly("ok");
        }
    }

    private static List<String> numbers(Path file) {
        try (Database database = Database.open("jdbc:sqlite:" + file)) {
            return database.read(connection -> Sql.rows(connection, "SELECT n FROM note", row -> row.getString(1)));
        }
    }
}
