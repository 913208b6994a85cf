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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@link KilledWriter} or {@link KilledFiller} in a process of its own, and reads what is left in the store. */
final class WriterProcess {
    private static final int LENGTH_OF_ID = 36;

    private WriterProcess() {}

    static Process start(String url, WorkspaceId workspace, int threads, int commits, Map<String, String> environment)
            throws IOException {
        return start(
                KilledWriter.class,
                environment,
                url,
                workspace.value(),
                String.valueOf(threads),
                String.valueOf(commits));
    }

    static Process start(Class<?> main, Map<String, String> environment, String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = Stream.concat(
                        Stream.of(java.toString(), "-cp", classPath(), main.getName()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Lets a process commit until enough is acknowledged, kills it, and returns all that it acknowledged. */
    static Set<String> acknowledgedBeforeKill(
            String url, WorkspaceId workspace, int enough, Map<String, String> environment) throws Exception {
        return ids(linesBeforeKill(start(url, workspace, 8, 0, environment), line -> true, enough));
    }

    /** Lets a process print until enough of its lines are of the kind wanted, kills it, and returns all it printed. */
    static List<String> linesBeforeKill(Process process, Predicate<String> wanted, int enough) throws Exception {
        List<String> printed = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (int seen = 0; seen < enough; ) {
                String line = readLine(process, lines);
                printed.add(line);
                seen += wanted.test(line) ? 1 : 0;
            }
            // By its handle, since Process itself would close the pipe, and with it what was acknowledged last.
            if (!process.toHandle().destroyForcibly()) {
                throw new IllegalStateException("the process cannot be killed");
            }
            lines.lines().forEach(printed::add);
        }
        process.waitFor();
        return printed;
    }

    /** Returns the ids among lines, the last of which may have been torn. */
    static Set<String> ids(List<String> lines) {
        return lines.stream().filter(line -> line.length() == LENGTH_OF_ID).collect(Collectors.toSet());
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
            throw new IllegalStateException("the process ended by itself, alive: " + process.isAlive());
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
