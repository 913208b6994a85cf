package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Page;
import dev.toolspec4j.memory.Terms;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
            acknowledged.addAll(acknowledgedBeforeKill(file, 100 + 37 * kill));
        }

        Set<String> present = ids(file);
        assertThat(present).containsAll(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100 * kills);
        assertThat(countedInIndex(file)).isEqualTo(countedInTable(file));
    }

    @Test
    void letsTwoProcessesWriteAtOnceWithoutLosingARow() throws Exception {
        Path file = folder.resolve("shared.db");
        Database.open("jdbc:sqlite:" + file).close();
        Process one = start(file, "one", 4, 500);
        Process other = start(file, "two", 4, 500);

        Set<String> acknowledged = new HashSet<>(readAll(one));
        acknowledged.addAll(readAll(other));

        assertThat(one.waitFor()).as("exit code of the first").isZero();
        assertThat(other.waitFor()).as("exit code of the second").isZero();
        assertThat(acknowledged).hasSize(1_000);
        Set<String> present = new HashSet<>(ids(file, new WorkspaceId("one")));
        present.addAll(ids(file, new WorkspaceId("two")));
        assertThat(present).isEqualTo(acknowledged);
        assertThat(countedInIndex(file)).isEqualTo(countedInTable(file));
    }

    private static Set<String> acknowledgedBeforeKill(Path file, int enough) throws Exception {
        Process process = start(file, WRITER.value(), 8, 0);
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            while (acknowledged.size() < enough) {
                acknowledged.add(readLine(process, lines));
            }
            // By its handle, since Process itself would close the pipe, and with it what was acknowledged last.
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            lines.lines().filter(line -> line.length() == 36).forEach(acknowledged::add);
        }
        return acknowledged;
    }

    private static String readLine(Process process, BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IllegalStateException("the writer ended by itself, alive: " + process.isAlive());
        }
        return line;
    }

    private static List<String> readAll(Process process) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().toList();
        }
    }

    private static Process start(Path file, String workspace, int threads, int commits) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        KilledWriter.class.getName(),
                        "jdbc:sqlite:" + file,
                        workspace,
                        String.valueOf(threads),
                        String.valueOf(commits))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Test runners that load tests by a class loader of their own leave them out of the property. */
    private static String classPath() {
        return KilledWriter.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static Set<String> ids(Path file) {
        return ids(file, WRITER);
    }

    private static Set<String> ids(Path file, WorkspaceId workspace) {
        try (Database database = Database.open("jdbc:sqlite:" + file)) {
            MemoryStore store = JdbcMemoryStore.of(database, workspace);
            Set<String> ids = new HashSet<>();
            Page page = new Page(Optional.empty(), true, 1_000);
            for (List<Memory> found = store.list(page); !found.isEmpty(); found = store.list(page)) {
                found.forEach(memory -> ids.add(memory.id()));
                page = page.following(found.get(found.size() - 1));
            }
            return ids;
        }
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
