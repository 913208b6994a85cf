package dev.toolspec4j.a2a;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Offers an agent to peers over A2A, in the wire forms 0.3 and 1.0 at one address. Work runs in the background: a
 * request that does not want to wait is answered at once, one that does is held for 30 s at most and then told that the
 * work goes on; peers ask for the outcome. A message that comes twice begins one task.
 *
 * <p>Listens on loopback unless told otherwise. Beyond a trusted network put a reverse proxy before it: this server
 * does neither TLS nor rate limits. Tasks are kept in memory and forgotten when it closes.
 */
public final class A2aServer implements AutoCloseable {
    private static final int HTTP_THREADS = 32;
    private static final int HTTP_WAITING = 4096;
    private static final int BACKLOG = 1024;
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final HttpServer http;
    private final ThreadPoolExecutor httpThreads;
    private final ThreadPoolExecutor workers;
    private final AgentCard card;
    private final Duration closeWait;

    private A2aServer(Builder builder) throws IOException {
        this.closeWait = builder.closeWait;
        InetSocketAddress address = new InetSocketAddress(builder.host, builder.port);
        if (address.isUnresolved()) {
            throw new IOException("host '" + builder.host + "' to listen on is unknown");
        }
        answerWithoutDelay();
        this.http = HttpServer.create(address, BACKLOG);
        this.httpThreads = new ThreadPoolExecutor(
                HTTP_THREADS,
                HTTP_THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(HTTP_WAITING),
                DaemonThreads.named("toolspec4j-a2a-server"));
        httpThreads.allowCoreThreadTimeOut(true);
        this.workers = new ThreadPoolExecutor(
                builder.concurrency,
                builder.concurrency,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(builder.queue),
                DaemonThreads.named("toolspec4j-a2a-agent"));
        workers.allowCoreThreadTimeOut(true);
        this.card = builder.card(http.getAddress());
        RpcService service = new RpcService(new ServerTasks(builder.agent, workers, builder.kept), builder.held);
        http.setExecutor(httpThreads);
        http.createContext(
                "/",
                new ServerHttp(service, builder.gate(http.getAddress()), () -> card, builder.bodyLimit, httpThreads));
        http.start();
    }

    /**
     * The JDK's server writes headers and body apart and leaves Nagle's algorithm on, so that each answer waits 40 ms
     * for the client's acknowledgement. It reads this property once, when its first server is made.
     */
    private static void answerWithoutDelay() {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    /** Returns a builder for an agent that knows nothing but text, such as an AiService by method reference. */
    public static Builder serving(String name, Function<String, String> agent) {
        return forAgent(name, A2aAgent.of(agent));
    }

    /** Returns a builder for an agent that asks back, or wants to know about tasks and traces. */
    public static Builder forAgent(String name, A2aAgent agent) {
        return new Builder(name, agent);
    }

    /** Returns where peers reach it. */
    public URI url() {
        return card.url().orElseThrow();
    }

    /** Returns the port it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Returns the card that peers read. */
    public AgentCard card() {
        return card;
    }

    /** Takes nothing more on, gives running work a moment to finish, then interrupts it. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(closeWait.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        http.stop(0);
        httpThreads.shutdownNow();
    }

    /** Settings of a server. Not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final A2aAgent agent;
        private String description = "";
        private String version = "1.0";
        private final List<AgentCard.Skill> skills = new ArrayList<>();
        private String host = "127.0.0.1";
        private int port;
        private @Nullable URI publicUrl;
        private Optional<String> token = Optional.empty();
        private int concurrency = 8;
        private int queue = 100;
        private int kept = 1000;
        private int bodyLimit = 4 * 1024 * 1024;
        private Duration held = Duration.ofSeconds(30);
        private Duration closeWait = Duration.ofSeconds(2);

        private Builder(String name, A2aAgent agent) {
            this.name = Objects.requireNonNull(name, "name");
            this.agent = Objects.requireNonNull(agent, "agent");
        }

        /** Sets what the agent is for, as its card says. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** Sets the agent's own version, as its card says. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Adds something that the agent can do, as its card says; without any, the description is its one skill. */
        public Builder skill(AgentCard.Skill skill) {
            skills.add(skill);
            return this;
        }

        /** Sets the address to listen on; {@code 127.0.0.1} by default, {@code 0.0.0.0} for every one. */
        public Builder host(String host) {
            this.host = host;
            return this;
        }

        /** Sets the port, 0 (the default) for any free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Sets the address that peers are told, when a proxy stands before the server. */
        public Builder publicUrl(URI url) {
            this.publicUrl = url;
            return this;
        }

        /** Demands this bearer token of everyone who asks the agent; its card stays public. */
        public Builder token(String token) {
            if (token.isBlank()) {
                throw new IllegalArgumentException("the token must not be blank");
            }
            this.token = Optional.of(token);
            return this;
        }

        /** Sets how many tasks run at once, 1 or more; 8 by default. */
        public Builder concurrency(int tasks) {
            this.concurrency = atLeast(1, "concurrency", tasks);
            return this;
        }

        /** Sets how many tasks wait beyond those, 1 or more; 100 by default. More are answered 503. */
        public Builder queue(int tasks) {
            this.queue = atLeast(1, "queue", tasks);
            return this;
        }

        /** Sets how many ended tasks can still be asked for, 1 or more; 1,000 by default. */
        public Builder kept(int tasks) {
            this.kept = atLeast(1, "kept", tasks);
            return this;
        }

        /** Sets how many bytes a request may hold, 1 or more; 4 MiB by default. */
        public Builder bodyLimit(int bytes) {
            this.bodyLimit = atLeast(1, "bodyLimit", bytes);
            return this;
        }

        /** Sets how long a request that wants to wait is held; 30 s by default. */
        public Builder held(Duration held) {
            this.held = Objects.requireNonNull(held, "held");
            return this;
        }

        /** Sets how long {@link A2aServer#close} waits for running work; 2 s by default. */
        public Builder closeWait(Duration wait) {
            this.closeWait = Objects.requireNonNull(wait, "wait");
            return this;
        }

        /** Starts the server; throws {@link IOException} when it cannot listen, such as on a port in use. */
        public A2aServer start() throws IOException {
            return new A2aServer(this);
        }

        private AgentCard card(InetSocketAddress bound) {
            URI url = publicUrl == null
                    ? URI.create("http://" + shownHost(bound) + ":" + bound.getPort() + "/")
                    : publicUrl;
            List<AgentCard.Skill> offered =
                    skills.isEmpty() ? List.of(new AgentCard.Skill("main", name, description, List.of())) : skills;
            return new AgentCard(
                    name,
                    description,
                    version,
                    List.of(
                            new AgentCard.Interface(url, "JSONRPC", "1.0", Optional.empty()),
                            new AgentCard.Interface(url, "JSONRPC", "0.3", Optional.empty())),
                    offered);
        }

        private ServerGate gate(InetSocketAddress bound) {
            if (token.isPresent() || !bound.getAddress().isLoopbackAddress()) {
                return new ServerGate(token, Set.of());
            }
            Set<String> hosts = new HashSet<>(ServerGate.LOOPBACK_NAMES);
            hosts.add(shownHost(bound).toLowerCase(Locale.ROOT));
            if (publicUrl != null && publicUrl.getHost() != null) {
                hosts.add(publicUrl.getHost().toLowerCase(Locale.ROOT));
            }
            return new ServerGate(token, Set.copyOf(hosts));
        }

        private String shownHost(InetSocketAddress bound) {
            String shown = bound.getAddress().isAnyLocalAddress() ? "127.0.0.1" : host;
            return shown.contains(":") && !shown.startsWith("[") ? "[" + shown + "]" : shown;
        }

        private static int atLeast(int least, String what, int value) {
            if (value < least) {
                throw new IllegalArgumentException(what + " must be " + least + " or more, was " + value);
            }
            return value;
        }
    }
}
