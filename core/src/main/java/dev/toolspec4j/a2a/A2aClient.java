package dev.toolspec4j.a2a;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Asks peers over A2A. Each method makes one attempt and says what came of it; trying again is the caller's decision,
 * and {@link PeerReply#standing()} says when that is safe. Nothing is sent twice behind the caller's back, except once
 * in the other wire form after the peer said that it does not know the first, with the same message id.
 *
 * <p>A request goes to the endpoint only, with the endpoint's headers and the call's; redirects are not followed, and
 * link-local, multicast and metadata addresses are refused when connecting. Never throws for what a peer does.
 *
 * <p>Safe for use by several threads. The blocking methods run on the caller's thread and throw
 * {@link InterruptedException} soon after an interruption, with the request stopped. The others take a thread of the
 * client's while the peer has not answered its HTTP request: 16 are busy at once as long as peers answer within a
 * second, and 1,024 at most when they do not (peers that know only messages answer when the work is done). Calls beyond
 * that wait without a thread.
 */
public final class A2aClient implements AutoCloseable {
    private final PeerHttp http;
    private final Routes routes;
    private final PeerExchange exchange;
    private final Calls calls;
    private final Clock clock;
    private final Duration askLimit;

    private A2aClient(Builder builder) {
        this.clock = builder.clock;
        this.askLimit = builder.askLimit;
        this.http = new PeerHttp(
                builder.base,
                new AddressRules(builder.allowed),
                builder.bodyLimit,
                builder.connectLimit,
                builder.clock);
        this.routes = new Routes(
                builder.form,
                builder.mayChangeForm,
                builder.asksForCards,
                new CardFetcher(http, clock, builder.cardLimit));
        this.exchange = new PeerExchange(http, routes, clock);
        this.calls = new Calls(Optional.ofNullable(builder.executor));
    }

    /** Returns a client with the default settings. */
    public static A2aClient create() {
        return builder().build();
    }

    /** Returns a builder with the default settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** Says something to a peer and returns its answer, as {@link #sendAsync} does. Interruption ends the waiting. */
    public PeerReply send(A2aEndpoint endpoint, A2aMessage message, A2aCall call) throws InterruptedException {
        return calls.now(handle -> send(endpoint, message, call, handle));
    }

    /**
     * Says something to a peer. The future never fails; cancelling it ends the request, and whether the peer read it is
     * unknown then. It completes on a thread of the client's: do nothing there that takes long.
     */
    public CompletableFuture<PeerReply> sendAsync(A2aEndpoint endpoint, A2aMessage message, A2aCall call) {
        return calls.later(handle -> send(endpoint, message, call, handle));
    }

    private PeerReply send(A2aEndpoint endpoint, A2aMessage message, A2aCall call, CallHandle handle) {
        return exchange.run(
                endpoint,
                call,
                call.deadline(),
                handle,
                route -> route.form().send(message, call.blocking(), route.tenant()));
    }

    /** Asks how a task stands, as {@link #getAsync} does. Interruption ends the waiting. */
    public PeerReply get(A2aEndpoint endpoint, String remoteTaskId, A2aCall call) throws InterruptedException {
        return calls.now(handle -> exchange.get(endpoint, remoteTaskId, call, questionDeadline(call), handle));
    }

    /**
     * Asks how a task stands; may be repeated at will. Waits for the shorter of the call's deadline and the builder's
     * limit for questions. A reply that tells nothing about the task (not sent, refused, unknown) is a failed question,
     * not a failed task. The future behaves as that of {@link #sendAsync}.
     */
    public CompletableFuture<PeerReply> getAsync(A2aEndpoint endpoint, String remoteTaskId, A2aCall call) {
        return calls.later(handle -> exchange.get(endpoint, remoteTaskId, call, questionDeadline(call), handle));
    }

    /** Asks the peer to stop a task, as {@link #cancelAsync} does. Interruption ends the waiting. */
    public PeerReply cancel(A2aEndpoint endpoint, String remoteTaskId, A2aCall call) throws InterruptedException {
        return calls.now(handle -> exchange.cancel(endpoint, remoteTaskId, call, questionDeadline(call), handle));
    }

    /**
     * Asks the peer to stop a task; may be repeated. The reply tells how the task stands: a peer may have finished it
     * before, or still be at work on stopping. The future behaves as that of {@link #getAsync}.
     */
    public CompletableFuture<PeerReply> cancelAsync(A2aEndpoint endpoint, String remoteTaskId, A2aCall call) {
        return calls.later(handle -> exchange.cancel(endpoint, remoteTaskId, call, questionDeadline(call), handle));
    }

    /**
     * Returns what the peer says of itself. Kept for a while for finding out how to ask it; read anew here.
     *
     * @throws IOException when no card can be had, saying why
     */
    public AgentCard card(A2aEndpoint endpoint, A2aCall call) throws IOException, InterruptedException {
        Optional<String> problem = AddressRules.problem(endpoint.url());
        if (problem.isPresent()) {
            throw new IOException(problem.get());
        }
        CachedCard found = calls.now(handle -> routes.card(endpoint, call, questionDeadline(call), handle));
        return found.card()
                .orElseThrow(() ->
                        new IOException("no agent card can be read from " + endpoint.url() + ": " + found.whyNone()));
    }

    private Instant questionDeadline(A2aCall call) {
        Instant latest = clock.instant().plus(askLimit);
        return latest.isBefore(call.deadline()) ? latest : call.deadline();
    }

    /** Ends the client's threads and connections; requests under way end without an answer, later ones are not sent. */
    @Override
    public void close() {
        calls.close();
        http.close();
    }

    /** Settings of a client. Not safe for use by several threads. */
    public static final class Builder {
        private OkHttpClient base = new OkHttpClient();
        private @Nullable Executor executor;
        private Clock clock = Clock.systemUTC();
        private final List<AddressRange> allowed = new ArrayList<>();
        private long bodyLimit = 4L * 1024 * 1024;
        private Duration connectLimit = Duration.ofSeconds(10);
        private Duration askLimit = Duration.ofSeconds(20);
        private Duration cardLimit = Duration.ofSeconds(3);
        private boolean asksForCards = true;
        private WireForm form = new WireForm03();
        private boolean mayChangeForm = true;

        private Builder() {}

        /**
         * Sets whose TLS, proxy, name lookup, interceptors and listeners are used. Its redirects, cookies, cache,
         * authenticators, time limits and connection pool are not: they could send a request twice or elsewhere.
         */
        public Builder http(OkHttpClient base) {
            this.base = base;
            return this;
        }

        /** Sets what runs the calls, such as one virtual thread each; by default threads of the client's own. */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /** Sets the clock that deadlines are compared with. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Permits addresses that are otherwise refused: IP addresses or ranges such as {@code 169.254.0.0/16}. Throws
         * {@link IllegalArgumentException} naming what is neither.
         */
        public Builder allowedAddresses(List<String> cidrs) {
            cidrs.stream().map(AddressRange::parse).forEach(allowed::add);
            return this;
        }

        /** Sets how many bytes of an answer are read, 1 to 1 GiB; 4 MiB by default. A longer answer is a failure. */
        public Builder bodyLimit(long bytes) {
            if (bytes < 1 || bytes > 1L << 30) {
                throw new IllegalArgumentException("the body limit must be 1 to 1 GiB, was " + bytes + " bytes");
            }
            this.bodyLimit = bytes;
            return this;
        }

        /** Sets how long connecting may take; 10 s by default. */
        public Builder connectLimit(Duration limit) {
            this.connectLimit = positive("connect limit", limit);
            return this;
        }

        /** Sets how long a question about a task may take; 20 s by default. */
        public Builder askLimit(Duration limit) {
            this.askLimit = positive("ask limit", limit);
            return this;
        }

        /** Sets how long finding a peer's card may take before it is asked without; 3 s by default. */
        public Builder cardLimit(Duration limit) {
            this.cardLimit = positive("card limit", limit);
            return this;
        }

        /** Sets whether cards are read to find out how a peer is asked; they are by default. */
        public Builder asksForCards(boolean asks) {
            this.asksForCards = asks;
            return this;
        }

        /** Sets the version to begin with where nothing else is known, {@code 0.3} (the default) or {@code 1.0}. */
        public Builder defaultProtocol(String version) {
            this.form = WireForm.of(version);
            return this;
        }

        /** Sets whether a peer that does not know the first form is asked in the other; it is by default. */
        public Builder mayChangeProtocol(boolean mayChange) {
            this.mayChangeForm = mayChange;
            return this;
        }

        /** Returns the client. */
        public A2aClient build() {
            return new A2aClient(this);
        }

        private static Duration positive(String what, Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("the " + what + " must be positive, was " + limit);
            }
            return limit;
        }
    }
}
