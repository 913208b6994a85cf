package dev.toolspec4j.it.platform;

import static dev.toolspec4j.it.platform.PlatformHome.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.it.guard.Recorded;
import dev.toolspec4j.tool.ToolResult;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a model gets from each of the eight tools on a platform that works, and what the platform is asked for it. */
@Timeout(120)
class PlatformWalkTest {
    @TempDir
    Path folder;

    private PlatformHome home;

    @BeforeEach
    void aWorkspaceOnThePlatform() throws Exception {
        home = new PlatformHome(folder);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void theEightToolsAreTheSameAsEverywhere() {
        try (Workspace workspace = home.open()) {
            assertThat(workspace.tools().specs())
                    .extracting(spec -> spec.name())
                    .containsExactlyInAnyOrder(
                            "delegate_task",
                            "delegate_task_async",
                            "check_task_status",
                            "list_peers",
                            "get_workspace_info",
                            "send_message_to_user",
                            "commit_memory",
                            "recall_memory");
            assertThat(workspace.peerBook()).isEmpty();
        }
        assertThat(home.platform.requests())
                .as("opening and closing asks nothing of the platform")
                .isEmpty();
    }

    @Test
    void peersAndTheWorkspaceItselfAreDescribed() {
        home.platform.workspaces.set(home.sibling, "role", "writes texts");
        try (Workspace workspace = home.open()) {
            assertThat(call(workspace, "list_peers", "{}").text().lines())
                    .containsExactly(
                            "- Child (ID: " + home.child + ", status: online, role: unspecified)",
                            "- Lead (ID: " + home.lead + ", status: online, role: unspecified)",
                            "- Sibling (ID: " + home.sibling + ", status: online, role: writes texts)");
            ToolResult info = call(workspace, "get_workspace_info", "{}");
            assertThat(info.structured())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "id",
                            home.me.value(),
                            "name",
                            "Me",
                            "tier",
                            2,
                            "status",
                            "online",
                            "parent_id",
                            home.lead.value()));
        }
    }

    @Test
    void memoriesOfAllScopesAreCommittedAndRecalled() throws Exception {
        try (Workspace workspace = home.open();
                Workspace above = home.with("WORKSPACE_ID", home.lead.value())
                        .with("CONFIGS_DIR", otherConfigs().toString())
                        .with("TOOLSPEC4J_HOME", folder.resolve("above").toString())
                        .open()) {
            call(workspace, "commit_memory", "{'content':'The launch code is blue.'}");
            ToolResult kept = call(workspace, "commit_memory", "{'content':'The launch is on Friday.','scope':'team'}");
            call(above, "commit_memory", "{'content':'Every launch is announced.','scope':'GLOBAL'}");

            assertThat(kept.structured()).containsEntry("success", true).containsEntry("scope", "TEAM");
            assertThat(call(workspace, "recall_memory", "{'query':'launch'}")
                            .text()
                            .lines())
                    .hasSize(3)
                    .contains("[LOCAL] The launch code is blue.", "[TEAM] The launch is on Friday.")
                    .anyMatch(line -> line.startsWith("[GLOBAL] [MEMORY id=")
                            && line.contains("scope=GLOBAL from=" + home.lead)
                            && line.endsWith("]: Every launch is announced."));
            assertThat(call(workspace, "recall_memory", "{'query':'launch','scope':'TEAM'}")
                            .text())
                    .isEqualTo("[TEAM] The launch is on Friday.");
            assertThat(call(workspace, "recall_memory", "{'query':'submarine'}").text())
                    .isEqualTo("No memories found.");
        }
    }

    private Path otherConfigs() throws Exception {
        Path configs = Files.createDirectories(folder.resolve("configs of the lead"));
        Files.writeString(configs.resolve(".auth_token"), home.platform.workspaces.tokenOf(home.lead));
        return configs;
    }

    @Test
    void theUserGetsMessagesAndFiles() throws Exception {
        Path report = home.file("report.md", "# All done");
        try (Workspace workspace = home.open()) {
            assertThat(call(workspace, "send_message_to_user", "{'message':'Hello.'}")
                            .text())
                    .isEqualTo("Message sent to user");
            assertThat(call(
                                    workspace,
                                    "send_message_to_user",
                                    "{'message':'See the file.','attachments':['" + report + "']}")
                            .text())
                    .isEqualTo("Message sent to user with 1 attachment(s)");
        }

        assertThat(home.platform.messages.shown())
                .extracting(message -> message.get("message"))
                .containsExactly("Hello.", "See the file.");
        assertThat(home.platform.messages.shown().get(0)).containsOnlyKeys("message");
        assertThat(home.platform.messages.shown().get(1).get("attachments"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(file -> assertThat(file.get("name")).isEqualTo("report.md"));
    }

    @Test
    void aPeerWithAnAddressOfItsOwnWorksOnATaskDirectly() throws Exception {
        try (A2aServer peer =
                        A2aServer.serving("Sibling", task -> "done: " + task).start();
                Workspace workspace = home.open()) {
            home.platform.workspaces.serveAt(home.sibling, peer.url());

            ToolResult done = call(workspace, "delegate_task", "{'workspace_id':'" + home.sibling + "','task':'dig'}");

            assertThat(done.text()).isEqualTo("done: dig");
            assertThat(home.platform.requests("POST", "/delegate")).isEmpty();
            String id = home.platform.awaitRequest("POST", "/record").text("delegation_id");
            assertThat(home.platform.awaitRequest("POST", id + "/update").text("response_preview"))
                    .isEqualTo("done: dig");
        }
    }

    @Test
    void aTaskGoesByThePlatformWhereThePeersAddressIsThePlatforms() {
        throughThePlatform();
        home.platform.delegations.whenDelegated(id -> home.platform.delegations.complete(id, "x".repeat(5_000)));
        try (Workspace workspace = home.open()) {
            ToolResult done = call(workspace, "delegate_task", "{'workspace_id':'" + home.sibling + "','task':'dig'}");

            assertThat(done.text()).isEqualTo("x".repeat(5_000));
            assertThat(home.platform.requests("POST", "/delegate")).hasSize(1);
            assertThat(home.platform.requests("POST", "/record")).isEmpty();
        }
    }

    @Test
    void aTaskInTheBackgroundIsFollowedUntilABusyPeerHasAnswered() throws Exception {
        throughThePlatform();
        home.platform.delegations.whenDelegated(id -> home.platform.delegations.queue(id));
        try (Workspace workspace = home.open()) {
            ToolResult begun =
                    call(workspace, "delegate_task_async", "{'workspace_id':'" + home.sibling + "','task':'dig'}");
            assertThat(begun.structured()).containsEntry("success", true).containsEntry("status", "delegated");
            String id = String.valueOf(begun.structured().get("task_id"));
            workspace.delegations().await(UUID.fromString(id), Duration.ofSeconds(60));

            ToolResult queued = call(workspace, "check_task_status", "{'task_id':'" + id + "'}");
            assertThat(queued.structured()).containsEntry("status", "queued").doesNotContainKey("error");

            String there =
                    String.valueOf(home.platform.delegations.begun().get(0).get("delegation_id"));
            CountDownLatch ended = new CountDownLatch(1);
            workspace.delegations().onFinished(delegation -> ended.countDown());
            home.platform.delegations.drain(there, "late, but done");
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();

            assertThat(call(workspace, "check_task_status", "{'task_id':'" + id + "'}")
                            .structured())
                    .containsEntry("status", "completed")
                    .containsEntry("result", "late, but done");
            assertThat(call(workspace, "check_task_status", "{}").structured()).containsEntry("count", 1);
            assertThat(home.platform.requests("POST", "/delegate")).hasSize(1);
        }
    }

    @Test
    void theSameTaskCanBeGivenAgainOnPurpose() {
        throughThePlatform();
        home.platform.delegations.whenDelegated(id -> home.platform.delegations.complete(id, "done " + id));
        try (Workspace workspace = home.open()) {
            String arguments = "{'workspace_id':'" + home.sibling + "','task':'water the plants'}";

            String first = call(workspace, "delegate_task", arguments).text();
            String second = call(workspace, "delegate_task", arguments).text();

            assertThat(first).startsWith("done ").isNotEqualTo(second);
            assertThat(home.platform.delegations.begun()).hasSize(2);
        }
    }

    @Test
    void aDelegationThatOnlyThePlatformKnowsIsFoundThere() {
        throughThePlatform();
        String id = UUID.randomUUID().toString();
        home.platform.delegations.add(Map.of(
                "workspace_id",
                home.me.value(),
                "source_id",
                home.me.value(),
                "target_id",
                home.sibling.value(),
                "delegation_id",
                id,
                "type",
                "delegation",
                "status",
                "failed",
                "error",
                "the peer broke"));
        try (Workspace workspace = home.open()) {
            assertThat(call(workspace, "check_task_status", "{'task_id':'" + id + "'}")
                            .structured())
                    .containsEntry("status", "failed")
                    .containsEntry("error", "the peer broke");
            assertThat(call(workspace, "check_task_status", "{'task_id':'" + UUID.randomUUID() + "'}")
                            .structured())
                    .containsEntry("kind", "not_found");
        }
    }

    @Test
    void everyRequestSaysWhoAsksAndNoneIsAHeartbeatOrARegistration() throws Exception {
        Path report = home.file("report.md", "x");
        throughThePlatform();
        home.platform.delegations.whenDelegated(id -> home.platform.delegations.complete(id, "done"));
        try (Workspace workspace =
                home.with("PLATFORM_HEADERS", "X-Molecule-Org-Id: acme").open()) {
            home.platform.demandOrganisation("acme");
            for (List<String> each : List.of(
                    List.of("list_peers", "{}"),
                    List.of("get_workspace_info", "{}"),
                    List.of("send_message_to_user", "{'message':'m','attachments':['" + report + "']}"),
                    List.of("commit_memory", "{'content':'c'}"),
                    List.of("recall_memory", "{}"),
                    List.of("delegate_task", "{'workspace_id':'" + home.sibling + "','task':'t'}"),
                    List.of("check_task_status", "{'task_id':'" + UUID.randomUUID() + "'}"))) {
                ToolResult result = call(workspace, each.get(0), each.get(1));
                assertThat(result.isError() && !result.structured().containsValue("not_found"))
                        .as("%s: %s", each.get(0), result.text())
                        .isFalse();
            }
        }
        assertThat(home.platform.requests()).hasSizeGreaterThan(9).allSatisfy(request -> {
            assertThat(request.bearer()).isEqualTo(home.platform.workspaces.tokenOf(home.me));
            assertThat(request.header("X-Workspace-ID")).isEqualTo(home.me.value());
            assertThat(request.header("X-Molecule-Org-Id")).isEqualTo("acme");
            assertThat(request.path()).doesNotContain("heartbeat", "register", "update-card");
        });
    }

    @Test
    @SuppressWarnings("try") // The scope is held, not used.
    void everyRequestOfATracedCallCarriesItsTraceThoseOfTheBackgroundToo() throws Exception {
        Path report = home.file("report.md", "x");
        throughThePlatform();
        home.platform.delegations.whenDelegated(id -> home.platform.delegations.complete(id, "done"));
        try (Recorded recorded = new Recorded();
                A2aServer direct = A2aServer.serving("Child", task -> "done").start();
                Workspace workspace = Workspace.open(WorkspaceSettings.fromEnvironment(home.environment()).toBuilder()
                        .openTelemetry(recorded.sdk())
                        .build())) {
            home.platform.workspaces.serveAt(home.child, direct.url());
            Span agent = recorded.sdk().getTracer("agent").spanBuilder("chat").startSpan();
            try (Scope current = agent.makeCurrent()) {
                call(workspace, "list_peers", "{}");
                call(workspace, "get_workspace_info", "{}");
                call(workspace, "send_message_to_user", "{'message':'m','attachments':['" + report + "']}");
                call(workspace, "commit_memory", "{'content':'c'}");
                call(workspace, "recall_memory", "{}");
                call(workspace, "delegate_task", "{'workspace_id':'" + home.sibling + "','task':'t'}");
                call(workspace, "delegate_task", "{'workspace_id':'" + home.child + "','task':'t'}");
                call(workspace, "check_task_status", "{'task_id':'" + UUID.randomUUID() + "'}");
            }
            home.platform.awaitRequest("POST", "/update");

            assertThat(home.platform.requests())
                    .extracting(FakeRequest::path)
                    .anyMatch(path -> path.endsWith("/record"))
                    .anyMatch(path -> path.endsWith("/delegate"))
                    .anyMatch(path -> path.endsWith("/activity"))
                    .anyMatch(path -> path.endsWith("/delegations"));
            assertThat(home.platform.requests())
                    .allSatisfy(request -> assertThat(request.header("traceparent"))
                            .as(request.method() + " " + request.path())
                            .startsWith("00-" + agent.getSpanContext().getTraceId() + "-"));
        }
    }

    private void throughThePlatform() {
        home.platform.workspaces.serveAt(
                home.sibling, home.platform.url().resolve("/workspaces/" + home.sibling + "/a2a"));
    }
}
