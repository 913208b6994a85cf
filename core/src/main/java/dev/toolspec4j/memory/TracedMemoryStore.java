package dev.toolspec4j.memory;

import dev.toolspec4j.telemetry.Telemetry;
import dev.toolspec4j.telemetry.TracedOperation;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * Traces what a store is asked to keep, to find and to forget: how much, and how it went. What the memories and the
 * queries say is recorded only by telemetry that records content. Safe for use by several threads.
 */
public final class TracedMemoryStore implements MemoryStore {
    private static final String EVERYTHING = "all";

    private final MemoryStore store;
    private final Telemetry telemetry;

    /** Makes one round the store, which stays the caller's to close. */
    public TracedMemoryStore(MemoryStore store, Telemetry telemetry) {
        this.store = Objects.requireNonNull(store, "store");
        this.telemetry = Objects.requireNonNull(telemetry, "telemetry");
    }

    @Override
    public Receipt commit(Draft draft) {
        return traced(Operation.CREATE, draft.scope().name(), span -> {
            span.set("memory.content_length", draft.content().length());
            telemetry.content(draft::content).ifPresent(kept -> span.set("memory.content", kept));
            Receipt receipt = store.commit(draft);
            span.set("memory.id", receipt.id());
            return receipt;
        });
    }

    @Override
    public List<Memory> recall(Query query) {
        String scope = query.scope().map(MemoryScope::name).orElse(EVERYTHING);
        return traced(Operation.SEARCH, scope, span -> {
            span.set("memory.query_length", query.text().length());
            telemetry.content(query::text).ifPresent(kept -> span.set("memory.query", kept));
            List<Memory> found = store.recall(query);
            span.set("memory.result_count", found.size());
            return found;
        });
    }

    @Override
    public List<Memory> list(Page page) {
        return store.list(page);
    }

    @Override
    public boolean forget(String id) {
        return traced(Operation.DELETE, EVERYTHING, span -> {
            span.set("memory.id", id);
            return store.forget(id);
        });
    }

    @Override
    public int forgetBefore(Instant moment) {
        return store.forgetBefore(moment);
    }

    @SuppressWarnings("try") // The scope is held, not used.
    private <T> T traced(Operation operation, String scope, Function<TracedOperation, T> work) {
        try (TracedOperation span = telemetry.memory(operation.conventional(), scope)) {
            boolean done = false;
            try (Scope current = span.context().makeCurrent()) {
                T result = work.apply(span);
                done = true;
                return result;
            } catch (MemoryStoreException e) {
                span.failed(e.reason().name().toLowerCase(Locale.ROOT));
                throw e;
            } finally {
                span.set("memory.success", done);
            }
        }
    }

    /** What the GenAI conventions call operations on memories. */
    private enum Operation {
        CREATE,
        SEARCH,
        DELETE;

        String conventional() {
            return name().toLowerCase(Locale.ROOT) + "_memory";
        }
    }
}
