package dev.toolspec4j.backend.jdbc;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariConfig;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.slf4j.LoggerFactory;
import org.slf4j.nop.NOPServiceProvider;
import org.sqlite.JDBC;

/**
 * A JVM of its own that opens a store when it is told to and writes numbered notes into it from four threads. It prints
 * {@code ready}, then each number once its write has returned, then {@code done}.
 */
final class WriterProcess {
    private static final int THREADS = 4;

    private final Process process;
    private final BufferedReader output;

    private WriterProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a JVM that will write the numbers from {@code first} on; returns when it is ready to. */
    static WriterProcess start(Path file, int first, int count) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Xmx128m",
                        "-cp",
                        classPath(),
                        WriterProcess.class.getName(),
                        "jdbc:sqlite:" + file,
                        Integer.toString(first),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        WriterProcess started = new WriterProcess(process);
        started.expect("ready");
        return started;
    }

    /** Returns where the classes come from that the process needs, whatever runs these tests. */
    private static String classPath() {
        return Stream.of(
                        WriterProcess.class,
                        Database.class,
                        JDBC.class,
                        HikariConfig.class,
                        LoggerFactory.class,
                        NOPServiceProvider.class,
                        NullMarked.class,
                        JsonMapper.class)
                .map(type -> Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString())))
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Lets it open the store and write. */
    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Returns the next number that was acknowledged; empty text at the end of its output. */
    String next() throws IOException {
        String line = output.readLine();
        return line == null ? "" : line;
    }

    /** Returns all further numbers that were acknowledged, up to its end. */
    List<String> rest() throws IOException {
        return output.lines().toList();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        // Through the handle, because the process itself would close its output as well.
        process.toHandle().destroyForcibly();
    }

    private void expect(String line) throws IOException {
        String found = next();
        if (!found.equals(line)) {
            throw new IOException("the process said '" + found + "' instead of '" + line + "'");
        }
    }

    /** Is the process. */
    public static void main(String... arguments) throws IOException, InterruptedException, ExecutionException {
        say("ready");
        if (System.in.read() < 0) {
            return;
        }
        int first = Integer.parseInt(arguments[1]);
        int end = first + Integer.parseInt(arguments[2]);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Database database = Database.open(arguments[0])) {
            database.write(
                    connection -> Sql.update(connection, "CREATE TABLE IF NOT EXISTS note (n INTEGER PRIMARY KEY)"));
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int start = first + i;
                writers.add(threads.submit(() -> write(database, start, end)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdown();
        }
        say("done");
    }

    private static void write(Database database, int start, int end) {
        for (int n = start; n < end; n += THREADS) {
            int number = n;
            database.write(connection -> insert(connection, number));
            say(Integer.toString(number));
        }
    }

    private static int insert(Connection connection, int number) throws SQLException {
        return Sql.update(connection, "INSERT INTO note VALUES (?)", number);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
