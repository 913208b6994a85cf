package dev.toolspec4j.it.bench;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How many memories a second are acknowledged after they are on disk, the search index included: through
 * {@link JdbcMemoryStore}, and the naive way, with a connection for each thread that stores the same columns. Beside
 * them, in the same run and on the same disk, what one flush costs; threads divided by that is the bound of any group
 * commit that flushes for each group.
 *
 * <p>Arguments: the folder to write to (default: a temporary one), seconds for each measurement (default 5), rounds
 * (default 3). Every figure is the median of the rounds.
 */
public final class CommitBenchmark {
    private static final int[] THREADS = {1, 8, 64};
    private static final int FLUSHES = 300;

    private final Path folder;
    private final long seconds;
    private final int rounds;
    private final List<Double> flushes = new ArrayList<>();

    private CommitBenchmark(Path folder, long seconds, int rounds) {
        this.folder = folder;
        this.seconds = seconds;
        this.rounds = rounds;
    }

    /** Runs it and prints a table. */
    public static void main(String... arguments) throws IOException, InterruptedException, ExecutionException {
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("commit-benchmark");
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 5;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        new CommitBenchmark(Files.createDirectories(folder), seconds, rounds).run();
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        System.out.printf(
                Locale.ROOT,
                "%d processors, %d s each, median of %d rounds%n",
                Runtime.getRuntime().availableProcessors(),
                seconds,
                rounds);
        System.out.println(
                "threads | flush ms | commits/s | of threads/flush    | naive/s | times naive | one thread, as many a transaction");
        throughDatabase(THREADS[THREADS.length - 1]);
        for (int threads : THREADS) {
            compare(threads);
        }
    }

    private void compare(int threads) throws IOException, InterruptedException, ExecutionException {
        flushes.clear();
        List<Double> grouped = new ArrayList<>();
        List<Double> naive = new ArrayList<>();
        List<Double> batches = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            flush();
            grouped.add(throughDatabase(threads));
            flush();
            naive.add(naively(threads));
            batches.add(inBatches(threads));
        }
        double bound = threads / (median(flushes) / 1_000);
        System.out.printf(
                Locale.ROOT,
                "%7d | %8.3f | %9.0f | %19.0f%% | %7.0f | %11.1f | %7.0f%n",
                threads,
                median(flushes),
                median(grouped),
                100 * median(grouped) / bound,
                median(naive),
                median(grouped) / median(naive),
                median(batches));
    }

    private double throughDatabase(int threads) throws IOException, InterruptedException, ExecutionException {
        try (Database database = Database.open(newStore());
                JdbcMemoryStore store = JdbcMemoryStore.of(database, new WorkspaceId("bench"))) {
            return perSecond(
                    threads, () -> content -> store.commit(new Draft(content, MemoryScope.LOCAL, Optional.empty())));
        }
    }

    private double naively(int threads) throws IOException, InterruptedException, ExecutionException {
        String url = newStore();
        try (Database database = Database.open(url)) {
            database.write(MemoryStatements::create);
        }
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                connections.add(DriverManager.getConnection(url));
            }
            List<Connection> free = new ArrayList<>(connections);
            return perSecond(threads, () -> new NaiveWriter(free.remove(0)));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect", e);
        } finally {
            connections.forEach(CommitBenchmark::close);
        }
    }

    private double inBatches(int rows) throws IOException {
        String url = newStore();
        try (Database database = Database.open(url)) {
            database.write(MemoryStatements::create);
        }
        SplittableRandom random = new SplittableRandom(42);
        try (Connection connection = DriverManager.getConnection(url)) {
            NaiveWriter writer = new NaiveWriter(connection);
            long stored = 0;
            long start = System.nanoTime();
            long end = start + seconds * 1_000_000_000L;
            while (System.nanoTime() < end) {
                writer.store(Stream.generate(() -> SyntheticText.sentence(random))
                        .limit(rows)
                        .toList());
                stored += rows;
            }
            return stored / ((System.nanoTime() - start) / 1e9);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect", e);
        }
    }

    /** Runs the writers, one for each thread, for the time given; returns how many texts a second they acknowledged. */
    private double perSecond(int threads, Supplier<Consumer<String>> writers)
            throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        SplittableRandom seed = new SplittableRandom(42);
        long start = System.nanoTime();
        long warm = start + seconds * 300_000_000L;
        long end = warm + seconds * 1_000_000_000L;
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            SplittableRandom random = seed.split();
            Consumer<String> writer = writers.get();
            counts.add(callers.submit(() -> count(writer, random, warm, end)));
        }
        long total = 0;
        for (Future<Long> count : counts) {
            total += count.get();
        }
        callers.shutdown();
        return total / (double) seconds;
    }

    private static long count(Consumer<String> writer, SplittableRandom random, long warm, long end) {
        long acknowledged = 0;
        while (true) {
            writer.accept(SyntheticText.sentence(random));
            long now = System.nanoTime();
            if (now >= end) {
                return acknowledged;
            }
            if (now >= warm) {
                acknowledged++;
            }
        }
    }

    /** Appends and flushes a few hundred times, as the least that any durable commit must do. */
    private void flush() throws IOException {
        Path file = Files.createTempFile(folder, "flush", ".bin");
        ByteBuffer page = ByteBuffer.allocate(4096);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            for (int i = 0; i < FLUSHES; i++) {
                page.clear();
                long start = System.nanoTime();
                channel.write(page);
                channel.force(false);
                flushes.add((System.nanoTime() - start) / 1e6);
            }
        }
    }

    private String newStore() throws IOException {
        return "jdbc:sqlite:" + Files.createTempDirectory(folder, "store").resolve("workspace.db");
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close", e);
        }
    }
}
