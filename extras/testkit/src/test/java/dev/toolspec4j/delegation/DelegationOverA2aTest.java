package dev.toolspec4j.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aAgent;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.a2a.AgentAnswer;
import dev.toolspec4j.a2a.AgentRequest;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcDelegationStore;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: tool call, ledger on disk, HTTP, an agent that serves A2A, and back. */
final class DelegationOverA2aTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final BlockingQueue<AgentRequest> requests = new LinkedBlockingQueue<>();
    private final Rig.Directory directory = new Rig.Directory();
    private Database database;
    private A2aClient client;
    private Delegations engine;
    private DelegationHandlers handlers;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:sqlite:" + folder.resolve("workspace.db"));
        client = A2aClient.create();
        engine = Delegations.builder(Rig.SELF, directory, new JdbcDelegationStore(database), new A2aTransport(client))
                .build();
        handlers = new DelegationHandlers(engine, Rig.NAMES, Rig.WORDING, Optional.empty(), false);
    }

    @AfterEach
    void close() {
        engine.close();
        client.close();
        database.close();
    }

    @Test
    void bringsTheAnswerOfAnAgent() throws IOException, InterruptedException {
        try (A2aServer server = serving(request -> AgentAnswer.result("echo: " + request.text()))) {
            ToolResult result = delegate("hello", CallContext.none());

            assertThat(result.text()).isEqualTo("echo: hello");
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void tellsThePeerWhoDelegatesWhatAndOnWhoseBehalf() throws IOException, InterruptedException {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        CallContext context = CallContext.builder()
                .attribute("traceparent", trace)
                .attributes(new DelegationPath(1, List.of(new WorkspaceId("boss"))).metadata())
                .build();
        try (A2aServer server = serving(request -> AgentAnswer.result("ok"))) {
            String taskId =
                    String.valueOf(delegate("hello", context).structured().get("task_id"));

            AgentRequest request = requests.take();
            assertThat(request.messageId()).isEqualTo(taskId);
            assertThat(request.metadata()).containsEntry("delegation_id", taskId);
            assertThat(request.requestMetadata())
                    .containsEntry("parent_task_id", taskId)
                    .containsEntry("source_workspace_id", "self")
                    .containsEntry("traceparent", trace)
                    .containsEntry(DelegationPath.HOPS, 2)
                    .containsEntry(DelegationPath.VISITED, "boss,self");
            assertThat(request.traceparent()).contains(trace);
            assertThat(DelegationPath.of(request.requestMetadata()).objectionTo(new WorkspaceId("boss")))
                    .isPresent();
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void answersAQuestionOfAnAgent() throws IOException, InterruptedException {
        try (A2aServer server = serving(request -> request.earlier().isEmpty()
                ? AgentAnswer.question("which colour?")
                : AgentAnswer.result("painted it " + request.text()))) {
            ToolResult asked = delegate("paint it", CallContext.none());
            assertThat(asked.structured()).containsEntry("question", "which colour?");

            ToolResult answered = handlers.delegateTask(ToolCall.of(
                    "delegate",
                    Map.of(
                            "workspace_id",
                            "peer",
                            "task",
                            "red",
                            "task_id",
                            asked.structured().get("task_id"))));

            assertThat(answered.text()).isEqualTo("painted it red");
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void tellsThatAnAgentBroke() throws IOException, InterruptedException {
        try (A2aServer server = serving(request -> {
            throw new IllegalStateException("secret detail");
        })) {
            ToolResult result = delegate("hello", CallContext.none());

            assertThat(result.isError()).isTrue();
            assertThat(result.structured()).containsEntry("reason", "peer_error");
            assertThat(result.text())
                    .startsWith("Error: delegation to Peer failed: ")
                    .doesNotContain("secret");
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void theEndOfTheWaitingIsNotTheEndOfTheWork() throws IOException, InterruptedException {
        CountDownLatch mayFinish = new CountDownLatch(1);
        try (A2aServer server = serving(request -> {
            mayFinish.await();
            return AgentAnswer.result("done at last");
        })) {
            CallContext impatient = CallContext.builder()
                    .deadline(Instant.now().plusMillis(200))
                    .build();
            ToolResult result = delegate("long work", impatient);
            assertThat(result.structured())
                    .containsEntry("deadline_passed", true)
                    .containsEntry("status", "in_progress");
            UUID taskId = UUID.fromString(String.valueOf(result.structured().get("task_id")));

            mayFinish.countDown();

            Delegation ended = engine.await(taskId, LONG).orElseThrow();
            assertThat(ended.outcome().result()).contains("done at last");
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void interruptingTheCallerEndsOnlyTheWaiting() throws IOException, InterruptedException {
        CountDownLatch mayFinish = new CountDownLatch(1);
        try (A2aServer server = serving(request -> {
            mayFinish.await();
            return AgentAnswer.result("done at last");
        })) {
            BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
            Thread caller = new Thread(() -> {
                try {
                    delegate("long work", CallContext.none());
                } catch (InterruptedException e) {
                    interrupted.add("interrupted");
                }
            });
            caller.start();
            UUID taskId = UUID.fromString(requests.take().messageId());
            caller.interrupt();
            assertThat(interrupted.poll(30, TimeUnit.SECONDS)).isEqualTo("interrupted");

            mayFinish.countDown();

            assertThat(engine.await(taskId, LONG).orElseThrow().status()).isEqualTo(DelegationStatus.COMPLETED);
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void cancellingInterruptsTheAgentAtThePeer() throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (A2aServer server = serving(request -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                stopped.countDown();
            }
            return AgentAnswer.result("never");
        })) {
            DelegationReceipt receipt = engine.delegateAsync("peer", "endless", CallContext.none());
            UUID taskId = ((DelegationReceipt.Accepted) receipt).delegation().taskId();
            requests.take();

            Delegation canceled = engine.cancel(taskId).orElseThrow();

            assertThat(canceled.status()).isEqualTo(DelegationStatus.CANCELED);
            assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void saysWhenNobodyListensAtThePeersAddress() throws IOException, InterruptedException {
        serving(request -> AgentAnswer.result("ok")).close();
        try (Delegations hasty = Delegations.builder(
                        Rig.SELF, directory, new JdbcDelegationStore(database), new A2aTransport(client))
                .settings(DelegationSettings.standard().with(new RetryPolicy(2, Duration.ofMillis(10))))
                .build()) {
            DelegationReceipt receipt = hasty.delegate("peer", "t", CallContext.none());

            Delegation ended = ((DelegationReceipt.Accepted) receipt).delegation();
            assertThat(ended.outcome().reason()).contains(FailureReason.UNREACHABLE);
            assertThat(ended.outcome().error().orElseThrow())
                    .contains("cannot reach")
                    .contains("2 attempts");
        }
    }

    private A2aServer serving(A2aAgent agent) throws IOException {
        A2aServer server = A2aServer.forAgent("Peer", request -> {
                    requests.add(request);
                    return agent.answer(request);
                })
                .start();
        directory.add(Peer.at(new WorkspaceId("peer"), "Peer", server.url()));
        return server;
    }

    private ToolResult delegate(String task, CallContext context) throws InterruptedException {
        return handlers.delegateTask(new ToolCall("delegate", Map.of("workspace_id", "peer", "task", task), context));
    }
}
