package dev.toolspec4j.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.PeerReply.Standing;
import dev.toolspec4j.delegation.FaultyPeer.Sending;
import dev.toolspec4j.testkit.InMemoryDelegationStore;
import dev.toolspec4j.testkit.ManualDelegationClock;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Real requests over real sockets to a peer that fails in every way, on a clock that a test moves. The peer counts:
 * whatever goes wrong, no message that may have been taken comes twice, and each delegation has one true end.
 */
final class FaultMatrixTest {
    private static final int SEEDS = Boolean.getBoolean("toolspec4j.soak") ? 10_000 : 500;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration STALL = Duration.ofMillis(150);

    @Test
    void noFaultDoublesLosesOrMisreportsADelegation() throws IOException {
        Map<DelegationStatus, Integer> ends = new EnumMap<>(DelegationStatus.class);
        Map<FailureReason, Integer> reasons = new EnumMap<>(FailureReason.class);
        try (FaultyPeer peer = new FaultyPeer();
                A2aClient client = A2aClient.create()) {
            URI nobody = URI.create("http://127.0.0.1:" + closedPort() + "/");
            for (int seed = 0; seed < SEEDS; seed++) {
                Delegation ended = run(seed, peer, nobody, new Prompt(new A2aTransport(client), peer));
                ends.merge(ended.status(), 1, Integer::sum);
                ended.outcome().reason().ifPresent(reason -> reasons.merge(reason, 1, Integer::sum));
            }
        }

        assertThat(ends).containsKeys(DelegationStatus.COMPLETED, DelegationStatus.FAILED);
        assertThat(reasons)
                .containsKeys(
                        FailureReason.OUTCOME_UNKNOWN,
                        FailureReason.UNREACHABLE,
                        FailureReason.REJECTED,
                        FailureReason.PEER_ERROR);
    }

    private static Delegation run(int seed, FaultyPeer peer, URI nobody, DelegationTransport transport) {
        SplittableRandom random = new SplittableRandom(seed);
        peer.begin(random.split());
        ManualDelegationClock clock = new ManualDelegationClock(seed);
        AtomicInteger told = new AtomicInteger();
        DelegationStore store = new InMemoryDelegationStore(clock::now);
        Delegations engine = Delegations.builder(Rig.SELF, new Moving(peer.url(), nobody, random), store, transport)
                .clock(clock)
                .workers(clock)
                .build();
        engine.onFinished(delegation -> told.incrementAndGet());
        Delegation begun =
                ((DelegationReceipt.Accepted) engine.delegateAsync("peer", "do it", CallContext.none())).delegation();

        boolean over = clock.advanceUntil(
                () -> store.find(begun.taskId()).orElseThrow().finished(), Duration.ofMinutes(31));
        clock.advance(Duration.ofMinutes(10));

        Delegation ended = store.find(begun.taskId()).orElseThrow();
        assertThat(over).as("seed %d ends", seed).isTrue();
        assertThat(told).as("seed %d ends once", seed).hasValue(1);
        assertThat(ended.ledger().stopDue())
                .as("seed %d leaves nothing behind", seed)
                .isFalse();
        check(seed, ended, peer);
        return ended;
    }

    private static void check(int seed, Delegation ended, FaultyPeer peer) {
        List<Sending> sendings = peer.sendings();
        String record = "seed " + seed + ": " + sendings + " -> " + ended.outcome();
        assertThat(sendings)
                .as(record)
                .extracting(Sending::messageId)
                .allMatch(ended.taskId().toString()::equals);
        List<Sending> maybeTaken = sendings.stream()
                .filter(sending -> !sending.fault().saidNotTaken())
                .toList();
        assertThat(maybeTaken).as(record).hasSizeLessThanOrEqualTo(1);
        if (!maybeTaken.isEmpty()) {
            assertThat(sendings).as(record).last().isEqualTo(maybeTaken.get(0));
        }
        if (ended.status() == DelegationStatus.COMPLETED) {
            assertThat(peer.delivered()).as(record).isTrue();
            assertThat(ended.outcome().result()).as(record).contains("the result");
        } else {
            boolean unreachable = ended.outcome().reason().equals(Optional.of(FailureReason.UNREACHABLE));
            assertThat(unreachable).as(record).isEqualTo(maybeTaken.isEmpty());
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Waits for each answer in real time, so that the manual clock need not know of sockets; shortly only where the
     * peer will say nothing, so that a slow machine is not taken for a silent peer.
     */
    private record Prompt(DelegationTransport transport, FaultyPeer peer) implements DelegationTransport {
        @Override
        public CompletableFuture<PeerReply> send(Peer addressee, Delegation delegation, Instant until) {
            int before = peer.sendings().size();
            if (!peer.stallsNext()) {
                return answered(transport.send(addressee, delegation, in(LONG)));
            }
            CompletableFuture<PeerReply> silence = answered(transport.send(addressee, delegation, in(STALL)));
            if (silence.join().standing() == Standing.OUTCOME_UNKNOWN) {
                peer.awaitReading(before + 1);
            }
            return silence;
        }

        @Override
        public CompletableFuture<PeerReply> poll(Peer addressee, Delegation delegation, Instant until) {
            return answered(transport.poll(addressee, delegation, in(LONG)));
        }

        @Override
        public CompletableFuture<PeerReply> cancel(Peer addressee, Delegation delegation, Instant until) {
            return answered(transport.cancel(addressee, delegation, in(LONG)));
        }

        private static Instant in(Duration limit) {
            return Instant.now().plus(limit);
        }

        private static CompletableFuture<PeerReply> answered(CompletableFuture<PeerReply> request) {
            return CompletableFuture.completedFuture(request.join());
        }
    }

    /** A directory whose peer is now and then at an address where nobody listens. */
    private record Moving(URI url, URI nobody, SplittableRandom random) implements PeerDirectory {
        @Override
        public WorkspaceInfo self() {
            return new WorkspaceInfo(Rig.SELF, "Self", Optional.empty(), Optional.empty(), "online", Optional.empty());
        }

        @Override
        public List<Peer> list() {
            return List.of();
        }

        @Override
        public Optional<Peer> find(WorkspaceId id) {
            URI now = random.nextInt(5) == 0 ? nobody : url;
            return Optional.of(new Peer(
                    id,
                    "Peer",
                    "online",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(now),
                    Optional.of("0.3"),
                    Map.of()));
        }
    }
}
