package dev.toolspec4j.it.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcDelegationStore;
import dev.toolspec4j.delegation.A2aTransport;
import dev.toolspec4j.delegation.DelegationReceipt;
import dev.toolspec4j.delegation.DelegationStatus;
import dev.toolspec4j.delegation.DelegationStore;
import dev.toolspec4j.delegation.Delegations;
import dev.toolspec4j.testkit.InMemoryDelegationStore;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long 1,000 delegations of 2 s, asked for by 8 threads or as many as are named, take at one peer in another
 * process, and how many threads that costs. Run as {@code DelegationBenchmark [memory|sqlite] [rounds] [callers]};
 * prints a line a round.
 */
public final class DelegationBenchmark {
    private static final int DELEGATIONS = 1_000;
    private static final int MILLIS = 2_000;
    private static final int CALLERS = 8;
    private static final int WARM_UP = 3_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private DelegationBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String ledger = arguments.length > 0 ? arguments[0] : "sqlite";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        int callers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : CALLERS;
        try (PeerProcess peer = PeerProcess.start()) {
            int idle = THREADS.getThreadCount();
            Path folder = Files.createTempDirectory("delegation-benchmark");
            if (ledger.equals("memory")) {
                run(ledger, new InMemoryDelegationStore(Instant::now), peer, rounds, callers, idle);
            } else {
                try (Database database = Database.open("jdbc:sqlite:" + folder.resolve("bench.db"))) {
                    run(ledger, new JdbcDelegationStore(database), peer, rounds, callers, idle);
                }
            }
        }
    }

    private static void run(String ledger, DelegationStore store, PeerProcess peer, int rounds, int callers, int idle)
            throws InterruptedException {
        try (A2aClient client = A2aClient.create();
                Delegations engine = Delegations.builder(
                                new WorkspaceId("bench"), peer.directory(), store, new A2aTransport(client))
                        .build()) {
            Round warmUp = round(engine, WARM_UP, 0, CALLERS);
            System.out.printf(Locale.ROOT, "%s warm-up: %d at once in %.2f s%n", ledger, WARM_UP, warmUp.seconds());
            for (int i = 0; i < rounds; i++) {
                THREADS.resetPeakThreadCount();
                Round round = round(engine, DELEGATIONS, MILLIS, callers);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %d delegations of %d ms: wall %.2f s, accepted after %.2f s, completed %d, %d threads above"
                                + " idle, %.2f s CPU%n",
                        ledger,
                        DELEGATIONS,
                        MILLIS,
                        round.seconds(),
                        round.acceptedSeconds(),
                        round.completed(),
                        THREADS.getPeakThreadCount() - idle,
                        round.cpuSeconds());
            }
        }
    }

    private static Round round(Delegations engine, int count, int millis, int callerThreads)
            throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(count);
        AtomicInteger completed = new AtomicInteger();
        Runnable off = engine.onFinished(delegation -> {
            if (delegation.status() == DelegationStatus.COMPLETED) {
                completed.incrementAndGet();
            }
            finished.countDown();
        });
        long cpu = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        ExecutorService callers = Executors.newFixedThreadPool(callerThreads);
        for (int i = 0; i < count; i++) {
            String task = millis + " " + i;
            callers.execute(() -> delegate(engine, task));
        }
        callers.shutdown();
        callers.awaitTermination(1, TimeUnit.MINUTES);
        long accepted = System.nanoTime();
        if (!finished.await(Duration.ofMinutes(2).toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(finished.getCount() + " of " + count + " delegations did not end");
        }
        long end = System.nanoTime();
        off.run();
        double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        return new Round((end - begin) / 1e9, (accepted - begin) / 1e9, completed.get(), cpuSeconds);
    }

    private static void delegate(Delegations engine, String task) {
        DelegationReceipt receipt = engine.delegateAsync(PeerProcess.ID, task, CallContext.none());
        if (receipt instanceof DelegationReceipt.Refused refused) {
            throw new IllegalStateException(refused.message());
        }
    }

    private record Round(double seconds, double acceptedSeconds, int completed, double cpuSeconds) {}
}
