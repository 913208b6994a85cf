package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged stays, whatever happens to the process or the server afterwards. */
final class MemoryCrashTest {
    private static final boolean SOAK = Boolean.getBoolean("toolspec4j.soak");
    private static final int KILLS = SOAK ? 50 : 3;
    private static final int SERVER_CRASHES = SOAK ? 10 : 1;
    private static final WorkspaceId WRITER = new WorkspaceId("writer");

    @TempDir
    Path folder;

    @Test
    void losesNoAcknowledgedMemoryWhenTheProcessIsKilled() throws Exception {
        killWhileWriting("jdbc:sqlite:" + folder.resolve("killed.db"));
    }

    @Test
    void losesNoAcknowledgedMemoryOnPostgresqlWhenTheProcessIsKilled() throws Exception {
        killWhileWriting(PostgresServer.newDatabase());
    }

    private static void killWhileWriting(String url) throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(WriterProcess.acknowledgedBeforeKill(url, WRITER, 100 + 37 * kill, Map.of()));
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100 * KILLS);
        assertThat(WriterProcess.ids(url, WRITER)).containsAll(acknowledged);
        IndexAgreement.check(url);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void losesNoAcknowledgedMemoryWhenThePostgresqlServerCrashesAndGoesOnWhenItIsBack() throws Exception {
        try (OwnPostgres server = new OwnPostgres(folder.resolve("server"));
                Database database = Database.open(server.url());
                StubbornWriter writer = new StubbornWriter(JdbcMemoryStore.of(database, WRITER), 8)) {
            assertThat(writer.awaitMore(100)).as("written before").isTrue();
            for (int crash = 0; crash < SERVER_CRASHES; crash++) {
                server.crash();
                server.restart();
                assertThat(writer.awaitMore(100))
                        .as("written after crash %d", crash)
                        .isTrue();
            }
            Map<String, String> acknowledged = writer.stop();

            assertThat(WriterProcess.ids(server.url(), WRITER))
                    .as("every content once, though some were said twice")
                    .containsExactlyInAnyOrderElementsOf(acknowledged.values());
            IndexAgreement.check(server.url());
            assertThat(writer.failures()).allSatisfy(MemoryCrashTest::saysWhatToDo);
        }
    }

    private static void saysWhatToDo(MemoryStoreException failure) {
        assertThat(failure.reason()).isEqualTo(MemoryStoreException.Reason.UNAVAILABLE);
        assertThat(failure)
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("check that the server runs and accepts connections");
    }

    @Test
    void letsTwoProcessesWriteAtOnceWithoutLosingARow() throws Exception {
        letTwoProcessesWrite("jdbc:sqlite:" + folder.resolve("shared.db"));
    }

    @Test
    void letsTwoProcessesWriteToOnePostgresqlDatabaseWithoutLosingARow() throws Exception {
        letTwoProcessesWrite(PostgresServer.newDatabase());
    }

    private static void letTwoProcessesWrite(String url) throws Exception {
        Database.open(url).close();
        Process one = WriterProcess.start(url, new WorkspaceId("one"), 4, 500, Map.of());
        Process other = WriterProcess.start(url, new WorkspaceId("two"), 4, 500, Map.of());

        List<String> first = WriterProcess.readAll(one);
        Set<String> acknowledged = new HashSet<>(WriterProcess.readAll(other));
        acknowledged.addAll(first);

        assertThat(one.waitFor()).as("exit code of the first").isZero();
        assertThat(other.waitFor()).as("exit code of the second").isZero();
        assertThat(acknowledged).hasSize(1_000);
        Set<String> present = new HashSet<>(WriterProcess.ids(url, new WorkspaceId("one")));
        present.addAll(WriterProcess.ids(url, new WorkspaceId("two")));
        assertThat(present).isEqualTo(acknowledged);
        IndexAgreement.check(url);
    }
}
