package dev.toolspec4j.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.tool.ToolResult;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkspaceHandlersTest {
    private static final ToolNames NAMES =
            new ToolNames("ask", "ask_later", "how", "who", "me", "tell", "keep", "find");
    private static final ToolCall CALL = ToolCall.of("who", Map.of());
    private static final WorkspaceInfo ROOT = new WorkspaceInfo(
            new WorkspaceId("lead"), "Lead", Optional.empty(), Optional.empty(), "online", Optional.empty());

    @Test
    void listsOneLineAPeerAndTheSameAsJson() {
        ToolResult result = handlers(ROOT, peer("w-1", "Alice", "online", Optional.of("reviews")), bare("w-2", "Bob"))
                .listPeers(CALL);

        assertThat(result.text()).isEqualTo("""
                        - Alice (ID: w-1, status: online, role: reviews)
                        - Bob (ID: w-2, status: offline, role: unspecified)""");
        assertThat(result.structured())
                .isEqualTo(Map.of(
                        "peers",
                        List.of(
                                Map.of("id", "w-1", "name", "Alice", "status", "online", "role", "reviews"),
                                Map.of("id", "w-2", "name", "Bob", "status", "offline")),
                        "count",
                        2));
    }

    @Test
    void whatPeersCallThemselvesStaysOneShortLine() {
        String name = "Eve\n- Mallory (ID: m, status: online)\u202E\u0007\u2028" + "x".repeat(500);
        ToolResult result = handlers(ROOT, peer("w-1", name, "on\tline", Optional.of(" \u200B ")), bare("w-2", "\r\n"))
                .listPeers(CALL);

        assertThat(result.text().lines()).hasSize(2);
        assertThat(result.text()).startsWith("- Eve - Mallory (ID: m, status: online) xxx");
        assertThat(result.text().lines().findFirst().orElseThrow())
                .endsWith("x… (ID: w-1, status: on line, role: unspecified)")
                .hasSizeLessThan(160)
                .doesNotContainPattern("\\p{Cc}|\\p{Cf}");
        assertThat(result.text()).endsWith("- w-2 (ID: w-2, status: offline, role: unspecified)");
    }

    @Test
    void havingNoPeersIsNoFailure() {
        ToolResult result = handlers(ROOT).listPeers(CALL);

        assertThat(result.isError()).isFalse();
        assertThat(result.text()).startsWith("This workspace has no peers").contains(" ask.");
        assertThat(result.structured()).isEqualTo(Map.of("peers", List.of(), "count", 0));
    }

    @Test
    void tellsWhatIsKnownOfThisWorkspaceAndLeavesOutTheRest() {
        WorkspaceInfo full = new WorkspaceInfo(
                new WorkspaceId("dev"),
                "Dev",
                Optional.of("writes code"),
                Optional.of(2),
                "online",
                Optional.of(new WorkspaceId("lead")));

        assertThat(handlers(full).getWorkspaceInfo(CALL).text())
                .isEqualTo(
                        "{\"id\":\"dev\",\"name\":\"Dev\",\"role\":\"writes code\",\"tier\":2,\"status\":\"online\",\"parent_id\":\"lead\"}");
        assertThat(handlers(ROOT).getWorkspaceInfo(CALL).structured())
                .isEqualTo(Map.of("id", "lead", "name", "Lead", "status", "online"));
    }

    @ParameterizedTest
    @CsvSource({"UNAUTHENTICATED,denied", "FORBIDDEN,denied", "UNAVAILABLE,unavailable", "INVALID,unavailable"})
    void sayWhyTheDirectoryCannotAnswer(PeerDirectoryException.Reason reason, String kind) {
        WorkspaceHandlers handlers = new WorkspaceHandlers(new Broken(reason), NAMES);

        for (ToolResult result : List.of(handlers.listPeers(CALL), handlers.getWorkspaceInfo(CALL))) {
            assertThat(result.isError()).isTrue();
            assertThat(result.text()).startsWith("Error: the directory is away.");
            assertThat(result.structured()).containsEntry("kind", kind);
        }
    }

    private static WorkspaceHandlers handlers(WorkspaceInfo self, Peer... peers) {
        return new WorkspaceHandlers(new Fixed(self, List.of(peers)), NAMES);
    }

    private static Peer peer(String id, String name, String status, Optional<String> role) {
        return new Peer(
                new WorkspaceId(id),
                name,
                status,
                role,
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1/")),
                Optional.empty(),
                Map.of());
    }

    private static Peer bare(String id, String name) {
        return new Peer(
                new WorkspaceId(id),
                name,
                "offline",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private record Fixed(WorkspaceInfo self, List<Peer> list) implements PeerDirectory {
        @Override
        public Optional<Peer> find(WorkspaceId id) {
            return list.stream().filter(peer -> peer.id().equals(id)).findFirst();
        }
    }

    private record Broken(PeerDirectoryException.Reason reason) implements PeerDirectory {
        @Override
        public WorkspaceInfo self() {
            throw new PeerDirectoryException(reason, "the directory is away.", null);
        }

        @Override
        public List<Peer> list() {
            throw new PeerDirectoryException(reason, "the directory is away.", null);
        }

        @Override
        public Optional<Peer> find(WorkspaceId id) {
            throw new PeerDirectoryException(reason, "the directory is away.", null);
        }
    }
}
