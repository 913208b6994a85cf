package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.memory.TextEmbedder;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program sees that opens a workspace and calls its tools. */
class WorkspaceWalkTest {
    @TempDir
    Path folder;

    @Test
    void delegatesToAPeerOverA2aAndRemembersAcrossARestart() throws IOException {
        try (A2aServer peer = A2aServer.serving("Echo", task -> "echo: " + task).start();
                Workspace workspace = open()) {
            introduce(workspace, "echo", peer.url());

            ToolResult delegated = call(workspace, "delegate_task", "{\"workspace_id\":\"echo\",\"task\":\"hello\"}");

            assertThat(delegated.text()).isEqualTo("echo: hello");
            assertThat(delegated.structured())
                    .containsEntry("status", "completed")
                    .containsEntry("workspace_id", "echo")
                    .containsEntry("result", "echo: hello");
            assertThat(call(workspace, "commit_memory", "{\"content\":\"The echo works.\"}")
                            .isError())
                    .isFalse();
        }
        try (Workspace again = open()) {
            assertThat(call(again, "recall_memory", "{\"query\":\"echo\"}").text())
                    .isEqualTo("[LOCAL] The echo works.");
            assertThat(call(again, "check_task_status", "{}").text()).contains("\"status\":\"completed\"");
        }
    }

    @Test
    void anAsynchronousDelegationIsFollowedByItsId() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (A2aServer peer = A2aServer.serving("Slow", task -> {
                            try {
                                release.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return "done: " + task;
                        })
                        .start();
                Workspace workspace = open()) {
            introduce(workspace, "slow", peer.url());

            ToolResult begun = call(workspace, "delegate_task_async", "{\"workspace_id\":\"slow\",\"task\":\"dig\"}");
            String id = String.valueOf(begun.structured().get("task_id"));
            assertThat(begun.structured()).containsEntry("success", true).containsEntry("status", "delegated");
            assertThat(call(workspace, "check_task_status", "{\"task_id\":\"" + id + "\"}")
                            .structured()
                            .get("status"))
                    .isIn("pending", "in_progress");

            release.countDown();
            workspace.delegations().await(java.util.UUID.fromString(id), Duration.ofSeconds(60));

            ToolResult ended = call(workspace, "check_task_status", "{\"task_id\":\"" + id + "\"}");
            assertThat(ended.structured()).containsEntry("status", "completed").containsEntry("result", "done: dig");
        }
    }

    @Test
    void aPeerThatIsDownIsAnHonestFailureWithTheWaysOn() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        try (Workspace workspace = open()) {
            introduce(workspace, "down", URI.create("http://127.0.0.1:" + port + "/"));

            ToolResult result = call(workspace, "delegate_task", "{\"workspace_id\":\"down\",\"task\":\"x\"}");

            assertThat(result.isError()).isTrue();
            assertThat(result.text())
                    .startsWith("Error: delegation to down failed: ")
                    .contains("Ask another peer");
            assertThat(result.structured())
                    .containsEntry("reason", "unreachable")
                    .containsEntry("success", false);
        }
    }

    @Test
    void aPeerThatAnswersNonsenseIsAFailureAndNeverAnEmptySuccess() throws IOException {
        for (Map.Entry<Integer, String> answer : Map.of(
                        200, "<html>It works</html>", 500, "{\"error\":\"database on fire\"}")
                .entrySet()) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] body = answer.getValue().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders()
                        .set("Content-Type", answer.getKey() == 200 ? "text/html" : "application/json");
                exchange.sendResponseHeaders(answer.getKey(), body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            try (Workspace workspace = open()) {
                introduce(
                        workspace,
                        "odd",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));

                ToolResult result = call(workspace, "delegate_task", "{\"workspace_id\":\"odd\",\"task\":\"x\"}");

                assertThat(result.isError()).as(answer.getValue()).isTrue();
                assertThat(result.text()).startsWith("Error: delegation to odd failed: ");
                assertThat(result.structured()).containsKey("reason");
            } finally {
                server.stop(0);
            }
        }
    }

    @Test
    void aPeerThatHangsEndsTheCallAndNotTheDelegation() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (A2aServer peer = A2aServer.serving("Stuck", task -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return "too late";
                        })
                        .start();
                Workspace workspace = Workspace.open(
                        settings().delegationTimeout(Duration.ofMillis(300)).build())) {
            introduce(workspace, "stuck", peer.url());

            ToolResult result = call(workspace, "delegate_task", "{\"workspace_id\":\"stuck\",\"task\":\"x\"}");

            assertThat(result.isError()).isFalse();
            assertThat(result.structured())
                    .containsEntry("deadline_passed", true)
                    .containsKey("task_id");
            never.countDown();
        }
    }

    @Test
    void whatCannotWorkIsRefusedBeforeAnythingHappens() {
        try (Workspace workspace = open()) {
            assertThat(call(workspace, "delegate_task", "{\"workspace_id\":\"nobody\",\"task\":\"x\"}")
                            .text())
                    .startsWith("Error: ")
                    .contains("nobody")
                    .contains("list_peers");
            assertThat(call(workspace, "delegate_task", "{\"workspace_id\":\"walker\",\"task\":\"x\"}")
                            .isError())
                    .as("self-delegation")
                    .isTrue();
            assertThat(call(workspace, "delegate_task", "{\"workspace_id\":\"nobody\",\"task\":\"  \"}")
                            .isError())
                    .as("blank task")
                    .isTrue();
            assertThat(call(workspace, "commit_memory", "{\"content\":\"x\",\"scope\":\"WORLD\"}")
                            .text())
                    .contains("LOCAL")
                    .contains("TEAM")
                    .contains("GLOBAL");
            assertThat(call(workspace, "check_task_status", "{}").structured()).containsEntry("count", 0);
        }
    }

    @Test
    void rolesAreEnforcedAndAnEmptyListPermitsNothing() {
        try (Workspace workspace =
                Workspace.open(settings().roles(List.of("read-only")).build())) {
            assertThat(call(workspace, "commit_memory", "{\"content\":\"x\"}").structured())
                    .containsEntry("kind", "denied");
            assertThat(call(workspace, "recall_memory", "{}").isError()).isFalse();
        }
        try (Workspace workspace = Workspace.open(settings().roles(List.of()).build())) {
            assertThat(call(workspace, "recall_memory", "{}").structured()).containsEntry("kind", "denied");
        }
    }

    @Test
    void theEmbedderOfTheSettingsIsAskedForWhatIsKept() throws InterruptedException {
        CountDownLatch embedded = new CountDownLatch(1);
        TextEmbedder embedder = new TextEmbedder() {
            @Override
            public String model() {
                return "one-number";
            }

            @Override
            public List<float[]> embed(List<String> texts) {
                if (texts.stream().anyMatch(text -> text.contains("sky"))) {
                    embedded.countDown();
                }
                return texts.stream()
                        .map(text -> new float[] {text.length(), 1})
                        .toList();
            }
        };
        try (Workspace workspace =
                Workspace.open(settings().textEmbedder(embedder).build())) {
            assertThat(call(workspace, "commit_memory", "{\"content\":\"The sky is blue.\"}")
                            .isError())
                    .isFalse();
            assertThat(embedded.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(call(workspace, "recall_memory", "{\"query\":\"sky\"}").text())
                    .isEqualTo("[LOCAL] The sky is blue.");
        }
    }

    @Test
    void aStoreThatCannotBeWrittenIsAClearErrorThatNamesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("not-a-folder"), "x");

        assertThatThrownBy(() ->
                        Workspace.open(WorkspaceSettings.builder().home(file).build()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aClosedWorkspaceAnswersThatItIsClosed() {
        Workspace workspace = open();
        workspace.close();
        workspace.close();

        Map<String, String> calls = Map.of(
                "list_peers", "{}",
                "get_workspace_info", "{}",
                "send_message_to_user", "{\"message\":\"m\"}",
                "commit_memory", "{\"content\":\"c\"}",
                "recall_memory", "{}",
                "delegate_task", "{\"workspace_id\":\"p\",\"task\":\"t\"}",
                "delegate_task_async", "{\"workspace_id\":\"p\",\"task\":\"t\"}",
                "check_task_status", "{}");
        assertThat(calls).hasSameSizeAs(workspace.tools().specs());
        calls.forEach((tool, arguments) -> {
            ToolResult result = call(workspace, tool, arguments);
            assertThat(result.text()).as(tool).startsWith("Error: ").contains("this workspace", "closed", "open it");
            assertThat(result.structured()).as(tool).containsEntry("kind", "unavailable");
        });
    }

    private Workspace open() {
        return Workspace.open(settings().build());
    }

    private WorkspaceSettings.Builder settings() {
        return WorkspaceSettings.builder()
                .workspaceId(new WorkspaceId("walker"))
                .home(folder.resolve("home"))
                .retryAttempts(2)
                .retryDelay(Duration.ofMillis(10));
    }

    private static void introduce(Workspace workspace, String id, URI url) {
        workspace.peerBook().orElseThrow().add(Peer.at(new WorkspaceId(id), id, url));
    }

    private static ToolResult call(Workspace workspace, String tool, String arguments) {
        return workspace.tools().call(tool, arguments, CallContext.none());
    }
}
