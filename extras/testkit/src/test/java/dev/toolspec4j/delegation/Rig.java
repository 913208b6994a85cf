package dev.toolspec4j.delegation;

import dev.toolspec4j.testkit.InMemoryDelegationStore;
import dev.toolspec4j.testkit.ManualDelegationClock;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An engine on a clock that stands still, with one peer that follows a script. */
final class Rig {
    static final WorkspaceId SELF = new WorkspaceId("self");
    static final ToolNames NAMES = new ToolNames(
            "delegate_task",
            "delegate_task_async",
            "check_task_status",
            "list_peers",
            "get_workspace_info",
            "send_message_to_user",
            "commit_memory",
            "recall_memory");
    static final DelegationWording WORDING = new Wording();

    final ManualDelegationClock clock = new ManualDelegationClock(7);
    final ScriptedTransport peer = new ScriptedTransport();
    final Directory directory = new Directory();
    final DelegationStore store;
    DelegationSettings settings = DelegationSettings.standard();

    Rig() {
        this.store = new InMemoryDelegationStore(clock::now);
    }

    Rig(DelegationStore store) {
        this.store = store;
    }

    Delegations engine() {
        return builder("driver-1").build();
    }

    DelegationsBuilder builder(String driver) {
        return Delegations.builder(SELF, directory, store, peer)
                .settings(settings)
                .clock(clock)
                .workers(clock)
                .driver(driver);
    }

    Delegation begun(Delegations engine) {
        return begun(engine, CallContext.none());
    }

    Delegation begun(Delegations engine, CallContext context) {
        DelegationReceipt receipt = engine.delegateAsync("peer", "do it", context);
        Delegation begun = ((DelegationReceipt.Accepted) receipt).delegation();
        clock.run();
        return begun;
    }

    Delegation now(UUID taskId) {
        return store.find(taskId).orElseThrow();
    }

    /** Lets time pass until the delegation is over. */
    Delegation ended(UUID taskId) {
        clock.advanceUntil(() -> now(taskId).finished(), Duration.ofHours(2));
        return now(taskId);
    }

    static final class Directory implements PeerDirectory {
        private final Map<WorkspaceId, Peer> peers = new LinkedHashMap<>();
        Optional<PeerDirectoryException> broken = Optional.empty();

        Directory() {
            add(Peer.at(new WorkspaceId("peer"), "Peer One", URI.create("http://127.0.0.1:1/")));
        }

        void add(Peer peer) {
            peers.put(peer.id(), peer);
        }

        void remove(String id) {
            peers.remove(new WorkspaceId(id));
        }

        @Override
        public WorkspaceInfo self() {
            return new WorkspaceInfo(SELF, "Self", Optional.empty(), Optional.empty(), "online", Optional.empty());
        }

        @Override
        public List<Peer> list() {
            return List.copyOf(peers.values());
        }

        @Override
        public Optional<Peer> find(WorkspaceId id) {
            if (broken.isPresent()) {
                throw broken.get();
            }
            return Optional.ofNullable(peers.get(id));
        }
    }

    private static final class Wording implements DelegationWording {
        @Override
        public String next(DelegationStatus status) {
            return "Next after " + status.id() + ".";
        }

        @Override
        public String accepted(UUID taskId) {
            return "Check " + taskId + " later.";
        }

        @Override
        public String options() {
            return "Ask another peer.";
        }

        @Override
        public String readOn(UUID taskId, int nextOffset, int total) {
            return "[cut at " + nextOffset + " of " + total + "]";
        }

        @Override
        public String arrived(List<Delegation> news) {
            return "News: "
                    + String.join(
                            ", ",
                            news.stream()
                                    .map(delegation -> delegation.taskId() + " "
                                            + delegation.status().id())
                                    .toList());
        }

        @Override
        public String quoteBegins(String peer) {
            return "[PEER " + peer + "]";
        }

        @Override
        public String quoteEnds() {
            return "[END]";
        }
    }
}
