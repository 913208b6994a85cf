package dev.toolspec4j.it.memory;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.PrintStream;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of its own that fills in missing vectors while it commits, until it is killed. It prints a line before each
 * batch of vectors, and the id of each memory once it is acknowledged. Arguments: the URL, the workspace, the model,
 * and how many batches are computed; the one after them never is, so that it cannot finish before it is killed.
 */
public final class KilledFiller {
    static final String BATCH = "batch";

    private static final int COMMITS = 50;

    private KilledFiller() {}

    /** Fills and commits, then waits to be killed. */
    public static void main(String[] arguments) throws Exception {
        PrintStream said = new PrintStream(System.out, true);
        AtomicInteger batchesLeft = new AtomicInteger(Integer.parseInt(arguments[3]));
        SeededEmbedder embedder = new SeededEmbedder(arguments[2], () -> {
            if (batchesLeft.getAndDecrement() <= 0) {
                waitToBeKilled();
            }
            said.println(BATCH);
        });
        try (Database database = Database.open(arguments[0]);
                JdbcMemoryStore store =
                        JdbcMemoryStore.of(database, new WorkspaceId(arguments[1]), Optional.of(embedder))) {
            for (int i = 0; i < COMMITS; i++) {
                String content = "late fact " + UUID.randomUUID();
                said.println(store.commit(new Draft(content, MemoryScope.LOCAL, Optional.empty()))
                        .id());
            }
            waitToBeKilled();
        }
    }

    private static void waitToBeKilled() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this process", e);
        }
    }
}
