package dev.toolspec4j.delegation;

import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link Delegations} engine. Not safe for use by several threads. */
public final class DelegationsBuilder {
    private static final int WORKERS = 8;

    private final WorkspaceId self;
    private final PeerDirectory directory;
    private final DelegationStore store;
    private final DelegationTransport transport;
    private final List<DelegationListener> listeners = new ArrayList<>();
    private final List<Runnable> closing = new ArrayList<>();
    private DelegationSettings settings = DelegationSettings.standard();
    private String driver = UUID.randomUUID().toString();
    private @Nullable DelegationClock clock;
    private @Nullable Executor workers;

    DelegationsBuilder(
            WorkspaceId self, PeerDirectory directory, DelegationStore store, DelegationTransport transport) {
        this.self = self;
        this.directory = directory;
        this.store = store;
        this.transport = transport;
    }

    /** Sets the limits. */
    public DelegationsBuilder settings(DelegationSettings changed) {
        this.settings = changed;
        return this;
    }

    /** Sets time and chance; by default the machine's. It stays the caller's to close. */
    public DelegationsBuilder clock(DelegationClock changed) {
        this.clock = changed;
        return this;
    }

    /** Sets what runs the engine's short steps; by default up to 16 threads of its own. It stays the caller's. */
    public DelegationsBuilder workers(Executor changed) {
        this.workers = changed;
        return this;
    }

    /** Names this run of this process among those that share the store; by default a random UUID. */
    public DelegationsBuilder driver(String name) {
        this.driver = name;
        return this;
    }

    /** Adds one that hears what becomes of delegations. */
    public DelegationsBuilder listener(DelegationListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Sets who is told of delegations and their ends, on a thread of its own. */
    public DelegationsBuilder mirror(DelegationMirror told) {
        MirrorListener listener = new MirrorListener(told);
        listeners.add(listener);
        closing.add(() -> listener.close(settings.leases().closing().toMillis()));
        return this;
    }

    /** Returns the engine. It drives what is asked of it; {@link Delegations#start()} takes up older work too. */
    public Delegations build() {
        DelegationClock time = clock;
        if (time == null) {
            time = DelegationClock.system(Clock.systemUTC());
            closing.add(time::close);
        }
        Executor executor = workers;
        if (executor == null) {
            ThreadPoolExecutor own = ownWorkers();
            executor = own;
            closing.add(own::shutdown);
        }
        Engine engine = new Engine(
                self,
                driver,
                directory,
                store,
                transport,
                settings,
                time,
                executor,
                new Announcer(listeners),
                new Waiting());
        List<Runnable> ends = List.copyOf(closing);
        return new Delegations(engine, () -> ends.forEach(Runnable::run));
    }

    private static ThreadPoolExecutor ownWorkers() {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(WORKERS, WORKERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "toolspec4j-delegation-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
