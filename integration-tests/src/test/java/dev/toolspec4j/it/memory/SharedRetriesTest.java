package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Page;
import dev.toolspec4j.memory.MemoryStore.Receipt;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A retry is known as one wherever it arrives: at another process, after a restart, after a failure. */
final class SharedRetriesTest {
    private static final WorkspaceId SELF = new WorkspaceId("lead");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void answersARetryAtAnotherProcessWithTheFirstId(Kind kind) {
        String url = url(kind);
        try (Database one = Database.open(url);
                Database other = Database.open(url)) {
            MemoryStore here = JdbcMemoryStore.of(one, SELF);
            MemoryStore there = JdbcMemoryStore.of(other, SELF);
            for (int round = 0; round < 5; round++) {
                Receipt first = commit(here, "said here in round " + round);
                Receipt second = commit(there, "said there in round " + round);

                assertThat(commit(there, "said here in round " + round)).isEqualTo(retry(first));
                assertThat(commit(here, "said there in round " + round)).isEqualTo(retry(second));
            }
            assertThat(here.list(Page.newest(50))).hasSize(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersARetryAfterARestartWithTheFirstId(Kind kind) {
        String url = url(kind);
        Receipt first;
        try (Database database = Database.open(url)) {
            first = commit(JdbcMemoryStore.of(database, SELF), "a fact");
        }
        try (Database database = Database.open(url)) {
            assertThat(commit(JdbcMemoryStore.of(database, SELF), "a fact")).isEqualTo(retry(first));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheContentOfAForgottenMemoryAnew(Kind kind) {
        try (Database database = Database.open(url(kind))) {
            MemoryStore store = JdbcMemoryStore.of(database, SELF);
            Receipt first = commit(store, "a fact");
            store.forget(first.id());

            Receipt second = commit(store, "a fact");

            assertThat(second.duplicate()).isFalse();
            assertThat(store.list(Page.newest(10)))
                    .singleElement()
                    .matches(memory -> memory.id().equals(second.id()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsItApartFromOtherWorkspacesAndScopes(Kind kind) {
        try (Database database = Database.open(url(kind))) {
            MemoryStore mine = JdbcMemoryStore.of(database, SELF);
            MemoryStore theirs = JdbcMemoryStore.of(database, new WorkspaceId("other"));
            commit(mine, "a fact");

            assertThat(commit(theirs, "a fact").duplicate()).isFalse();
            assertThat(mine.commit(new Draft("a fact", MemoryScope.TEAM, Optional.empty()))
                            .duplicate())
                    .isFalse();
            assertThat(commit(mine, "a fact").duplicate()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stillKnowsTheFirstAfterAThousandOthers(Kind kind) {
        try (Database database = Database.open(url(kind))) {
            MemoryStore store = JdbcMemoryStore.of(database, SELF);
            Receipt first = commit(store, "the first fact");
            IntStream.range(0, 1_000).parallel().forEach(i -> commit(store, "fact number " + i));

            assertThat(commit(store, "the first fact")).isEqualTo(retry(first));
        }
    }

    private static Receipt commit(MemoryStore store, String content) {
        return store.commit(new Draft(content, MemoryScope.LOCAL, Optional.empty()));
    }

    private static Receipt retry(Receipt first) {
        return new Receipt(first.id(), first.scope(), true);
    }

    private String url(Kind kind) {
        return kind == Kind.SQLITE ? "jdbc:sqlite:" + folder.resolve("workspace.db") : PostgresServer.newDatabase();
    }

    /** Of database. */
    enum Kind {
        SQLITE,
        POSTGRESQL
    }
}
