package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.workspace.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokenStoreTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void fill() {
        file = folder.resolve("workspace.db");
        try (Database database = open("")) {
            database.write(
                    connection -> Sql.update(connection, "CREATE TABLE note (n INTEGER PRIMARY KEY, body TEXT)"));
            database.write(connection -> note(connection, 1, "kept"));
        }
    }

    @Test
    void refusesANewerSchemaAndLeavesTheFileUntouched() throws IOException {
        try (Database database = open("")) {
            database.write(connection -> Sql.update(
                    connection, "INSERT INTO schema_version (version, name, applied_at) VALUES (9999, 'x', 0)"));
        }
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> open(""))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("made by a newer version of Toolspec4j (schema [9999]")
                .hasMessageContaining("use that version, or name another store");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void saysThatAFileIsNoDatabase() throws IOException {
        Files.writeString(file, "These are notes, and not a database at all.\n".repeat(50));

        refusedWith("is not an SQLite database; name another file");
        assertThat(file).content().startsWith("These are notes");
    }

    @Test
    void saysThatAFileIsDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 110, bytes.length, (byte) 0x5A);
        Files.write(file, bytes);

        refusedWith("is damaged; restore it from a backup");
    }

    @Test
    void readsAStoreThatMayOnlyBeReadAndSaysSoToWhoWrites() {
        assertReadOnly("?open_mode=1");
        assertKept();
    }

    @Test
    void readsAFileThatThisUserMayNotWrite() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Assumptions.assumeFalse(Files.isWritable(file), "this user may write everything");

        assertReadOnly("");
    }

    private void assertReadOnly(String parameters) {
        try (Database database = open(parameters)) {
            assertThatThrownBy(() -> database.write(connection -> note(connection, 2, "never")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is read-only; make it, its folder and the files -wal and -shm");
            assertThat(notes(database)).containsExactly("kept");
        }
    }

    @Test
    void saysThatAFolderMayNotBeWrittenByThisUser() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
        Assumptions.assumeFalse(Files.isWritable(closed), "this user may write everything");

        assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + closed.resolve("new.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be created")
                .hasMessageContaining("make its folder writable for this user, or name another file");
    }

    @Test
    void saysThatAFolderCannotBeMade() {
        assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + file.resolve("below/new.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be created");
        assertKept();
    }

    @Test
    void saysThatAFolderIsNoFile() {
        assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be opened")
                .hasMessageContaining("that it is a file");
    }

    @Test
    void saysThatTheDiskIsFullAndKeepsWhatWasThere() {
        try (Database database = open("?max_page_count=64")) {
            assertThatThrownBy(() -> database.write(connection -> note(connection, 2, "x".repeat(400_000))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the disk is full; free some space")
                    .hasCauseInstanceOf(SQLException.class);
            database.write(connection -> note(connection, 3, "small"));
        }
        try (Database database = open("")) {
            assertThat(notes(database)).containsExactly("kept", "small");
        }
    }

    @Test
    void createsTheFoldersOfANewStoreForThisUserAlone() throws IOException {
        Path made = folder.resolve("a/b/new.db");
        Database.open("jdbc:sqlite:" + made).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.getParent())))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite::memory:", "jdbc:sqlite:", "jdbc:sqlite:file:x?mode=memory"})
    void refusesAStoreInMemory(String url) {
        assertThatThrownBy(() -> Database.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("would live in memory")
                .hasMessageContaining("name a file");
    }

    @Test
    void refusesAnUnknownKindOfStoreWithoutShowingItsPassword() {
        assertThatThrownBy(() -> Database.open("jdbc:mysql://me:geheim@host/db?password=geheim"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("jdbc:mysql://host/db")
                .hasMessageContaining("use jdbc:sqlite:<file> or jdbc:postgresql://<host>/<database>")
                .hasMessageNotContaining("geheim");
    }

    private void refusedWith(String reason) {
        assertThatThrownBy(() -> open(""))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason)
                .hasRootCauseInstanceOf(SQLException.class);
    }

    private void assertKept() {
        try (Database database = open("")) {
            assertThat(notes(database)).containsExactly("kept");
        }
    }

    private Database open(String parameters) {
        return Database.open("jdbc:sqlite:" + file + parameters);
    }

    private static List<String> notes(Database database) {
        return database.read(
                connection -> Sql.rows(connection, "SELECT body FROM note ORDER BY n", row -> row.getString(1)));
    }

    private static int note(Connection connection, int n, String body) throws SQLException {
        return Sql.update(connection, "INSERT INTO note VALUES (?, ?)", n, body);
    }
}
