package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models a power failure: of every file only what it held at its last flush is left, which is worse than what a real
 * kernel leaves. Needs a C compiler.
 */
@EnabledIfSystemProperty(named = "toolspec4j.soak", matches = "true")
@EnabledOnOs(OS.LINUX)
final class MemoryPowerLossTest {
    private static final int FAILURES = 20;
    private static final WorkspaceId WRITER = new WorkspaceId("writer");

    @TempDir
    Path folder;

    @Test
    void losesNoAcknowledgedMemoryWhenThePowerFails() throws Exception {
        Path shim = compile();
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Path file = disk.resolve("workspace.db");
        String url = "jdbc:sqlite:" + file;
        Database.open(url).close();
        Set<String> acknowledged = new HashSet<>();
        for (int failure = 0; failure < FAILURES; failure++) {
            Path kept = Files.createDirectories(folder.resolve("kept-" + failure));
            copyAll(disk, kept);
            acknowledged.addAll(WriterProcess.acknowledgedBeforeKill(
                    url,
                    WRITER,
                    50 + 7 * failure,
                    Map.of("LD_PRELOAD", shim.toString(), "WATCHED", disk.toString(), "KEPT", kept.toString())));
            deleteAll(disk);
            copyAll(kept, disk);

            assertThat(WriterProcess.ids(url, WRITER))
                    .as("after failure %d", failure)
                    .containsAll(acknowledged);
        }
    }

    private Path compile() throws IOException, InterruptedException {
        Path source = folder.resolve("power-loss.c");
        try (InputStream code = Objects.requireNonNull(getClass().getResourceAsStream("power-loss.c"))) {
            Files.copy(code, source);
        }
        Path shim = folder.resolve("power-loss.so");
        assumeTrue(compiles(source, shim), "no C compiler named cc, so that no power failure can be modelled");
        return shim;
    }

    private static boolean compiles(Path source, Path shim) throws InterruptedException {
        try {
            return new ProcessBuilder("cc", "-shared", "-fPIC", "-O1", "-o", shim.toString(), source.toString(), "-ldl")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The shared-memory file of the log is left out: it is rebuilt, and no power failure leaves it. */
    private static void copyAll(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            if (!file.toString().endsWith("-shm") && !file.toString().endsWith(".part")) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
