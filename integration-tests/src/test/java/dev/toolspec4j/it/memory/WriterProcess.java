package dev.toolspec4j.it.memory;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Page;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs {@link KilledWriter} in a process of its own, and reads what is left in the file. */
final class WriterProcess {
    private static final int LENGTH_OF_ID = 36;

    private WriterProcess() {}

    static Process start(String url, WorkspaceId workspace, int threads, int commits, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        KilledWriter.class.getName(),
                        url,
                        workspace.value(),
                        String.valueOf(threads),
                        String.valueOf(commits))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Lets a process commit until enough is acknowledged, kills it, and returns all that it acknowledged. */
    static Set<String> acknowledgedBeforeKill(
            String url, WorkspaceId workspace, int enough, Map<String, String> environment) throws Exception {
        Process process = start(url, workspace, 8, 0, environment);
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            while (acknowledged.size() < enough) {
                acknowledged.add(readLine(process, lines));
            }
            // By its handle, since Process itself would close the pipe, and with it what was acknowledged last.
            if (!process.toHandle().destroyForcibly()) {
                throw new IllegalStateException("the writer cannot be killed");
            }
            lines.lines().filter(line -> line.length() == LENGTH_OF_ID).forEach(acknowledged::add);
        }
        process.waitFor();
        return acknowledged;
    }

    static List<String> readAll(Process process) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().toList();
        }
    }

    /** Returns the ids of a workspace's memories. */
    static Set<String> ids(String url, WorkspaceId workspace) {
        try (Database database = Database.open(url)) {
            MemoryStore store = JdbcMemoryStore.of(database, workspace);
            Set<String> ids = new HashSet<>();
            Page page = new Page(Optional.empty(), true, 1_000);
            for (List<Memory> found = store.list(page); !found.isEmpty(); found = store.list(page)) {
                found.forEach(memory -> ids.add(memory.id()));
                page = page.following(found.get(found.size() - 1));
            }
            return ids;
        }
    }

    private static String readLine(Process process, BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IllegalStateException("the writer ended by itself, alive: " + process.isAlive());
        }
        return line;
    }

    /** Test runners that load tests by a class loader of their own leave them out of the property. */
    private static String classPath() {
        return KilledWriter.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }
}
