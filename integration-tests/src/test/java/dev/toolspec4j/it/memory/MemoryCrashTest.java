package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.memory.Terms;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged stays, whatever happens to the process afterwards. */
final class MemoryCrashTest {
    private static final WorkspaceId WRITER = new WorkspaceId("writer");

    @TempDir
    Path folder;

    @Test
    void losesNoAcknowledgedMemoryWhenTheProcessIsKilled() throws Exception {
        int kills = Boolean.getBoolean("toolspec4j.soak") ? 50 : 3;
        Path file = folder.resolve("killed.db");
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < kills; kill++) {
            acknowledged.addAll(WriterProcess.acknowledgedBeforeKill(file, WRITER, 100 + 37 * kill, Map.of()));
        }

        Set<String> present = WriterProcess.ids(file, WRITER);
        assertThat(present).containsAll(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100 * kills);
        assertThat(countedInIndex(file)).isEqualTo(countedInTable(file));
    }

    @Test
    void letsTwoProcessesWriteAtOnceWithoutLosingARow() throws Exception {
        Path file = folder.resolve("shared.db");

        letTwoProcessesWrite("jdbc:sqlite:" + file);

        assertThat(countedInIndex(file)).isEqualTo(countedInTable(file));
    }

    @Test
    void letsTwoProcessesWriteToOnePostgresqlDatabaseWithoutLosingARow() throws Exception {
        letTwoProcessesWrite(PostgresServer.newDatabase());
    }

    private static void letTwoProcessesWrite(String url) throws Exception {
        Database.open(url).close();
        Process one = WriterProcess.start(url, new WorkspaceId("one"), 4, 500, Map.of());
        Process other = WriterProcess.start(url, new WorkspaceId("two"), 4, 500, Map.of());

        Set<String> acknowledged = new HashSet<>(WriterProcess.readAll(one));
        acknowledged.addAll(WriterProcess.readAll(other));

        assertThat(one.waitFor()).as("exit code of the first").isZero();
        assertThat(other.waitFor()).as("exit code of the second").isZero();
        assertThat(acknowledged).hasSize(1_000);
        Set<String> present = new HashSet<>(WriterProcess.ids(url, new WorkspaceId("one")));
        present.addAll(WriterProcess.ids(url, new WorkspaceId("two")));
        assertThat(present).isEqualTo(acknowledged);
    }

    /** Returns in how many rows every token of the index stands, each number as often as there are tokens with it. */
    private static List<Long> countedInIndex(Path file) throws SQLException {
        return query(file, "SELECT doc FROM memory_index_tokens ORDER BY doc", row -> row.getLong(1));
    }

    private static List<Long> countedInTable(Path file) throws SQLException {
        Map<String, Long> rowsWith = new LinkedHashMap<>();
        query(file, "SELECT workspace_id, scope, content FROM memories", row -> {
            String reader = row.getString(1) + " " + row.getString(2) + " ";
            new HashSet<>(Terms.of(row.getString(3))).forEach(term -> rowsWith.merge(reader + term, 1L, Long::sum));
            return 0L;
        });
        return rowsWith.values().stream().sorted().toList();
    }

    private static List<Long> query(Path file, String sql, Row row) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Long> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Row {
        long read(ResultSet row) throws SQLException;
    }
}
