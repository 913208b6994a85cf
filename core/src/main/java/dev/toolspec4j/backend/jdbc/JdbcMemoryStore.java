package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * One workspace's memories in a {@link Database}; those of the others that share it are there as well, and are seen by
 * the hierarchy of the moment. Content, search index and statistics change in one transaction.
 */
public final class JdbcMemoryStore implements MemoryStore {
    private final Database database;
    private final MemoryReads reads;
    private final MemoryWrites writes;

    private JdbcMemoryStore(Database database, WorkspaceId self) {
        this.database = database;
        this.reads = new MemoryReads(self.value(), database.dialect().memoryIndex());
        this.writes = new MemoryWrites(self.value(), database.dialect());
    }

    /** Returns the memories of this workspace; the database stays the caller's to close. */
    public static JdbcMemoryStore of(Database database, WorkspaceId self) {
        return new JdbcMemoryStore(database, self);
    }

    @Override
    public Receipt commit(Draft draft) {
        SqlWork<Receipt> work = writes.commit(draft);
        return asking("stored", () -> database.write(work));
    }

    @Override
    public List<Memory> recall(Query query) {
        return asking("read", () -> database.read(connection -> reads.recall(connection, query)));
    }

    @Override
    public List<Memory> list(Page page) {
        return asking("read", () -> database.read(connection -> reads.list(connection, page)));
    }

    @Override
    public boolean forget(String id) {
        return asking("deleted", () -> database.write(connection -> writes.forget(connection, id)));
    }

    @Override
    public int forgetBefore(Instant moment) {
        return asking("deleted", () -> {
            int deleted = 0;
            int some;
            do {
                some = database.write(connection -> writes.forgetBefore(connection, moment));
                deleted += some;
            } while (some > 0);
            return deleted;
        });
    }

    private static <T> T asking(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new MemoryStoreException(
                    MemoryStoreException.Reason.UNAVAILABLE, "memories cannot be " + what + ": " + e.getMessage(), e);
        }
    }
}
