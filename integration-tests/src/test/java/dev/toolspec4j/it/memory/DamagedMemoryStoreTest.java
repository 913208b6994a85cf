package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.backend.jdbc.JdbcPeerDirectory;
import dev.toolspec4j.memory.Memories;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be used says why, and what was in it stays readable. */
final class DamagedMemoryStoreTest {
    private static final WorkspaceId SELF = new WorkspaceId("lead");

    @TempDir
    Path folder;

    @Test
    void saysThatTheDiskIsFullAndStillRecalls() throws SQLException {
        Path file = folder.resolve("full.db");
        try (Database database = Database.open("jdbc:sqlite:" + file)) {
            new Memories(JdbcMemoryStore.of(database, SELF)).commit("an old fact");
        }
        // The driver applies the pragma to every connection, the writer's too: the file may not grow any more.
        try (Database database = Database.open("jdbc:sqlite:" + file + "?max_page_count=" + pages(file))) {
            Memories memories = new Memories(JdbcMemoryStore.of(database, SELF));

            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> memories.commit("x".repeat(90_000)))
                    .matches(e -> e.reason() == MemoryStoreException.Reason.UNAVAILABLE)
                    .withMessageContaining("full");
            assertThat(memories.recall("fact")).extracting(Memory::content).containsExactly("an old fact");
        }
    }

    @Test
    void saysThatTheFileIsReadOnlyAndStillRecalls() {
        String url = "jdbc:sqlite:" + folder.resolve("kept.db");
        WorkspaceInfo self =
                new WorkspaceInfo(SELF, "Lead", Optional.empty(), Optional.empty(), "online", Optional.empty());
        try (Database database = Database.open(url)) {
            JdbcPeerDirectory.of(database, self);
            new Memories(JdbcMemoryStore.of(database, SELF)).commit("an old fact");
        }
        try (Database database = Database.open(url + "?open_mode=1")) {
            Memories memories = new Memories(JdbcMemoryStore.of(database, SELF));

            assertThat(JdbcPeerDirectory.of(database, self).self()).isEqualTo(self);
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> memories.commit("a new fact"))
                    .matches(e -> e.reason() == MemoryStoreException.Reason.UNAVAILABLE)
                    .withMessageContaining("read-only");
            assertThat(memories.recall("fact")).extracting(Memory::content).containsExactly("an old fact");
        }
    }

    @Test
    void saysThatTheSchemaIsOfANewerVersionAndChangesNothing() throws SQLException {
        Path file = folder.resolve("newer.db");
        Database.open("jdbc:sqlite:" + file).close();
        execute(file, "INSERT INTO schema_version (version, name, applied_at) VALUES (999, '999-later', 0)");

        assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("999");
    }

    @Test
    void saysThatTheFileIsDamaged() throws IOException {
        Path file = folder.resolve("damaged.db");
        try (Database database = Database.open("jdbc:sqlite:" + file)) {
            new Memories(JdbcMemoryStore.of(database, SELF)).commit("an old fact");
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.write(new byte[4096]);
        }

        assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not an SQLite database");
        assertThat(Files.size(file)).isGreaterThan(4096);
    }

    private static long pages(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA page_count")) {
            return row.getLong(1);
        }
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
