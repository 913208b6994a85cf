package dev.toolspec4j.memory;

import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Page;
import dev.toolspec4j.memory.MemoryStore.Query;
import dev.toolspec4j.memory.MemoryStore.Receipt;
import dev.toolspec4j.memory.MemoryStoreException.Reason;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a workspace remembers. Whatever is committed loses its secrets first, and is on disk when {@code commit}
 * returns; whatever is recalled is what this workspace may see at that moment, best first. Safe for use by several
 * threads.
 *
 * <p>Content is 1 to 100,000 bytes of UTF-8, not blank. Methods throw {@link IllegalArgumentException} for content or
 * limits outside their range and {@link MemoryStoreException} when the store refuses or fails.
 */
public final class Memories {
    /** The longest content, in bytes of UTF-8. */
    public static final int MAX_BYTES = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Memories.class);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final MemoryStore store;
    private final SecretRedactor redactor = SecretRedactor.standard();
    private final Clock clock;
    private final Optional<Duration> retention;
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

    /** Makes memories that are kept until they are forgotten. */
    public Memories(MemoryStore store) {
        this(store, Clock.systemUTC(), Optional.empty());
    }

    /**
     * Makes memories that end.
     *
     * @param retention how long this workspace's own memories are kept, above zero; they are deleted within an hour of
     *     use after that. Empty for as long as nobody forgets them
     */
    public Memories(MemoryStore store, Clock clock, Optional<Duration> retention) {
        this.store = Objects.requireNonNull(store, "store");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.retention = retention;
        retention.filter(kept -> kept.isZero() || kept.isNegative()).ifPresent(kept -> {
            throw new IllegalArgumentException("retention must be above zero, was " + kept);
        });
    }

    /** Returns what keeps this content from being committed, as a sentence; empty when nothing does. */
    public static Optional<String> problem(String content) {
        if (content.isBlank()) {
            return Optional.of("content is empty; pass the fact to remember");
        }
        int bad = firstUnstorable(content);
        if (bad >= 0) {
            return Optional.of("content has " + (content.charAt(bad) == 0 ? "a NUL character" : "an unpaired surrogate")
                    + " at position " + bad + "; remove it");
        }
        int bytes = content.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= MAX_BYTES
                ? Optional.empty()
                : Optional.of("content is " + bytes + " bytes long, at most " + MAX_BYTES
                        + " are kept; split it, or keep what matters");
    }

    /** Keeps a LOCAL memory; returns when it is on disk. */
    public Receipt commit(String content) {
        return commit(content, MemoryScope.LOCAL);
    }

    /** Keeps a memory without its secrets; returns when it is on disk. */
    public Receipt commit(String content, MemoryScope scope) {
        return commit(new Draft(content, scope, Optional.empty()));
    }

    /** Returns what answers the query best, of everything visible; the newest when the query is blank. */
    public List<Memory> recall(String query) {
        return recall(Query.of(query));
    }

    /** Returns what answers the query best; the newest when its text is blank. */
    public List<Memory> recall(Query query) {
        sweep();
        return store.recall(query);
    }

    /** Returns a page of this workspace's own memories. */
    public List<Memory> list(Page page) {
        sweep();
        return store.list(page);
    }

    /** Deletes one of this workspace's own memories; returns whether there was one of that id. */
    public boolean forget(String id) {
        return store.forget(id);
    }

    /** Writes this workspace's own memories as JSON Lines, oldest first; returns how many. */
    public long exportTo(Writer lines) throws IOException {
        return new MemoryLines(this).write(lines);
    }

    /**
     * Commits memories from the JSON Lines of an export, in order, as this workspace's own. Importing the same lines
     * again changes nothing in a store that keeps times of creation.
     *
     * @throws IllegalArgumentException naming the first line that is no memory; the lines before it are kept
     * @throws MemoryStoreException naming the first line that the store does not take; the lines before it are kept
     */
    public Imported importFrom(Reader lines) throws IOException {
        return new MemoryLines(this).read(lines);
    }

    Receipt commit(Draft draft) {
        sweep();
        problem(draft.content()).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        String clean = redactor.redact(draft.content());
        // What stands for a secret may be longer than the secret was.
        problem(clean).ifPresent(problem -> {
            throw new MemoryStoreException(Reason.INVALID, "without its secrets, " + problem, null);
        });
        return store.commit(new Draft(clean, draft.scope(), draft.createdAt()));
    }

    private void sweep() {
        retention.ifPresent(kept -> {
            Instant now = clock.instant();
            Instant due = nextSweep.get();
            boolean somethingIsOldEnough = kept.compareTo(Duration.between(Instant.EPOCH, now)) < 0;
            if (somethingIsOldEnough && !now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(SWEEP_EVERY))) {
                sweep(now.minus(kept));
            }
        });
    }

    /** A store that cannot delete now, on a full disk for one, can still be read. */
    private void sweep(Instant moment) {
        try {
            store.forgetBefore(moment);
        } catch (MemoryStoreException e) {
            if (e.reason() == Reason.INVALID) {
                nextSweep.set(Instant.MIN);
                throw e;
            }
            LOG.warn("memories of before {} are not deleted now; trying again within an hour of use", moment, e);
        }
    }

    private static int firstUnstorable(String content) {
        for (int at = 0; at < content.length(); at++) {
            char c = content.charAt(at);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return at;
            }
            if (Character.isHighSurrogate(c)) {
                if (at + 1 == content.length() || !Character.isLowSurrogate(content.charAt(at + 1))) {
                    return at;
                }
                at++;
            }
        }
        return -1;
    }

    /**
     * What an import did.
     *
     * @param committed rows that are new
     * @param present lines whose memory was there already
     */
    public record Imported(long committed, long present) {}
}
