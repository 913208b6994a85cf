package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Receipt;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer remembers between works is never ahead of the file, nor behind it. */
final class SqliteMemoryLedgerTest {
    @TempDir
    Path folder;

    private Database database;
    private SqliteWriter writer;
    private MemoryWrites writes;

    @BeforeEach
    void open() {
        SqliteFile file = SqliteFile.of("jdbc:sqlite:" + folder.resolve("workspace.db"));
        database = Database.open(file.url());
        database.write(connection -> Sql.update(
                connection, "CREATE TABLE answer (id TEXT REFERENCES memories (id) DEFERRABLE INITIALLY DEFERRED)"));
        SqliteMemoryLedger ledger = new SqliteMemoryLedger();
        writer = new SqliteWriter(new SqliteConnections(file), ledger);
        writes = new MemoryWrites("lead", new SqliteDialect(), ledger);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void countsAGroupOnce() throws SQLException {
        writer.commit(group(commit("one two"), commit("three"), commit("four", MemoryScope.TEAM)));
        writer.commit(group(commit("five six seven")));

        assertThat(totals()).containsExactlyInAnyOrder("LOCAL 3 rows 6 terms up to 3", "TEAM 1 rows 1 terms up to 1");
        assertThat(ordinals()).containsExactly("LOCAL 1", "LOCAL 2", "TEAM 1", "LOCAL 3");
    }

    @Test
    void answersTheSameContentOfTheSameGroupWithTheFirstId() throws SQLException {
        QueuedWork<Receipt> first = commit("a fact");
        QueuedWork<Receipt> again = commit("a fact");

        writer.commit(group(first, again));

        assertThat(again.outcome()).isEqualTo(new Receipt(first.outcome().id(), MemoryScope.LOCAL, true));
        assertThat(totals()).containsExactly("LOCAL 1 rows 1 terms up to 1");
    }

    @Test
    void aFailureInAGroupTakesBackOnlyItself() throws SQLException {
        QueuedWork<Receipt> before = commit("apples");
        QueuedWork<Receipt> half = failing("half pears");
        QueuedWork<Receipt> after = commit("plums");
        writer.commit(group(before, half, after));
        QueuedWork<Receipt> anew = commit("half pears");
        writer.commit(group(anew));

        assertThatThrownBy(half::outcome).isInstanceOf(IllegalStateException.class);
        assertThat(after.outcome().duplicate()).isFalse();
        assertThat(anew.outcome().duplicate()).isFalse();
        assertThat(totals()).containsExactly("LOCAL 3 rows 4 terms up to 3");
        assertThat(ordinals()).containsExactly("LOCAL 1", "LOCAL 2", "LOCAL 3");
    }

    @Test
    void aFailureAloneLeavesNothingBehind() throws SQLException {
        writer.commit(group(failing("a fact")));
        QueuedWork<Receipt> anew = commit("a fact");
        writer.commit(group(anew));

        assertThat(anew.outcome().duplicate()).isFalse();
        assertThat(totals()).containsExactly("LOCAL 1 rows 1 terms up to 1");
    }

    @Test
    void aCommitThatFailsLeavesNothingBehind() throws SQLException {
        QueuedWork<Receipt> lost = commit("a fact");
        QueuedWork<Integer> dangling =
                new QueuedWork<>(connection -> Sql.update(connection, "INSERT INTO answer VALUES ('nobody')"));
        writer.commit(group(lost, dangling));
        QueuedWork<Receipt> anew = commit("a fact");
        writer.commit(group(anew));

        assertThatThrownBy(lost::outcome).isInstanceOf(SQLException.class);
        assertThat(anew.outcome().duplicate()).isFalse();
        assertThat(totals()).containsExactly("LOCAL 1 rows 1 terms up to 1");
        assertThat(ordinals()).containsExactly("LOCAL 1");
    }

    @Test
    void knowsWhatAnotherConnectionCommittedBetweenItsOwn() throws SQLException {
        MemoryWrites elsewhere = new MemoryWrites("lead", database.dialect(), database.memoryLedger());
        writer.commit(group(commit("red apples")));
        Receipt there = database.write(elsewhere.commit(draft("green apples", MemoryScope.LOCAL, Optional.empty())));
        QueuedWork<Receipt> retry = commit("green apples");
        writer.commit(group(retry, commit("red plums")));
        database.write(elsewhere.commit(draft("pears", MemoryScope.LOCAL, Optional.empty())));

        assertThat(retry.outcome()).isEqualTo(new Receipt(there.id(), MemoryScope.LOCAL, true));
        assertThat(ordinals()).containsExactly("LOCAL 1", "LOCAL 2", "LOCAL 3", "LOCAL 4");
        assertThat(totals()).containsExactly("LOCAL 4 rows 7 terms up to 4");
    }

    @Test
    void countsDownWhatIsDeletedInTheGroupThatStoredIt() throws SQLException {
        QueuedWork<Receipt> old = new QueuedWork<>(
                writes.commit(draft("long ago", MemoryScope.LOCAL, Optional.of(Instant.ofEpochSecond(1)))));
        QueuedWork<Integer> sweep =
                new QueuedWork<>(connection -> writes.forgetBefore(connection, Instant.ofEpochSecond(2)));
        writer.commit(group(old, sweep));

        assertThat(sweep.outcome()).isEqualTo(1);
        assertThat(totals()).containsExactly("LOCAL 0 rows 0 terms up to 1");
    }

    @Test
    void looksOnlyOnceAtTheRowsOfOthers() {
        JdbcMemoryStore.of(database, new WorkspaceId("lead")).commit(at("a fact", 600));
        RecentMemories recent = new RecentMemories();

        learn(recent, 1, 0);
        learn(recent, 1, 600);
        assertThat(recent.ids(MemoryRow.hash("a fact"))).isEmpty();

        JdbcMemoryStore.of(database, new WorkspaceId("lead")).commit(at("another", 600));
        learn(recent, 2, 600);
        assertThat(recent.ids(MemoryRow.hash("another"))).hasSize(1);
    }

    @Test
    void remembersRowsOfOthersForAMinuteEvenIfItCommitsNothing() {
        JdbcMemoryStore store = JdbcMemoryStore.of(database, new WorkspaceId("lead"));
        store.commit(at("long after", 9_000));
        store.commit(at("a fact", 600));
        RecentMemories recent = new RecentMemories();

        learn(recent, 0, 600);
        assertThat(recent.ids(MemoryRow.hash("long after"))).isEmpty();
        assertThat(recent.ids(MemoryRow.hash("a fact"))).hasSize(1);

        learn(recent, 2, 661);
        assertThat(recent.ids(MemoryRow.hash("a fact"))).isEmpty();
    }

    @Test
    void takesEveryTermOutOfTheIndexThatARowWasEnteredWith() {
        MemoryKey key = MemoryKey.of(MemoryScope.LOCAL, "lead");
        database.write(connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO memories (id, workspace_id, scope, content, content_hash, terms, created_at, ordinal)"
                            + " VALUES ('old', 'lead', 'LOCAL', 'smile', ?, 'smile ', 0, 1)",
                    new byte[32]);
            database.dialect().memoryIndex().add(connection, "old", key.token("smile") + " " + key.token(""));
            return writes.forget(connection, "old");
        });

        assertThat(database.<List<String>>read(connection ->
                        Sql.rows(connection, "SELECT term FROM memory_index_tokens", row -> row.getString(1))))
                .isEmpty();
    }

    private void learn(RecentMemories recent, long newest, long second) {
        database.write(connection -> {
            recent.learn(connection, "lead", newest, second * 1_000);
            return true;
        });
    }

    private static Draft at(String content, long second) {
        return draft(content, MemoryScope.LOCAL, Optional.of(Instant.ofEpochSecond(second)));
    }

    private QueuedWork<Receipt> commit(String content) {
        return commit(content, MemoryScope.LOCAL);
    }

    private QueuedWork<Receipt> commit(String content, MemoryScope scope) {
        return new QueuedWork<>(writes.commit(draft(content, scope, Optional.empty())));
    }

    private QueuedWork<Receipt> failing(String content) {
        SqlWork<Receipt> work = writes.commit(draft(content, MemoryScope.LOCAL, Optional.empty()));
        return new QueuedWork<>(connection -> {
            work.run(connection);
            throw new IllegalStateException("broken on purpose");
        });
    }

    private static Draft draft(String content, MemoryScope scope, Optional<Instant> createdAt) {
        return new Draft(content, scope, createdAt);
    }

    private List<String> totals() {
        return database.read(connection -> Sql.rows(
                connection,
                "SELECT scope, memories, terms, last_ordinal FROM memory_totals",
                row -> row.getString(1) + " " + row.getInt(2) + " rows " + row.getInt(3) + " terms up to "
                        + row.getInt(4)));
    }

    private List<String> ordinals() {
        return database.read(connection -> Sql.rows(
                connection,
                "SELECT scope, ordinal FROM memories ORDER BY seq",
                row -> row.getString(1) + " " + row.getInt(2)));
    }

    private static WriteGroup group(QueuedWork<?>... works) {
        WriteGroup group = new WriteGroup();
        for (QueuedWork<?> work : works) {
            group.add(work);
        }
        return group;
    }
}
