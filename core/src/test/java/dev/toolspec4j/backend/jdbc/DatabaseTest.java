package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.workspace.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:sqlite:" + folder.resolve("workspace.db"));
        database.write(connection -> execute(connection, "CREATE TABLE note (n INTEGER PRIMARY KEY)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void storesEachOfManyConcurrentWrites() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int n = i;
            results.add(callers.submit(() -> database.write(connection -> insert(connection, n))));
        }
        for (Future<Integer> result : results) {
            assertThat(result.get()).isEqualTo(1);
        }
        callers.shutdown();

        assertThat(count()).isEqualTo(400);
    }

    @Test
    void aFailingWriteSpoilsNoOtherOfItsGroup() throws Exception {
        CountDownLatch writerBusy = new CountDownLatch(1);
        CountDownLatch othersQueued = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        Future<Integer> first = callers.submit(() -> database.write(connection -> {
            writerBusy.countDown();
            await(othersQueued);
            return insert(connection, 0);
        }));
        writerBusy.await();
        Future<Integer> good = callers.submit(() -> database.write(connection -> insert(connection, 1)));
        Future<Integer> bad = callers.submit(() -> database.write(connection -> {
            insert(connection, 2);
            return insert(connection, 0);
        }));
        Future<Integer> broken = callers.submit(() -> database.write(connection -> {
            insert(connection, 3);
            throw new IllegalStateException("broken on purpose");
        }));
        othersQueued.countDown();

        assertThat(first.get()).isEqualTo(1);
        assertThat(good.get()).isEqualTo(1);
        assertThatThrownBy(bad::get).hasCauseInstanceOf(StoreException.class);
        assertThatThrownBy(broken::get)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken on purpose");
        callers.shutdown();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void anInterruptedCallerStillLearnsTheOutcome() {
        Thread.currentThread().interrupt();

        int inserted = database.write(connection -> insert(connection, 7));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(inserted).isEqualTo(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void refusesAWriteInsideAWrite() {
        assertThatThrownBy(() ->
                        database.write(connection -> database.write(inner -> insert(inner, 1)) + insert(connection, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("within a write");
        assertThat(count()).isZero();
    }

    @Test
    void refusesToWriteInARead() {
        assertThatThrownBy(() -> database.read(connection -> insert(connection, 1)))
                .isInstanceOf(StoreException.class);
        assertThat(count()).isZero();
    }

    @Test
    void keepsWhatWasWrittenWhenItIsOpenedAgain() {
        database.write(connection -> insert(connection, 1));
        database.close();
        open(folder);

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void refusesWorkOnceClosed() {
        database.close();

        assertThatThrownBy(() -> database.write(connection -> insert(connection, 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("this workspace was closed");
        assertThatThrownBy(this::count).isInstanceOf(StoreException.class);
    }

    private void open(Path at) {
        database = Database.open("jdbc:sqlite:" + at.resolve("workspace.db"));
    }

    private int count() {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM note")) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private static int insert(Connection connection, int n) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO note VALUES (" + n + ")");
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
