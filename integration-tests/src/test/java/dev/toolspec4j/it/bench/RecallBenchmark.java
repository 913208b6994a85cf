package dev.toolspec4j.it.bench;

import dev.toolspec4j.backend.jdbc.BulkMemories;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.backend.jdbc.JdbcPeerDirectory;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prints how long a recall takes as the store grows: of every hundred rows, each of a team of eight owns one LOCAL and
 * one TEAM row, and the rest is GLOBAL. Arguments: {@code sqlite} or {@code postgresql}, then numbers of rows in rising
 * order. SQLite is filled the way agents commit, 64 at a time, PostgreSQL in bulk. With {@code pause} before the
 * numbers it waits for a line of input before it measures, so that the machine can be made quiet.
 */
public final class RecallBenchmark {
    private static final int THREADS = 64;
    private static final int WARM_UP = 100;
    private static final int QUERIES = 500;
    private static final WorkspaceId ROOT = new WorkspaceId("root");

    private final List<MemoryStore> team = new ArrayList<>();

    private RecallBenchmark(Database database) {
        for (int member = 0; member < 8; member++) {
            Optional<WorkspaceId> parent = member == 0 ? Optional.empty() : Optional.of(ROOT);
            WorkspaceId id = member == 0 ? ROOT : new WorkspaceId("member-" + member);
            JdbcPeerDirectory.of(
                    database, new WorkspaceInfo(id, id.value(), Optional.empty(), Optional.empty(), "online", parent));
            team.add(JdbcMemoryStore.of(database, id));
        }
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        Path file = Files.createTempDirectory("bench").resolve("workspace.db");
        String url = arguments[0].equals("sqlite") ? "jdbc:sqlite:" + file : PostgresServer.newDatabase();
        try (Database database = Database.open(url)) {
            RecallBenchmark benchmark = new RecallBenchmark(database);
            boolean pause = arguments[1].equals("pause");
            long present = 0;
            for (int i = pause ? 2 : 1; i < arguments.length; i++) {
                long rows = Long.parseLong(arguments[i]);
                long start = System.nanoTime();
                if (arguments[0].equals("sqlite")) {
                    benchmark.fill(present, rows);
                } else {
                    BulkMemories.fill(url, present, rows, RecallBenchmark::row);
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                long megabytes = Files.exists(file) ? Files.size(file) >> 20 : -1;
                System.out.printf(
                        "%s, %,d rows (%,.0f commits/s, file %d MB)%n",
                        arguments[0], rows, (rows - present) / seconds, megabytes);
                if (pause && System.in.read() < 0) {
                    return;
                }
                benchmark.ask();
                present = rows;
            }
        }
    }

    private void fill(long from, long to) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long first = from + thread;
                running.add(threads.submit(() -> {
                    for (long row = first; row < to; row += THREADS) {
                        commit(row);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private void commit(long number) {
        BulkMemories.Row row = row(number);
        int member = row.workspace().equals(ROOT.value()) ? 0 : (int) (number % 100 % 8);
        team.get(member).commit(new Draft(row.content(), row.scope(), Optional.empty()));
    }

    private static BulkMemories.Row row(long number) {
        int place = (int) (number % 100);
        MemoryScope scope = place < 8 ? MemoryScope.LOCAL : place < 16 ? MemoryScope.TEAM : MemoryScope.GLOBAL;
        String workspace = place < 16 && place % 8 > 0 ? "member-" + place % 8 : ROOT.value();
        return new BulkMemories.Row(workspace, scope, SyntheticText.row(new SplittableRandom(number)));
    }

    private void ask() {
        ask("one workspace", Optional.of(MemoryScope.LOCAL));
        ask("team of eight", Optional.of(MemoryScope.TEAM));
        ask("GLOBAL", Optional.of(MemoryScope.GLOBAL));
        ask("everything visible", Optional.empty());
    }

    private void ask(String what, Optional<MemoryScope> scope) {
        SplittableRandom random = new SplittableRandom(99);
        double[] millis = new double[QUERIES];
        for (int i = -WARM_UP; i < QUERIES; i++) {
            Query query = new Query(SyntheticText.question(random), scope, 10);
            long start = System.nanoTime();
            team.get(1 + Math.floorMod(i, 7)).recall(query);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                "  %-20s p50 %7.2f ms   p99 %7.2f ms   max %7.2f ms%n",
                what, millis[QUERIES / 2], millis[QUERIES * 99 / 100], millis[QUERIES - 1]);
    }
}
