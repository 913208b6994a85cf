package dev.toolspec4j.backend.platform;

import dev.toolspec4j.internal.http.HttpAnswer;
import dev.toolspec4j.internal.http.HttpAsk;
import dev.toolspec4j.internal.http.HttpCaller;
import dev.toolspec4j.internal.http.HttpContent;
import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.memory.MemoryStoreException.Reason;
import dev.toolspec4j.telemetry.TraceContext;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The memories in one namespace of an awareness service, which stands beside the platform and is used instead of the
 * platform's own memory. It asks for no token and gets none. Who may see what, how words are found, and in which order,
 * is the service's; what it tells without an id is called {@value #UNNAMED}.
 *
 * <p>Writing and reading succeed or fail loudly. The service can neither delete, nor list page by page, nor keep an
 * earlier time of creation: {@link #list} gives what one answer holds, and the others are refused.
 */
public final class AwarenessMemoryStore implements MemoryStore, AutoCloseable {
    static final String UNNAMED = "unnamed";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final HttpCaller http;
    private final PlatformAddress address;
    private final String namespace;
    private final AwarenessRows rows;
    private volatile boolean closed;

    /**
     * Makes the store.
     *
     * @param http closed with this store
     * @param address of the service; may have a path
     * @param namespace where this workspace's memories are, such as {@code workspace:<id>}
     * @param self whose memories those are that name no workspace
     */
    public AwarenessMemoryStore(HttpCaller http, PlatformAddress address, String namespace, WorkspaceId self) {
        this.http = Objects.requireNonNull(http, "http");
        this.address = Objects.requireNonNull(address, "address");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.rows = new AwarenessRows(self);
    }

    @Override
    public Receipt commit(Draft draft) {
        if (draft.createdAt().isPresent()) {
            throw refused("keep a memory under an earlier time; commit it without one");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("content", draft.content());
        body.put("scope", draft.scope().name());
        HttpAnswer answer = ask(
                "keep a " + draft.scope() + " memory",
                "POST",
                Map.of(),
                Optional.of(new HttpContent.Json(Json.write(body))));
        return new Receipt(answer.object().map(AwarenessRows::id).orElse(UNNAMED), draft.scope(), false);
    }

    @Override
    public List<Memory> recall(Query query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!query.text().isBlank()) {
            parameters.put("q", query.text().strip());
        }
        query.scope().map(MemoryScope::name).ifPresent(scope -> parameters.put("scope", scope));
        return AwarenessRows.best(found("recall memories", parameters), query);
    }

    @Override
    public List<Memory> list(Page page) {
        return MemoryRows.page(found("list the memories", Map.of()), page);
    }

    @Override
    public boolean forget(String id) {
        throw refused("delete a memory");
    }

    @Override
    public int forgetBefore(Instant moment) {
        throw refused("delete memories by their age, so leave TOOLSPEC4J_MEMORY_RETENTION unset");
    }

    /** Ends its threads; requests under way fail. */
    @Override
    public void close() {
        closed = true;
        http.close();
    }

    private List<Memory> found(String asked, Map<String, String> parameters) {
        HttpAnswer answer = ask(asked, "GET", parameters, Optional.empty());
        return rows.memories(answer)
                .orElseThrow(() -> failed(
                        Reason.UNAVAILABLE,
                        asked,
                        "answered " + answer.status() + " with what is no list of memories",
                        "check that AWARENESS_URL is the service's own address",
                        null));
    }

    private HttpAnswer ask(String asked, String method, Map<String, String> parameters, Optional<HttpContent> body) {
        if (closed) {
            throw new MemoryStoreException(
                    Reason.UNAVAILABLE, String.valueOf(StoreException.closed().getMessage()), null);
        }
        HttpAsk ask = new HttpAsk(
                method,
                address.at(List.of("api", "v1", "namespaces", namespace, "memories"), parameters),
                TraceContext.headers(Context.current()),
                body,
                LIMIT,
                MOST_BYTES);
        HttpAnswer answer = exchange(asked, ask);
        boolean fine = method.equals("GET") ? answer.status() == 200 : answer.status() == 200 || answer.status() == 201;
        if (fine) {
            return answer;
        }
        String said = answer.error().map(text -> ": " + text).orElse("");
        throw failed(reason(answer), asked, "answered " + answer.status() + said, advice(answer), null);
    }

    private HttpAnswer exchange(String asked, HttpAsk ask) {
        try {
            return http.call(ask);
        } catch (IOException e) {
            throw failed(
                    Reason.UNAVAILABLE,
                    asked,
                    "could not be asked (" + e.getMessage() + ")",
                    "check AWARENESS_URL and that it is up, and try again later",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(
                    Reason.UNAVAILABLE,
                    asked,
                    "had not answered when the caller gave up",
                    "a memory may have been kept all the same",
                    e);
        }
    }

    private MemoryStoreException failed(
            Reason reason, String asked, String happened, String advice, @Nullable Throwable cause) {
        return new MemoryStoreException(
                reason,
                "the awareness service at " + address.base() + " was to " + asked + " and " + happened + "; " + advice,
                cause);
    }

    private static MemoryStoreException refused(String what) {
        return new MemoryStoreException(Reason.INVALID, "the awareness service cannot " + what, null);
    }

    private static Reason reason(HttpAnswer answer) {
        return switch (answer.status()) {
            case 401 -> Reason.UNAUTHENTICATED;
            case 403 -> Reason.FORBIDDEN;
            case 400, 413, 422 -> Reason.INVALID;
            default -> Reason.UNAVAILABLE;
        };
    }

    private static String advice(HttpAnswer answer) {
        return answer.status() == 429 || answer.status() >= 500
                ? answer.retryAfter()
                        .map(time -> "try again in " + time.toSeconds() + " s")
                        .orElse("try again later")
                : "check AWARENESS_URL and AWARENESS_NAMESPACE";
    }
}
