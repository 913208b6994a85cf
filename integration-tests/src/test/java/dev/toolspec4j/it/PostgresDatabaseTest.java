package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcInbox;
import dev.toolspec4j.backend.jdbc.JdbcPeerDirectory;
import dev.toolspec4j.message.Attachment;
import dev.toolspec4j.message.InboxMessage;
import dev.toolspec4j.message.UserMessage;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

final class PostgresDatabaseTest {
    private final ExecutorService callers = Executors.newFixedThreadPool(16);
    private String url;
    private Database database;

    @BeforeEach
    void open() {
        url = PostgresServer.newDatabase();
        database = Database.open(url);
        database.write(connection -> execute(connection, "CREATE TABLE note (n bigint PRIMARY KEY, v bigint)"));
    }

    @AfterEach
    void close() {
        callers.shutdownNow();
        database.close();
    }

    @Test
    void storesEachOfManyConcurrentWrites() throws Exception {
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String insert = "INSERT INTO note VALUES (" + i + ", 0)";
            results.add(callers.submit(() -> database.write(connection -> execute(connection, insert))));
        }
        for (Future<Boolean> result : results) {
            assertThat(result.get()).isTrue();
        }

        assertThat(number("SELECT count(*) FROM note")).isEqualTo(200);
    }

    @Test
    void aFailedWriteLeavesNothingBehind() {
        assertThatThrownBy(() -> database.write(connection -> {
                    execute(connection, "INSERT INTO note VALUES (1, 0)");
                    return execute(connection, "INSERT INTO note VALUES (1, 0)");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("duplicate key");
        assertThatThrownBy(() -> database.write(connection -> {
                    execute(connection, "INSERT INTO note VALUES (2, 0)");
                    throw new IllegalStateException("broken on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(number("SELECT count(*) FROM note")).isZero();
    }

    @Test
    void runsAWriteAgainThatADeadlockEnded() throws Exception {
        execute("INSERT INTO note VALUES (1, 0), (2, 0)");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        Future<Boolean> up = callers.submit(() -> database.write(c -> crossing(c, runs, bothHoldOne, 1, 2)));
        Future<Boolean> down = callers.submit(() -> database.write(c -> crossing(c, runs, bothHoldOne, 2, 1)));

        assertThat(up.get()).isTrue();
        assertThat(down.get()).isTrue();
        // The one that ran again may be quicker than the one it made way for, so that they cross once more.
        assertThat(runs).hasValueGreaterThanOrEqualTo(3);
        assertThat(number("SELECT sum(v) FROM note")).isEqualTo(4);
    }

    private static boolean crossing(
            Connection connection, AtomicInteger runs, CyclicBarrier bothHoldOne, int first, int second)
            throws SQLException {
        int run = runs.incrementAndGet();
        execute(connection, "UPDATE note SET v = v + 1 WHERE n = " + first);
        if (run <= 2) {
            await(bothHoldOne);
        }
        return execute(connection, "UPDATE note SET v = v + 1 WHERE n = " + second);
    }

    @Test
    void runsAWorkAgainWhoseConnectionBroke() {
        AtomicInteger writes = new AtomicInteger();
        database.write(connection -> {
            execute(connection, "INSERT INTO note VALUES (1, 0)");
            return writes.incrementAndGet() > 1 || breakConnection(connection);
        });
        AtomicInteger reads = new AtomicInteger();
        long found = database.read(connection -> {
            if (reads.incrementAndGet() == 1) {
                breakConnection(connection);
            }
            return number(connection, "SELECT count(*) FROM note");
        });

        assertThat(writes).hasValue(2);
        assertThat(reads).hasValue(2);
        assertThat(found).isEqualTo(1);
    }

    @Test
    void saysThatNobodyKnowsWhetherItWasStoredWhenTheConnectionBreaksInTheCommit() {
        execute("CREATE FUNCTION break_connection() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'");
        execute("CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION break_connection()");
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> database.write(connection -> {
                    runs.incrementAndGet();
                    return execute(connection, "INSERT INTO note VALUES (1, 0)");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("check that the server runs and accepts connections")
                .hasMessageEndingWith("Whether the last change was stored is unknown");
        assertThat(runs).hasValue(1);
        assertThat(number("SELECT count(*) FROM note")).isZero();
    }

    @Test
    void countsWhatIsCommittedThoughTheConnectionBreaksAfterwards() throws SQLException {
        AtomicBoolean breaks = new AtomicBoolean();
        PGSimpleDataSource source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return breaks.get() ? breakingWhenClosed(connection) : connection;
            }
        };
        source.setUrl(url);
        AtomicInteger runs = new AtomicInteger();
        try (Database same = Database.open(source)) {
            breaks.set(true);
            same.write(connection -> {
                runs.incrementAndGet();
                return execute(connection, "INSERT INTO note VALUES (1, 0)");
            });
        }

        assertThat(runs).hasValue(1);
        assertThat(number("SELECT count(*) FROM note")).isEqualTo(1);
    }

    private static Connection breakingWhenClosed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                PostgresDatabaseTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (p, method, values) -> {
                    Object result = method.invoke(connection, values);
                    if (method.getName().equals("close")) {
                        throw new SQLException("broken on purpose", "08006");
                    }
                    return result;
                });
    }

    private static boolean breakConnection(Connection connection) throws SQLException {
        return execute(connection, "SELECT pg_terminate_backend(pg_backend_pid())");
    }

    @Test
    void aReadSeesOneStateOfTheDatabaseThroughout() {
        execute("INSERT INTO note VALUES (1, 0)");

        boolean same = database.read(connection -> {
            long before = number(connection, "SELECT count(*) FROM note");
            CountDownLatch written = new CountDownLatch(1);
            callers.execute(() -> {
                execute("INSERT INTO note VALUES (2, 0)");
                written.countDown();
            });
            await(written);
            return before == number(connection, "SELECT count(*) FROM note");
        });

        assertThat(same).isTrue();
        assertThat(number("SELECT count(*) FROM note")).isEqualTo(2);
    }

    @Test
    void refusesToWriteInARead() {
        assertThatThrownBy(() -> database.read(c -> execute(c, "INSERT INTO note VALUES (1, 0)")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void anInterruptedCallerStillLearnsTheOutcome() {
        Thread.currentThread().interrupt();

        boolean done = database.write(connection -> execute(connection, "INSERT INTO note VALUES (1, 0)"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).isTrue();
        assertThat(number("SELECT count(*) FROM note")).isEqualTo(1);
    }

    @Test
    void commitsDurablyAndPlansEachSearchForItsWords() {
        assertThat(text("SHOW plan_cache_mode")).isEqualTo("force_custom_plan");
        String commit = database.write(connection -> text(connection, "SHOW synchronous_commit"));
        assertThat(commit).isEqualTo("on");
    }

    @Test
    void takesTheCallersDataSourceAndLeavesItOpen() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        try (Database same = Database.open(source)) {
            same.write(connection -> execute(connection, "INSERT INTO note VALUES (1, 0)"));
        }

        try (Connection still = source.getConnection()) {
            assertThat(number(still, "SELECT count(*) FROM note")).isEqualTo(1);
        }
    }

    @Test
    void manyThatOpenAnEmptyDatabaseAtOnceMigrateItOnce() throws Exception {
        String fresh = PostgresServer.newDatabase();
        List<Future<Database>> opened = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            opened.add(callers.submit(() -> Database.open(fresh)));
        }
        for (Future<Database> each : opened) {
            each.get().close();
        }
        try (Database again = Database.open(fresh)) {
            boolean inboxIsThere = again.read(c -> number(c, "SELECT count(*) FROM inbox_messages") == 0);
            assertThat(inboxIsThere).isTrue();
        }
    }

    @Test
    void refusesANewerSchemaAndChangesNothing() {
        execute("INSERT INTO schema_version VALUES (9999, 'later', 0)");
        long versions = number("SELECT count(*) FROM schema_version");

        assertThatThrownBy(() -> Database.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer version of Toolspec4j")
                .hasMessageContaining("9999");
        assertThat(number("SELECT count(*) FROM schema_version")).isEqualTo(versions);
    }

    @Test
    void saysWhatIsWrongWithAnAddressWithoutShowingThePassword() {
        String wrongDatabase = url.replaceFirst("test_[0-9a-f]+", "no_such_database");
        assertThatThrownBy(() -> Database.open(wrongDatabase))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no_such_database does not exist on the server")
                .hasMessageNotContaining("password=");
        assertThatThrownBy(() -> Database.open("jdbc:postgresql://127.0.0.1:1/x?password=geheim&connectTimeout=2"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void keepsPeersAndInboxAsSqliteDoes() {
        WorkspaceId lead = new WorkspaceId("lead");
        JdbcPeerDirectory peers = JdbcPeerDirectory.of(
                database,
                new WorkspaceInfo(lead, "Lead", Optional.empty(), Optional.empty(), "online", Optional.empty()));
        Peer peer = new Peer(
                new WorkspaceId("helper"),
                "Helper",
                "online",
                Optional.of("checks"),
                Optional.of(lead),
                Optional.of(URI.create("http://127.0.0.1:9/")),
                Optional.of("1.0"),
                Map.of("X-Key", "secret"));
        peers.add(peer);
        assertThat(peers.list()).containsExactly(peer);
        assertThat(peers.self().name()).isEqualTo("Lead");
        peers.announce(URI.create("http://127.0.0.1:8/"));
        assertThat(peers.remove(peer.id())).isTrue();

        JdbcInbox inbox = new JdbcInbox(database, lead);
        Path file = Path.of("a.txt").toAbsolutePath();
        UserMessage message = new UserMessage(
                "1", "nul \u0000 and half \uD83D", List.of(new Attachment("a.txt", "text/plain", 1, file)));
        InboxMessage stored = inbox.append(message);
        assertThat(stored.message().text()).isEqualTo("nul \uFFFD and half \uFFFD");
        assertThat(stored.message().attachments()).isEqualTo(message.attachments());
        assertThat(inbox.append(message)).isEqualTo(stored);
        assertThat(inbox.unread(5)).containsExactly(stored);
        assertThat(inbox.markRead("1")).isTrue();
        assertThat(inbox.since(stored.cursor(), 5)).isEmpty();
    }

    @Test
    void followingTheInboxMissesNoneOfManyConcurrentMessages() throws Exception {
        JdbcInbox inbox = new JdbcInbox(database, new WorkspaceId("lead"));
        List<Future<InboxMessage>> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            UserMessage message = new UserMessage("m" + i, "text", List.of());
            sent.add(callers.submit(() -> inbox.append(message)));
        }
        long cursor = 0;
        int seen = 0;
        boolean allSent = false;
        while (true) {
            List<InboxMessage> next = inbox.since(cursor, 10);
            if (next.isEmpty()) {
                if (allSent) {
                    break;
                }
                allSent = sent.stream().allMatch(Future::isDone);
                continue;
            }
            seen += next.size();
            cursor = next.get(next.size() - 1).cursor();
        }

        assertThat(seen).isEqualTo(100);
    }

    private void execute(String sql) {
        database.write(connection -> execute(connection, sql));
    }

    private long number(String sql) {
        return database.read(connection -> number(connection, sql));
    }

    private String text(String sql) {
        return database.read(connection -> text(connection, sql));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
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

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("the two writes did not meet", e);
        }
    }
}
