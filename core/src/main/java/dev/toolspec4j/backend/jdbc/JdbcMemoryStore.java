package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.memory.TextEmbedder;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One workspace's memories in a {@link Database}; those of the others that share it are there as well, and are seen by
 * the hierarchy of the moment. Content, search index and statistics change in one transaction. With a
 * {@link TextEmbedder}, the vectors of this workspace's own memories are computed on a thread of their own: a memory is
 * found by its words at once, and by its meaning a little later.
 */
public final class JdbcMemoryStore implements MemoryStore, AutoCloseable {
    private final Database database;
    private final MemoryReads reads;
    private final MemoryWrites writes;
    private final Optional<MemoryVectors> vectors;
    private final Optional<MemoryFiller> filler;

    private JdbcMemoryStore(Database database, WorkspaceId self, Optional<TextEmbedder> embedder) {
        this.database = database;
        this.vectors = embedder.map(given -> new MemoryVectors(database, self.value(), given));
        this.filler = vectors.map(MemoryFiller::of);
        this.reads = new MemoryReads(self.value(), database.dialect().memoryIndex(), vectors);
        this.writes = new MemoryWrites(self.value(), database.dialect(), database.memoryLedger());
    }

    /** Returns the memories of this workspace; the database stays the caller's to close. */
    public static JdbcMemoryStore of(Database database, WorkspaceId self) {
        return of(database, self, Optional.empty());
    }

    /** Returns the memories of this workspace, whose missing vectors are computed from now on. */
    public static JdbcMemoryStore of(Database database, WorkspaceId self, Optional<TextEmbedder> embedder) {
        JdbcMemoryStore store = new JdbcMemoryStore(database, self, embedder);
        store.filler.ifPresent(MemoryFiller::wake);
        return store;
    }

    @Override
    public Receipt commit(Draft draft) {
        SqlWork<Receipt> work = writes.commit(draft);
        Receipt receipt = asking("stored", () -> database.write(work));
        filler.ifPresent(MemoryFiller::wake);
        return receipt;
    }

    @Override
    public List<Memory> recall(Query query) {
        Optional<float[]> vector =
                query.text().isBlank() ? Optional.empty() : vectors.flatMap(known -> known.ofQuery(query.text()));
        return asking("read", () -> database.read(connection -> reads.recall(connection, query, vector)));
    }

    /**
     * Computes the vectors that are missing now, and returns how many there were; 0 without an embedder. Throws what
     * the embedder throws when it does not work at all; a memory that it refuses is left out.
     */
    public int fillVectors() {
        return vectors.map(known -> known.fill(() -> true)).orElse(0);
    }

    /**
     * Ends the computing of vectors after the batch that the embedder is working on, within 20 seconds; what is missing
     * is computed after the next start. To be called before the database is closed.
     */
    @Override
    public void close() {
        filler.ifPresent(MemoryFiller::close);
    }

    @Override
    public List<Memory> list(Page page) {
        return asking("read", () -> database.read(connection -> reads.list(connection, page)));
    }

    @Override
    public boolean forget(String id) {
        String storable = StoredText.of(id);
        return asking("deleted", () -> database.write(connection -> writes.forget(connection, storable)));
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
