package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.workspace.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GroupWriterTest {
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final List<Thread> committers = new CopyOnWriteArrayList<>();

    private Connection connection;
    private GroupWriter writer;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        writer = new GroupWriter(group -> {
            sizes.add(group.size());
            committers.add(Thread.currentThread());
            group.works().forEach(work -> work.run(connection));
        });
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
        connection.close();
    }

    @Test
    void aCallerAloneCommitsOnItsOwnThread() throws SQLException {
        assertThat(writer.<Integer>write(given -> 1)).isEqualTo(1);
        assertThat(writer.<Integer>write(given -> 2)).isEqualTo(2);

        assertThat(sizes).containsExactly(1, 1);
        assertThat(committers).containsOnly(Thread.currentThread());
    }

    @Test
    void servesWhoComesWhileACallerCommits() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch joined = new CountDownLatch(1);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> write(given -> {
            committing.countDown();
            acquire(joined);
            return 1;
        }));
        committing.await();
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> {
            joined.countDown();
            return write(given -> 2);
        });

        assertThat(first.get()).isEqualTo(1);
        assertThat(second.get()).isEqualTo(2);
        assertThat(sizes).containsExactly(1, 1);
    }

    @Test
    void neverCommitsTwoGroupsAtOnceAndEveryCallerGetsItsOwnResult() {
        Semaphore one = new Semaphore(1);
        List<CompletableFuture<Boolean>> callers = IntStream.range(0, 16)
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> {
                    for (int i = 0; i < 500; i++) {
                        int expected = caller * 1_000 + i;
                        int result = write(given -> {
                            boolean free = one.tryAcquire();
                            one.release(free ? 1 : 0);
                            return free ? expected : -1;
                        });
                        if (result != expected) {
                            return false;
                        }
                    }
                    return true;
                }))
                .toList();

        assertThat(callers).allSatisfy(caller -> assertThat(caller.join()).isTrue());
        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(8_000);
    }

    @Test
    void refusesAWriteFromWithinAWriteAndGoesOn() throws SQLException {
        assertThatThrownBy(() -> writer.write(given -> write(inner -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("within a write");

        assertThat(writer.<Integer>write(given -> 2)).isEqualTo(2);
    }

    @Test
    void refusesToBeClosedFromWithinAWriteAndGoesOn() throws SQLException {
        assertThatThrownBy(() -> writer.write(given -> {
                    writer.close();
                    return 1;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from within a write");

        assertThat(writer.<Integer>write(given -> 2)).isEqualTo(2);
    }

    @Test
    void closingWaitsForACallerWhoCommitsAndRefusesTheNext() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        List<String> events = new CopyOnWriteArrayList<>();
        CompletableFuture<Integer> last = CompletableFuture.supplyAsync(() -> write(given -> {
            committing.countDown();
            acquire(closing);
            events.add("committed");
            return 1;
        }));
        committing.await();
        closing.countDown();
        writer.close();
        events.add("closed");

        assertThat(last.get()).isEqualTo(1);
        assertThat(events).containsExactly("committed", "closed");
        assertThatThrownBy(() -> writer.write(given -> 2)).isInstanceOf(StoreException.class);
    }

    @Test
    void anErrorOfTheCommitItselfReachesItsCallerAndLeavesTheWriterUsable() throws SQLException {
        GroupWriter broken = new GroupWriter(group -> {
            sizes.add(group.size());
            if (sizes.size() == 1) {
                throw new StackOverflowError("broken on purpose");
            }
            group.works().forEach(work -> work.run(connection));
        });

        assertThatThrownBy(() -> broken.write(given -> 1)).isInstanceOf(StackOverflowError.class);
        assertThat(broken.<Integer>write(given -> 2)).isEqualTo(2);
        broken.close();
    }

    @Test
    void anErrorOfTheCommitOnTheWritersThreadReachesItsCallersAndLeavesTheWriterUsable() throws Exception {
        GroupWriter broken = new GroupWriter(group -> {
            sizes.add(group.size());
            group.works().forEach(work -> work.run(connection));
            if (sizes.size() == 2) {
                throw new OutOfMemoryError("broken on purpose");
            }
        });
        CompletableFuture<Integer> second = new CompletableFuture<>();
        Thread other = new Thread(() -> complete(second, broken));
        broken.write(given -> {
            other.start();
            // Whatever it waits for, the outcome is the same; mostly it has joined the next group then.
            while (other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            return 1;
        });

        assertThatThrownBy(() -> second.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(OutOfMemoryError.class);
        CompletableFuture<Integer> third = new CompletableFuture<>();
        new Thread(() -> complete(third, broken)).start();
        assertThat(third.get(60, TimeUnit.SECONDS)).isEqualTo(2);
        broken.close();
    }

    @Test
    void anInterruptedCallerCommitsLikeAnyOtherAndIsStillInterrupted() throws SQLException {
        Thread.currentThread().interrupt();
        boolean seen = writer.write(given -> Thread.currentThread().isInterrupted());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).isFalse();
    }

    private static void complete(CompletableFuture<Integer> future, GroupWriter writer) {
        try {
            future.complete(writer.write(given -> 2));
        } catch (SQLException | Error e) {
            future.completeExceptionally(e);
        }
    }

    private <T> T write(SqlWork<T> work) {
        try {
            return writer.write(work);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void acquire(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
