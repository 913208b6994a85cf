package dev.toolspec4j.it.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolspec4j.AuditCheck;
import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard round a workspace's tools promises, by trying to get past it. */
@Timeout(120)
class WorkspaceGuardTest {
    private static final Map<String, String> CALLS = new LinkedHashMap<>();

    static {
        CALLS.put("delegate_task", "{'workspace_id':'peer','task':'dig'}");
        CALLS.put("delegate_task_async", "{'workspace_id':'peer','task':'dig'}");
        CALLS.put("commit_memory", "{'content':'c'}");
        CALLS.put("recall_memory", "{}");
        CALLS.put("send_message_to_user", "{'message':'m'}");
    }

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private A2aServer peer;

    @BeforeEach
    void aPeer() throws Exception {
        peer = A2aServer.serving("Peer", task -> {
                    asked.incrementAndGet();
                    return "done";
                })
                .start();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private WorkspaceSettings.Builder settings() {
        return WorkspaceSettings.builder().home(folder.resolve("home"));
    }

    private Workspace open(WorkspaceSettings.Builder settings) {
        Workspace workspace = Workspace.open(settings.build());
        workspace.peerBook().orElseThrow().add(Peer.at(new WorkspaceId("peer"), "Peer", peer.url()));
        return workspace;
    }

    private static ToolResult call(Workspace workspace, String tool) {
        return workspace.tools().call(tool, CALLS.get(tool).replace('\'', '"'), CallContext.none());
    }

    private Path log() {
        return folder.resolve("home").resolve("audit.jsonl");
    }

    private List<Map<?, ?>> lines() throws Exception {
        List<Map<?, ?>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log())) {
            lines.add(new ObjectMapper().readValue(line, Map.class));
        }
        return lines;
    }

    /** Uses every audited tool once, and waits for the delegation in the background. */
    private void useEverything() throws Exception {
        CountDownLatch ended = new CountDownLatch(2);
        try (Workspace workspace = open(settings())) {
            workspace.delegations().onFinished(delegation -> ended.countDown());
            CALLS.keySet()
                    .forEach(tool ->
                            assertThat(call(workspace, tool).isError()).as(tool).isFalse());
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aRoleThatMayOnlyReadReachesNoPeerByAnyToolAndEachTryIsOnRecord() throws Exception {
        try (Workspace workspace = open(settings().roles(List.of("read-only")))) {
            for (String tool : List.of("delegate_task", "delegate_task_async", "commit_memory")) {
                assertThat(call(workspace, tool).structured()).as(tool).containsEntry("kind", "denied");
            }
            assertThat(call(workspace, "recall_memory").text()).isEqualTo("No memories found.");
        }
        assertThat(asked).hasValue(0);
        assertThat(lines())
                .filteredOn(line -> line.get("action").equals("rbac.deny"))
                .hasSize(3)
                .allSatisfy(line -> {
                    assertThat(line.get("event_type")).isEqualTo("rbac");
                    assertThat(line.get("outcome")).isEqualTo("denied");
                    assertThat(line.get("roles")).isEqualTo(List.of("read-only"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {",", " , ", "nobody-knows-this"})
    void rolesThatGrantNothingDenyHoweverTheyAreSpelt(String roles) {
        WorkspaceSettings.Builder fromEnvironment = WorkspaceSettings.fromEnvironment(Map.of(
                        "TOOLSPEC4J_ROLES",
                        roles,
                        "TOOLSPEC4J_HOME",
                        folder.resolve("home").toString()))
                .toBuilder();
        try (Workspace workspace = open(fromEnvironment)) {
            for (String tool : List.of("delegate_task", "delegate_task_async", "commit_memory", "recall_memory")) {
                assertThat(call(workspace, tool).structured()).as(tool).containsEntry("kind", "denied");
            }
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void aCustomRoleIsItsWholeDefinition() {
        WorkspaceSettings.Builder custom = settings()
                .roles(List.of("scribe"))
                .customRoles(Map.of("scribe", Set.of("memory.write"), "read-only", Set.of("delegate")));
        try (Workspace workspace = open(custom)) {
            assertThat(call(workspace, "commit_memory").isError()).isFalse();
            assertThat(call(workspace, "recall_memory").structured()).containsEntry("kind", "denied");
        }
        try (Workspace workspace = open(custom.roles(List.of("read-only")))) {
            assertThat(call(workspace, "delegate_task").text()).isEqualTo("done");
            assertThat(call(workspace, "recall_memory").structured()).containsEntry("kind", "denied");
        }
    }

    @Test
    void everythingThatActsIsOnRecordAndTheRecordIsIntact() throws Exception {
        useEverything();

        assertThat(lines())
                .extracting(line -> line.get("action") + " " + line.get("outcome"))
                .contains(
                        "delegate dispatched",
                        "delegate success",
                        "memory.write allowed",
                        "memory.write success",
                        "memory.read allowed",
                        "memory.read success")
                .anyMatch(line -> line.contains("message") && line.endsWith("success"));
        assertThat(lines())
                .filteredOn(line -> "delegate".equals(line.get("action")) && "success".equals(line.get("outcome")))
                .as("in the foreground and in the background")
                .hasSize(2);
        assertThat(AuditCheck.verify(settings().build()).isIntact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"change", "cut", "cut the tail", "swap", "repeat", "empty", "delete"})
    void whateverIsDoneToTheRecordShows(String deed) throws Exception {
        useEverything();
        List<String> lines = new ArrayList<>(Files.readAllLines(log()));
        int last = lines.size() - 1;
        switch (deed) {
            case "change" -> lines.set(2, lines.get(2).replace("\"outcome\":\"", "\"outcome\":\"un"));
            case "cut" -> lines.remove(3);
            case "cut the tail" -> lines.remove(last);
            case "swap" -> Collections.swap(lines, 1, 2);
            case "repeat" -> lines.add(lines.get(last));
            default -> lines.clear();
        }
        Files.write(log(), lines);
        if (deed.equals("delete")) {
            Files.delete(log());
        }

        assertThat(AuditCheck.verify(settings().build()).findings()).as(deed).isNotEmpty();
    }

    @Test
    void aRotatedRecordIsIntactTogetherWithItsEarlierFiles() throws Exception {
        useEverything();
        Path earlier = log().resolveSibling("audit.1.jsonl");
        Files.move(log(), earlier);
        useEverything();

        assertThat(AuditCheck.verify(settings().build(), List.of(earlier)).isIntact())
                .isTrue();
        assertThat(AuditCheck.verify(settings().build()).isIntact())
                .as("without the earlier file something is missing")
                .isFalse();
    }

    @Test
    void aFullDiskFailsNoCallAndStallsNone() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(Files.isWritable(full)).isTrue();
        try (Workspace workspace = open(settings().auditLog(full))) {
            CALLS.keySet()
                    .forEach(tool ->
                            assertThat(call(workspace, tool).isError()).as(tool).isFalse());
        }
        assertThat(asked.get()).isGreaterThanOrEqualTo(1);
    }
}
