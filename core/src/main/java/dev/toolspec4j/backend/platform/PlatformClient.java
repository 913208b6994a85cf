package dev.toolspec4j.backend.platform;

import dev.toolspec4j.backend.platform.PlatformException.Reason;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.internal.http.HttpAnswer;
import dev.toolspec4j.internal.http.HttpAsk;
import dev.toolspec4j.internal.http.HttpCaller;
import dev.toolspec4j.internal.http.HttpContent;
import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.telemetry.TraceContext;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Speaks to the platform as one workspace: with its token, its id and the trace, and to no other host. Safe for use by
 * several threads. A refused token is read again once, and the request repeated if there is a new one.
 */
public final class PlatformClient implements AutoCloseable {
    static final String WORKSPACE_HEADER = "X-Workspace-ID";
    static final Duration LIMIT = Duration.ofSeconds(10);
    static final Duration LONG_LIMIT = Duration.ofSeconds(60);
    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final int UNAUTHENTICATED = 401;

    private final HttpCaller http;
    private final PlatformAddress address;
    private final WorkspaceId self;
    private final TokenStore tokens;
    private final Map<String, String> headers;
    private volatile boolean closed;

    /**
     * Makes a client.
     *
     * @param http closed with this client
     * @param self as whom it speaks
     * @param headers sent with every request, such as those of {@link PlatformHeaders#parse}
     */
    public PlatformClient(
            HttpCaller http,
            PlatformAddress address,
            WorkspaceId self,
            TokenStore tokens,
            Map<String, String> headers) {
        this.http = http;
        this.address = address;
        this.self = self;
        this.tokens = tokens;
        this.headers = new LinkedHashMap<>(headers);
    }

    /** Returns a client on connections of its own; the parameters are those of the constructor. */
    public static PlatformClient open(
            PlatformAddress address, WorkspaceId self, TokenStore tokens, Map<String, String> headers) {
        return new PlatformClient(new HttpCaller(), address, self, tokens, headers);
    }

    /** Returns as whom it speaks. */
    public WorkspaceId self() {
        return self;
    }

    /** Returns where the platform is. */
    public PlatformAddress address() {
        return address;
    }

    /** Returns where the token is kept. */
    public TokenStore tokens() {
        return tokens;
    }

    /** Ends its threads; requests under way fail. */
    @Override
    public void close() {
        closed = true;
        http.close();
    }

    /**
     * Asks and returns the answer, whatever its status.
     *
     * @param asked what it is about, for messages, such as {@code list the peers}
     */
    HttpAnswer ask(String asked, Request request) throws PlatformException, InterruptedException {
        Optional<String> token = tokens.token();
        HttpAnswer answer = exchange(asked, ask(request, token));
        if (answer.status() != UNAUTHENTICATED) {
            return answer;
        }
        Optional<String> newer = tokens.reread();
        return newer.isEmpty() || newer.equals(token) ? answer : exchange(asked, ask(request, newer));
    }

    /** Asks and returns the answer if it has the status; throws what it means if not. */
    HttpAnswer ask(String asked, Request request, int... wanted) throws PlatformException, InterruptedException {
        HttpAnswer answer = ask(asked, request);
        for (int status : wanted) {
            if (answer.status() == status) {
                return answer;
            }
        }
        throw refusal(asked, answer);
    }

    /** Asks without waiting; the future fails with {@link IOException} when there is no answer. */
    CompletableFuture<HttpAnswer> start(Request request) {
        Optional<String> token = tokens.token();
        return http.start(ask(request, token)).thenCompose(answer -> {
            if (answer.status() == UNAUTHENTICATED) {
                Optional<String> newer = tokens.reread();
                if (newer.isPresent() && !newer.equals(token)) {
                    return http.start(ask(request, newer));
                }
            }
            return CompletableFuture.completedFuture(answer);
        });
    }

    PlatformException refusal(String asked, HttpAnswer answer) {
        return PlatformErrors.of(asked, answer, tokens);
    }

    private HttpAnswer exchange(String asked, HttpAsk ask) throws PlatformException, InterruptedException {
        if (closed) {
            throw new PlatformException(
                    Reason.UNAVAILABLE,
                    "asked to " + asked + ": " + StoreException.closed().getMessage(),
                    Optional.empty(),
                    null);
        }
        try {
            return http.call(ask);
        } catch (IOException e) {
            throw new PlatformException(
                    Reason.UNAVAILABLE,
                    "the platform at " + address.base() + " could not be asked to " + asked + " (" + e.getMessage()
                            + "); check PLATFORM_URL and that it is up, and try again later",
                    Optional.empty(),
                    e);
        }
    }

    private HttpAsk ask(Request request, Optional<String> token) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(WORKSPACE_HEADER, self.value());
        token.ifPresent(bearer -> {
            all.keySet().removeIf("Authorization"::equalsIgnoreCase);
            all.put("Authorization", "Bearer " + bearer);
        });
        all.putAll(request.trace);
        return new HttpAsk(
                request.method, address.at(request.path, request.query), all, request.body, request.limit, MOST_BYTES);
    }

    /**
     * A request below the platform's address.
     *
     * @param trace the headers that tell where in a trace it stands: where the thread stood that made it
     */
    record Request(
            String method,
            List<String> path,
            Map<String, String> query,
            Optional<HttpContent> body,
            Duration limit,
            Map<String, String> trace) {

        static Request get(String... path) {
            return of("GET", path, Optional.empty());
        }

        static Request delete(String... path) {
            return of("DELETE", path, Optional.empty());
        }

        static Request post(Map<String, ?> json, String... path) {
            return of("POST", path, Optional.of(new HttpContent.Json(Json.write(json))));
        }

        static Request upload(List<HttpContent.Part> files, String... path) {
            return of("POST", path, Optional.of(new HttpContent.Files(files))).within(LONG_LIMIT);
        }

        Request with(Map<String, String> parameters) {
            return new Request(method, path, parameters, body, limit, trace);
        }

        Request within(Duration time) {
            return new Request(method, path, query, body, time, trace);
        }

        /** Returns the request as a part of the delegation's trace; threads that drive delegations stand in none. */
        Request of(Delegation delegation) {
            return delegation
                    .origin()
                    .traceparent()
                    .map(TraceContext::of)
                    .map(TraceContext::headers)
                    .map(position -> new Request(method, path, query, body, limit, position))
                    .orElse(this);
        }

        private static Request of(String method, String[] path, Optional<HttpContent> body) {
            Map<String, String> trace = TraceContext.headers(Context.current());
            return new Request(method, List.of(path), Map.of(), body, LIMIT, trace);
        }
    }
}
