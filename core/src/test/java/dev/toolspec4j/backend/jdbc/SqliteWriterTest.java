package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteWriterTest {
    @TempDir
    Path folder;

    private Database database;
    private SqliteWriter writer;

    @BeforeEach
    void open() {
        SqliteFile file = SqliteFile.of("jdbc:sqlite:" + folder.resolve("workspace.db"));
        database = Database.open(file.url());
        database.write(connection -> Sql.update(connection, "CREATE TABLE note (n INTEGER PRIMARY KEY)"));
        database.write(connection -> Sql.update(
                connection,
                "CREATE TABLE answer (note INTEGER NOT NULL REFERENCES note (n) DEFERRABLE INITIALLY DEFERRED)"));
        writer = new SqliteWriter(new SqliteConnections(file), new SqliteMemoryLedger());
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void storesAGroupInOneTransaction() throws SQLException {
        QueuedWork<Integer> one = note(1);
        QueuedWork<Integer> two = note(2);
        QueuedWork<Integer> seen =
                new QueuedWork<>(connection -> Sql.row(connection, "SELECT count(*) FROM note", row -> row.getInt(1))
                        .orElseThrow());

        writer.commit(group(one, two, seen));

        assertThat(one.outcome()).isEqualTo(1);
        assertThat(seen.outcome()).isEqualTo(2);
        assertThat(notes()).containsExactly(1, 2);
    }

    @Test
    void eachWorkOfAGroupFailsForItselfAlone() throws SQLException {
        QueuedWork<Integer> first = note(1);
        QueuedWork<Integer> twice = note(1);
        QueuedWork<Integer> half = new QueuedWork<>(connection -> {
            Sql.update(connection, "INSERT INTO note VALUES (7)");
            throw new IllegalStateException("broken on purpose");
        });
        QueuedWork<Integer> last = note(2);

        writer.commit(group(first, twice, half, last));

        assertThat(first.outcome()).isEqualTo(1);
        assertThatThrownBy(twice::outcome).isInstanceOf(SQLException.class).hasMessageContaining("UNIQUE");
        assertThatThrownBy(half::outcome).isInstanceOf(IllegalStateException.class);
        assertThat(last.outcome()).isEqualTo(1);
        assertThat(notes()).containsExactly(1, 2);
    }

    @Test
    void aFailureAloneInItsGroupLeavesNothingAndTheNextGroupSucceeds() throws SQLException {
        QueuedWork<Integer> half = new QueuedWork<>(connection -> {
            Sql.update(connection, "INSERT INTO note VALUES (7)");
            throw new StackOverflowError("broken on purpose");
        });
        writer.commit(group(half));
        QueuedWork<Integer> next = note(1);
        writer.commit(group(next));

        assertThatThrownBy(half::outcome).isInstanceOf(StackOverflowError.class);
        assertThat(next.outcome()).isEqualTo(1);
        assertThat(notes()).containsExactly(1);
    }

    @Test
    void acknowledgesNothingOfAGroupWhoseCommitFails() throws SQLException {
        QueuedWork<Integer> good = note(1);
        QueuedWork<Integer> dangling =
                new QueuedWork<>(connection -> Sql.update(connection, "INSERT INTO answer VALUES (99)"));

        writer.commit(group(good, dangling));

        assertThatThrownBy(good::outcome).isInstanceOf(SQLException.class).hasMessageContaining("FOREIGN KEY");
        assertThatThrownBy(dangling::outcome).isInstanceOf(SQLException.class);
        assertThat(notes()).isEmpty();

        QueuedWork<Integer> next = note(2);
        writer.commit(group(next));
        assertThat(next.outcome()).isEqualTo(1);
        assertThat(notes()).containsExactly(2);
    }

    @Test
    void oneWorkThatFillsTheDiskLeavesTheOthersStored() throws SQLException {
        SqliteWriter small = new SqliteWriter(
                new SqliteConnections(
                        SqliteFile.of("jdbc:sqlite:" + folder.resolve("workspace.db") + "?max_page_count=64")),
                new SqliteMemoryLedger());
        QueuedWork<Integer> first = note(1);
        QueuedWork<Integer> huge = new QueuedWork<>(
                connection -> Sql.update(connection, "CREATE TABLE huge AS SELECT zeroblob(1000000) AS filler"));
        QueuedWork<Integer> last = note(2);

        small.commit(group(first, huge, last));
        small.close();

        assertThat(first.outcome()).isEqualTo(1);
        assertThatThrownBy(huge::outcome).isInstanceOf(SQLException.class).hasMessageContaining("FULL");
        assertThat(last.outcome()).isEqualTo(1);
        assertThat(notes()).containsExactly(1, 2);
    }

    @Test
    void aCommitIsOnDiskBeforeItIsAcknowledged() throws SQLException {
        QueuedWork<String> settings =
                new QueuedWork<>(connection -> Sql.row(connection, "PRAGMA synchronous", row -> row.getString(1))
                                .orElseThrow()
                        + " "
                        + Sql.row(connection, "PRAGMA journal_mode", row -> row.getString(1))
                                .orElseThrow());
        writer.commit(group(settings));

        assertThat(settings.outcome()).as("2 is FULL").isEqualTo("2 wal");
    }

    private List<Integer> notes() {
        return database.read(connection -> Sql.rows(connection, "SELECT n FROM note ORDER BY n", row -> row.getInt(1)));
    }

    private static QueuedWork<Integer> note(int n) {
        return new QueuedWork<>(connection -> Sql.update(connection, "INSERT INTO note VALUES (?)", n));
    }

    private static WriteGroup group(QueuedWork<?>... works) {
        WriteGroup group = new WriteGroup();
        for (QueuedWork<?> work : works) {
            group.add(work);
        }
        return group;
    }
}
