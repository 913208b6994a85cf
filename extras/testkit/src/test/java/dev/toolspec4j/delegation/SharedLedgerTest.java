package dev.toolspec4j.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.delegation.DelegatingProcess.Leases;
import dev.toolspec4j.tool.CallContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one SQLite file, one of which may be killed at any point. */
final class SharedLedgerTest {
    private static final int KILLS = Boolean.getBoolean("toolspec4j.soak") ? 50 : 3;
    private static final int DELEGATIONS = 120;
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aKilledProcessLosesDoublesAndMisreportsNothing() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom();
        for (int round = 0; round < KILLS; round++) {
            killAndTakeOver("jdbc:sqlite:" + folder.resolve("kill-" + round + ".db"), 1 + random.nextInt(DELEGATIONS));
        }
    }

    private static void killAndTakeOver(String store, int accepted) throws IOException, InterruptedException {
        try (CountingPeer peer = new CountingPeer();
                DelegatingProcess first = DelegatingProcess.start(store, peer.url(), DELEGATIONS, Leases.SHORT)) {
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < accepted; i++) {
                ids.add(first.nextAccepted());
            }
            first.kill();
            try (Database database = Database.open(store);
                    A2aClient client = A2aClient.create();
                    Delegations survivor = DelegatingProcess.engine(database, client, peer.url(), Leases.SHORT)) {
                survivor.start();
                for (UUID id : ids) {
                    Delegation ended = survivor.await(id, LONG).orElseThrow();
                    assertTruthful(ended, peer, accepted);
                }
            }
        }
    }

    private static void assertTruthful(Delegation ended, CountingPeer peer, int accepted) {
        String record = "killed after " + accepted + ": " + ended;
        int seen = peer.timesSeen(ended.taskId().toString());
        if (ended.status() == DelegationStatus.COMPLETED) {
            assertThat(ended.outcome().result()).as(record).contains("done " + ended.taskId());
            assertThat(seen).as(record).isEqualTo(1);
        } else {
            assertThat(ended.outcome().reason()).as(record).contains(FailureReason.OUTCOME_UNKNOWN);
            assertThat(seen).as(record).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void twoProcessesDriveEachDelegationOnce() throws IOException, InterruptedException {
        String store = "jdbc:sqlite:" + folder.resolve("shared.db");
        try (CountingPeer peer = new CountingPeer();
                DelegatingProcess other = DelegatingProcess.start(store, peer.url(), DELEGATIONS, Leases.STANDARD);
                Database database = Database.open(store);
                A2aClient client = A2aClient.create();
                Delegations here = DelegatingProcess.engine(database, client, peer.url(), Leases.STANDARD)) {
            here.start();
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < DELEGATIONS; i++) {
                ids.add(other.nextAccepted());
                DelegationReceipt receipt = here.delegateAsync("peer", "mine " + i, CallContext.none());
                ids.add(((DelegationReceipt.Accepted) receipt).delegation().taskId());
            }
            for (UUID id : ids) {
                Delegation ended = here.await(id, LONG).orElseThrow();
                assertThat(ended.status()).as(ended.toString()).isEqualTo(DelegationStatus.COMPLETED);
                assertThat(peer.timesSeen(id.toString())).isEqualTo(1);
            }
        }
    }
}
