package dev.toolspec4j.memory;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the memories of one workspace and shows it those of others that it may see. For store authors; everyone else
 * uses {@link Memories}, which also redacts and checks. Safe for use by several threads and, if the store is shared, by
 * several processes.
 *
 * <p>Who may see what is a condition of the query itself, by the hierarchy of the moment: never a filter after the
 * limit. Every method throws {@link MemoryStoreException} when the store cannot do what it is asked; an empty answer
 * means that there is nothing, never that asking failed. The contract is {@code MemoryStoreContract} in the testkit.
 */
public interface MemoryStore {
    /** How long the same content from the same workspace to the same scope counts as a retry. */
    long RETRY_SECONDS = 60;

    /**
     * Keeps a memory; returns when it is on disk.
     *
     * <p>The same content to the same scope within {@link #RETRY_SECONDS} of an earlier commit makes no second row and
     * is answered with the first one's id, whatever threads or processes the two come from. A GLOBAL memory from a
     * workspace with a parent is refused with {@link MemoryStoreException.Reason#FORBIDDEN}.
     */
    Receipt commit(Draft draft);

    /**
     * Returns visible memories, best first; identical contents once, as the newest of them.
     *
     * <p>A blank query means the newest, newest first. Otherwise any word may match, and a memory without any of the
     * words is found by its meaning or not at all. Every character of the query is text.
     */
    List<Memory> recall(Query query);

    /** Returns a page of the workspace's own memories, by time of creation, identical ones included. */
    List<Memory> list(Page page);

    /** Deletes one of the workspace's own memories; returns whether there was one of that id. */
    boolean forget(String id);

    /** Deletes the workspace's own memories created before the moment; returns how many. */
    int forgetBefore(Instant moment);

    /**
     * What to keep.
     *
     * @param content 1 to 100,000 bytes of UTF-8, not blank, without NUL and unpaired surrogates
     * @param scope who may read it
     * @param createdAt when it was first committed, for an import; empty for now. A store that cannot keep it says so
     */
    record Draft(String content, MemoryScope scope, Optional<Instant> createdAt) {
        /** Checks that nothing is missing. */
        public Draft {
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(createdAt, "createdAt");
        }
    }

    /**
     * What became of a draft.
     *
     * @param id of the row that holds the content
     * @param scope who may read it
     * @param duplicate whether the row was there before, since this was a retry
     */
    record Receipt(String id, MemoryScope scope, boolean duplicate) {
        /** Checks that nothing is missing. */
        public Receipt {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(scope, "scope");
        }
    }

    /**
     * What to find.
     *
     * @param text words, or blank for the newest
     * @param scope only this one; empty for everything visible
     * @param limit most rows wanted, 1 to 50
     */
    record Query(String text, Optional<MemoryScope> scope, int limit) {
        /** The limit when none is named. */
        public static final int DEFAULT_LIMIT = 10;

        /** The highest limit. */
        public static final int MAX_LIMIT = 50;

        /** Checks the limit. */
        public Query {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(scope, "scope");
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", was " + limit);
            }
        }

        /** Returns a query over everything visible with the default limit. */
        public static Query of(String text) {
            return new Query(text, Optional.empty(), DEFAULT_LIMIT);
        }
    }

    /**
     * Which of the workspace's own memories to list.
     *
     * @param after the last one of the page before; empty for the first page
     * @param oldestFirst the order, by time of creation
     * @param limit most rows wanted, at least 1
     */
    record Page(Optional<Memory> after, boolean oldestFirst, int limit) {
        /** Checks the limit. */
        public Page {
            Objects.requireNonNull(after, "after");
            if (limit < 1) {
                throw new IllegalArgumentException("limit must be at least 1, was " + limit);
            }
        }

        /** Returns the first page, newest first. */
        public static Page newest(int limit) {
            return new Page(Optional.empty(), false, limit);
        }

        /** Returns the page that follows. */
        public Page following(Memory last) {
            return new Page(Optional.of(last), oldestFirst, limit);
        }
    }
}
