package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.a2a.AgentAnswer;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcDelegationStore;
import dev.toolspec4j.delegation.A2aTransport;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationReceipt;
import dev.toolspec4j.delegation.DelegationSettings;
import dev.toolspec4j.delegation.DelegationStatus;
import dev.toolspec4j.delegation.DelegationStore;
import dev.toolspec4j.delegation.Delegations;
import dev.toolspec4j.testkit.DelegationStoreContract;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresDelegationStoreTest extends DelegationStoreContract {
    private static final WorkspaceId SELF = new WorkspaceId("shared");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final DelegationSettings SHORT_LEASES = DelegationSettings.standard()
            .with(new DelegationSettings.Leases(
                    Duration.ofMillis(1_500), Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofMillis(1)));

    private String url;
    private Database database;

    @BeforeEach
    void open() {
        url = PostgresServer.newDatabase();
        database = Database.open(url);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected DelegationStore store() {
        return new JdbcDelegationStore(database);
    }

    @Test
    void twoMachinesDriveEachDelegationOnce() throws IOException, InterruptedException {
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        try (A2aServer peer = counting(seen);
                A2aClient client = A2aClient.create();
                Database other = Database.open(url);
                Delegations here = engine(database, client, peer.url(), DelegationSettings.standard());
                Delegations there = engine(other, client, peer.url(), DelegationSettings.standard())) {
            here.start();
            there.start();
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                ids.add(accepted(here));
                ids.add(accepted(there));
            }
            for (UUID id : ids) {
                assertThat(here.await(id, LONG).orElseThrow().status()).isEqualTo(DelegationStatus.COMPLETED);
            }
            assertThat(seen)
                    .hasSize(120)
                    .allSatisfy((task, times) -> assertThat(times).isEqualTo(1));
        }
    }

    @Test
    void aMachineTakesOverWhatADeadOneLeft() throws IOException, InterruptedException {
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        try (A2aServer peer = counting(seen);
                A2aClient client = A2aClient.create();
                Database other = Database.open(url);
                Delegations survivor = engine(other, client, peer.url(), SHORT_LEASES)) {
            Delegations dead = Delegations.builder(SELF, directory(peer.url()), store(), new A2aTransport(client))
                    .settings(SHORT_LEASES)
                    .workers(step -> {})
                    .build();
            UUID id = accepted(dead);

            survivor.start();
            Delegation ended = survivor.await(id, LONG).orElseThrow();

            assertThat(ended.status()).isEqualTo(DelegationStatus.COMPLETED);
            assertThat(seen).containsOnly(Map.entry(id.toString(), 1));
        }
    }

    private static A2aServer counting(Map<String, Integer> seen) throws IOException {
        return A2aServer.forAgent("Peer", request -> {
                    seen.merge(request.messageId(), 1, Integer::sum);
                    return AgentAnswer.result("done");
                })
                .queue(1_000)
                .start();
    }

    private static UUID accepted(Delegations engine) {
        DelegationReceipt receipt = engine.delegateAsync("peer", "do it", CallContext.none());
        return ((DelegationReceipt.Accepted) receipt).delegation().taskId();
    }

    private static Delegations engine(Database database, A2aClient client, URI peer, DelegationSettings settings) {
        return Delegations.builder(SELF, directory(peer), new JdbcDelegationStore(database), new A2aTransport(client))
                .settings(settings)
                .build();
    }

    private static PeerDirectory directory(URI url) {
        Peer peer = Peer.at(new WorkspaceId("peer"), "Peer", url);
        return new PeerDirectory() {
            @Override
            public WorkspaceInfo self() {
                return new WorkspaceInfo(SELF, "Self", Optional.empty(), Optional.empty(), "online", Optional.empty());
            }

            @Override
            public List<Peer> list() {
                return List.of(peer);
            }

            @Override
            public Optional<Peer> find(WorkspaceId id) {
                return id.equals(peer.id()) ? Optional.of(peer) : Optional.empty();
            }
        };
    }
}
