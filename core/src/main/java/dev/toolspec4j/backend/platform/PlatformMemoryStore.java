package dev.toolspec4j.backend.platform;

import dev.toolspec4j.backend.platform.PlatformClient.Request;
import dev.toolspec4j.internal.http.HttpAnswer;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.memory.MemoryStoreException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The platform's memories. Writing and reading succeed or fail loudly; what the platform does differently from the
 * embedded store is the platform's:
 *
 * <ul>
 *   <li>A query finds memories that hold <em>all</em> of its words, in English stems; one of a single character is
 *       looked for anywhere. Without a scope, LOCAL, TEAM and GLOBAL are asked for one by one and their answers merged
 *       by turns, since the platform does not tell how well a memory fits.
 *   <li>The platform gives at most 50 memories a scope, and there is no next page: {@link #list} ends there.
 *   <li>A TEAM memory of a child is not shown to a parent that has a parent itself.
 *   <li>The platform redacts by rules of its own: what is read may differ from what was written. Long hexadecimal and
 *       base64 texts become {@code [REDACTED:BASE64_BLOB]}.
 *   <li>Each commit makes a row: a retry is not recognised, and a time of creation cannot be given.
 *   <li>Old memories cannot be deleted by their age.
 * </ul>
 */
public final class PlatformMemoryStore implements MemoryStore {
    private static final int PAGE = 50;

    private final PlatformClient platform;
    private final MemoryRows rows;

    /** Makes the store of the client's workspace. */
    public PlatformMemoryStore(PlatformClient platform) {
        this.platform = platform;
        this.rows = new MemoryRows(platform.self());
    }

    @Override
    public Receipt commit(Draft draft) {
        if (draft.createdAt().isPresent()) {
            throw new MemoryStoreException(
                    Reason.INVALID,
                    "the platform cannot keep a memory under an earlier time; commit it without one",
                    null);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("content", draft.content());
        body.put("scope", draft.scope().name());
        String asked = "keep a " + draft.scope() + " memory";
        HttpAnswer answer = ask(asked, Request.post(body, "workspaces", self(), "memories"), 200, 201);
        return answer.object()
                .flatMap(row -> MemoryRows.text(row, "id"))
                .map(id -> new Receipt(id, draft.scope(), false))
                .orElseThrow(() -> failed(PlatformErrors.garbled(asked, answer)));
    }

    @Override
    public List<Memory> recall(Query query) {
        if (query.scope().isPresent()) {
            return MemoryRows.best(List.of(found(query, query.scope().get())), query);
        }
        List<List<Memory>> scopes = new ArrayList<>();
        for (MemoryScope scope : MemoryScope.values()) {
            scopes.add(found(query, scope));
        }
        return MemoryRows.best(scopes, query);
    }

    @Override
    public List<Memory> list(Page page) {
        List<Memory> own = read("list the own memories", Map.of("limit", String.valueOf(PAGE)));
        return MemoryRows.page(own, page);
    }

    @Override
    public boolean forget(String id) {
        if (!id.matches("[A-Za-z0-9_-]{1,128}")) {
            return false;
        }
        String asked = "delete the memory '" + id + "'";
        HttpAnswer answer = ask(asked, Request.delete("workspaces", self(), "memories", id), 200, 404);
        if (answer.status() == 404 && answer.text().isBlank()) {
            throw failed(platform.refusal(asked, answer));
        }
        return answer.status() == 200;
    }

    @Override
    public int forgetBefore(Instant moment) {
        throw new MemoryStoreException(
                Reason.INVALID,
                "the platform cannot delete memories by their age; it keeps them until they are deleted one by one,"
                        + " so leave TOOLSPEC4J_MEMORY_RETENTION unset",
                null);
    }

    private List<Memory> found(Query query, MemoryScope scope) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("scope", scope.name());
        if (!query.text().isBlank()) {
            parameters.put("q", query.text().strip());
        }
        parameters.put("limit", String.valueOf(PAGE));
        return read("recall " + scope + " memories", parameters).stream()
                .filter(memory -> memory.scope() == scope)
                .filter(memory -> hasCharacter(memory, query.text().strip()))
                .toList();
    }

    /** The platform takes a single {@code %} or {@code _} for a pattern that everything fits. */
    private static boolean hasCharacter(Memory memory, String query) {
        return !(query.equals("%") || query.equals("_")) || memory.content().contains(query);
    }

    private List<Memory> read(String asked, Map<String, String> parameters) {
        HttpAnswer answer =
                ask(asked, Request.get("workspaces", self(), "memories").with(parameters), 200);
        if (answer.json().orElse("") instanceof List<?> list) {
            return list.stream().flatMap(row -> rows.memory(row).stream()).toList();
        }
        throw failed(PlatformErrors.garbled(asked, answer));
    }

    private String self() {
        return platform.self().value();
    }

    private HttpAnswer ask(String asked, Request request, int... wanted) {
        try {
            return platform.ask(asked, request, wanted);
        } catch (PlatformException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MemoryStoreException(
                    Reason.UNAVAILABLE,
                    "the platform was asked to " + asked + ", but the caller gave up before it answered; a memory"
                            + " may have been kept all the same",
                    e);
        }
    }

    private static MemoryStoreException failed(PlatformException e) {
        Reason reason = switch (e.reason()) {
            case UNAUTHENTICATED -> Reason.UNAUTHENTICATED;
            case FORBIDDEN -> Reason.FORBIDDEN;
            case REFUSED -> Reason.INVALID;
            case NOT_FOUND, UNAVAILABLE, GARBLED -> Reason.UNAVAILABLE;
        };
        return new MemoryStoreException(reason, e.text(), e);
    }
}
