package dev.toolspec4j.it.memory;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process of its own that commits, and prints the id of each memory once it is acknowledged. Arguments: the URL, the
 * workspace, threads, and how many commits to make; 0 for as many as it can before it is killed.
 */
public final class KilledWriter {
    /** Keeps two runs from saying the same, which would be a retry. */
    private static final String RUN = UUID.randomUUID().toString();

    private KilledWriter() {}

    /** Commits until it has made enough, or for ever. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[2]);
        long most = Long.parseLong(arguments[3]);
        PrintStream acknowledged = new PrintStream(System.out, true);
        AtomicLong number = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Database database = Database.open(arguments[0])) {
            MemoryStore store = JdbcMemoryStore.of(database, new WorkspaceId(arguments[1]));
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> commit(store, number, most, acknowledged)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void commit(MemoryStore store, AtomicLong number, long most, PrintStream acknowledged) {
        for (long next = number.incrementAndGet(); most == 0 || next <= most; next = number.incrementAndGet()) {
            String content =
                    "fact " + next + " of run " + RUN + " says that the build number " + next * 7 + " is green";
            acknowledged.println(store.commit(new MemoryStore.Draft(content, MemoryScope.LOCAL, Optional.empty()))
                    .id());
        }
    }
}
