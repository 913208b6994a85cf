package dev.toolspec4j.testkit;

import static dev.toolspec4j.testkit.InMemoryWorkspaceAssert.assertThat;
import static dev.toolspec4j.testkit.ToolResultAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.message.UserMessage;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InMemoryWorkspaceTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void hasTheToolsOfARealWorkspaceInTheirOrder() {
        try (InMemoryWorkspace workspace = InMemoryWorkspace.open("tester")) {
            assertThat(workspace.tools().specs())
                    .extracting(ToolSpec::name)
                    .containsExactlyElementsOf(BuiltinTools.catalogue().specs().stream()
                            .map(ToolSpec::name)
                            .toList());
        }
    }

    @Test
    void everyToolWorks() {
        try (InMemoryWorkspace workspace = InMemoryWorkspace.builder("lead")
                .role("leads")
                .peer("ada", PeerScript.answers(task -> "done: " + task))
                .open()) {
            assertThat(call(workspace, "delegate_task", "{'workspace_id':'ada','task':'add'}"))
                    .isSuccess()
                    .hasText("done: add");
            ToolResult begun = call(workspace, "delegate_task_async", "{'workspace_id':'ada','task':'multiply'}");
            assertThat(begun).isSuccess().hasFact("status", "delegated");
            await(workspace, begun);
            assertThat(call(workspace, "check_task_status", "{'task_id':'" + taskId(begun) + "'}"))
                    .isSuccess()
                    .hasFact("result", "done: multiply");
            assertThat(call(workspace, "list_peers", "{}")).hasTextContaining("- ada (ID: ada, status: online");
            assertThat(call(workspace, "get_workspace_info", "{}")).hasFact("role", "leads");
            assertThat(call(workspace, "send_message_to_user", "{'message':'half way'}"))
                    .hasText("Message stored in the user's inbox");
            assertThat(call(workspace, "commit_memory", "{'content':'the sum is 42'}"))
                    .isSuccess();
            assertThat(call(workspace, "recall_memory", "{'query':'sum'}")).hasText("[LOCAL] the sum is 42");

            assertThat(workspace)
                    .hasNoFailedCall()
                    .delegatedTo("ada", "add")
                    .delegatedTo("ada", "multiply")
                    .toldUser("half way")
                    .remembers("42")
                    .remembersNothingOf("43")
                    .called("list_peers")
                    .calledExactly(workspace.tools().specs().stream()
                            .map(ToolSpec::name)
                            .toArray(String[]::new));
        }
    }

    @Test
    void peersAskFailAndCannotBeReachedAsTheirScriptsSay() {
        try (InMemoryWorkspace workspace = InMemoryWorkspace.builder("lead")
                .peer("asks", PeerScript.asks("Which year?", PeerScript.answers(year -> "It was " + year)))
                .peer("fails", PeerScript.fails("out of paper"))
                .peer("rejects", PeerScript.rejects("not my job"))
                .peer("away", PeerScript.unreachable())
                .peer("mute", PeerScript.losesItsAnswers())
                .peer("busy", PeerScript.queues())
                .peer("breaks", asked -> {
                    throw new IllegalStateException("no ink");
                })
                .open()) {
            ToolResult asked = delegate(workspace, "asks", "When?");
            assertThat(asked).hasFact("status", "input_required").hasFact("question", "Which year?");
            assertThat(call(
                            workspace,
                            "delegate_task",
                            "{'workspace_id':'asks','task':'2024','task_id':'" + taskId(asked) + "'}"))
                    .hasText("It was 2024");
            assertThat(delegate(workspace, "fails", "x")).hasFact("reason", "peer_error");
            assertThat(delegate(workspace, "fails", "x")).hasTextContaining("out of paper");
            assertThat(delegate(workspace, "rejects", "x")).hasFact("reason", "rejected");
            assertThat(delegate(workspace, "away", "x")).hasFact("reason", "unreachable");
            assertThat(delegate(workspace, "mute", "x")).hasFact("reason", "outcome_unknown");
            assertThat(delegate(workspace, "breaks", "x")).hasTextContaining("no ink");
            assertThat(call(workspace, "delegate_task_async", "{'workspace_id':'busy','task':'x'}"))
                    .isSuccess();
            assertThat(workspace.sentTo("asks")).containsExactly("When?", "2024");
        }
    }

    @Test
    void aPeerMayWorkUntilTheTestLetsItGo() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (InMemoryWorkspace workspace = InMemoryWorkspace.builder("lead")
                .peer("slow", asked -> {
                    release.await();
                    return PeerScript.answers("at last").reply(asked);
                })
                .open()) {
            ToolResult begun = call(workspace, "delegate_task_async", "{'workspace_id':'slow','task':'x'}");
            assertThat(call(workspace, "check_task_status", "{'task_id':'" + taskId(begun) + "'}"))
                    .isSuccess()
                    .hasNoFact("result");
            release.countDown();
            await(workspace, begun);

            assertThat(call(workspace, "check_task_status", "{'task_id':'" + taskId(begun) + "'}"))
                    .hasFact("result", "at last");
        }
    }

    @Test
    void closingItStopsAPeerThatIsAtWork() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        InMemoryWorkspace workspace = InMemoryWorkspace.builder("lead")
                .peer("slow", asked -> {
                    atWork.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        stopped.countDown();
                        throw e;
                    }
                    return PeerScript.answers("never").reply(asked);
                })
                .open();
        call(workspace, "delegate_task_async", "{'workspace_id':'slow','task':'x'}");
        assertThat(atWork.await(60, TimeUnit.SECONDS)).isTrue();

        workspace.close();

        assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(delegate(workspace, "slow", "again").isError()).isTrue();
    }

    @Test
    void workspacesShareMemoriesAsTheirScopesSay() {
        InMemoryMemories shared = new InMemoryMemories();
        try (InMemoryWorkspace boss =
                        InMemoryWorkspace.builder("boss").memories(shared).open();
                InMemoryWorkspace worker = InMemoryWorkspace.builder("worker")
                        .parent("boss")
                        .memories(shared)
                        .open()) {
            call(worker, "commit_memory", "{'content':'private note'}");
            call(worker, "commit_memory", "{'content':'shared note','scope':'TEAM'}");

            assertThat(boss).remembers("shared note").remembersNothingOf("private note");
            assertThat(call(worker, "commit_memory", "{'content':'x','scope':'GLOBAL'}"))
                    .isFailure(FailureKind.DENIED);
        }
    }

    @Test
    void rolesAndUnknownToolsAreAnsweredAsInARealWorkspace() {
        try (InMemoryWorkspace workspace =
                InMemoryWorkspace.builder("reader").roles("read-only").open()) {
            assertThat(call(workspace, "commit_memory", "{'content':'x'}")).isFailure(FailureKind.DENIED);
            assertThat(call(workspace, "no_such_tool", "{}")).isFailure(FailureKind.UNKNOWN_TOOL);
            assertThat(workspace).calledExactly("commit_memory", "no_such_tool").delegatedNothing();
        }
    }

    @Test
    void filesAreSentFromWhereTheyLieAndOnlyFromThere(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("report.txt"), "all is well");
        List<UserMessage> live = new CopyOnWriteArrayList<>();
        try (InMemoryWorkspace workspace = InMemoryWorkspace.builder("sender")
                        .attachmentsFrom(folder)
                        .userChannel(live::add)
                        .open();
                InMemoryWorkspace closed = InMemoryWorkspace.open("closed")) {
            String arguments = "{'message':'here','attachments':['" + file + "']}";

            assertThat(call(workspace, "send_message_to_user", arguments))
                    .hasText("Message sent to user with 1 attachment(s)");
            assertThat(live).hasSize(1);
            assertThat(live.get(0).attachments().get(0).path()).isEqualTo(file.toRealPath());
            assertThat(call(closed, "send_message_to_user", arguments)).isFailure(FailureKind.INVALID_ARGUMENTS);
            assertThat(closed).toldUserNothing();
        }
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void childrenBelongToTheWorkspaceAndPeersStandBesideIt() {
        try (InMemoryWorkspace workspace = InMemoryWorkspace.builder("lead")
                .parent("boss")
                .child("junior", PeerScript.works())
                .peer("colleague", PeerScript.works())
                .open()) {
            assertThat(workspace
                            .peers()
                            .find(new WorkspaceId("junior"))
                            .orElseThrow()
                            .parentId())
                    .contains(new WorkspaceId("lead"));
            assertThat(workspace
                            .peers()
                            .find(new WorkspaceId("colleague"))
                            .orElseThrow()
                            .parentId())
                    .contains(new WorkspaceId("boss"));
            assertThat(workspace.peers().remove(new WorkspaceId("junior"))).isTrue();
            assertThat(workspace.peers().list()).hasSize(1);
            assertThatThrownBy(() -> workspace.peers().add(peerNamed("lead"))).hasMessageContaining("itself");
        }
    }

    @Test
    void theAssertionsSayWhatWasInstead() {
        try (InMemoryWorkspace workspace = InMemoryWorkspace.builder("lead")
                .peer("ada", PeerScript.fails("no"))
                .open()) {
            delegate(workspace, "ada", "count");
            call(workspace, "send_message_to_user", "{'message':'hello'}");
            call(workspace, "commit_memory", "{'content':'a fact'}");

            assertFails(() -> assertThat(workspace).calledExactly("list_peers"), "delegate_task");
            assertFails(() -> assertThat(workspace).called("list_peers"), "delegate_task");
            assertFails(() -> assertThat(workspace).neverCalled("delegate_task"), "delegate_task");
            assertFails(() -> assertThat(workspace).hasNoFailedCall(), "Error: delegation to ada failed");
            assertFails(() -> assertThat(workspace).delegatedTo("ada", "multiply"), "count");
            assertFails(() -> assertThat(workspace).delegatedNothing(), "count");
            assertFails(() -> assertThat(workspace).toldUser("good bye"), "hello");
            assertFails(() -> assertThat(workspace).toldUserNothing(), "hello");
            assertFails(() -> assertThat(workspace).remembers("a rumour"), "a fact");
            assertFails(() -> assertThat(workspace).remembersNothingOf("fact"), "a fact");
        }
    }

    private static Peer peerNamed(String id) {
        return Peer.at(new WorkspaceId(id), id, URI.create("memory:" + id));
    }

    private static void assertFails(Runnable assertion, String named) {
        assertThatThrownBy(assertion::run).isInstanceOf(AssertionError.class).hasMessageContaining(named);
    }

    private static ToolResult delegate(InMemoryWorkspace workspace, String peer, String task) {
        return call(workspace, "delegate_task", "{'workspace_id':'" + peer + "','task':'" + task + "'}");
    }

    private static ToolResult call(InMemoryWorkspace workspace, String tool, String arguments) {
        return workspace.tools().call(tool, arguments.replace('\'', '"'), CallContext.none());
    }

    private static Object taskId(ToolResult result) {
        return result.structured().get("task_id");
    }

    private static void await(InMemoryWorkspace workspace, ToolResult begun) {
        try {
            assertThat(workspace
                            .delegations()
                            .await(UUID.fromString(taskId(begun).toString()), LONG))
                    .hasValueSatisfying(
                            delegation -> assertThat(delegation.finished()).isTrue());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
