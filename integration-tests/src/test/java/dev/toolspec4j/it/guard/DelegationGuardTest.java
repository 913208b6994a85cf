package dev.toolspec4j.it.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.a2a.AgentAnswer;
import dev.toolspec4j.access.AuditHead;
import dev.toolspec4j.access.AuditLog;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcDelegationStore;
import dev.toolspec4j.delegation.A2aTransport;
import dev.toolspec4j.delegation.AuditedDelegations;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationReceipt;
import dev.toolspec4j.delegation.DelegationReceipt.Accepted;
import dev.toolspec4j.delegation.DelegationSettings;
import dev.toolspec4j.delegation.Delegations;
import dev.toolspec4j.delegation.RetryPolicy;
import dev.toolspec4j.delegation.TracedDelegations;
import dev.toolspec4j.memory.SecretRedactor;
import dev.toolspec4j.telemetry.Telemetry;
import dev.toolspec4j.telemetry.TraceContext;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Audit and traces of delegations between two workspaces over A2A, on a real store. */
@Timeout(60)
class DelegationGuardTest {
    private static final WorkspaceId ME = new WorkspaceId("me");
    private static final WorkspaceId PEER = new WorkspaceId("peer-1");

    @TempDir
    private Path folder;

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();
    private final Telemetry here = Telemetry.of(sdk, ME.value());
    private final Telemetry there = Telemetry.of(sdk, PEER.value());
    private final LinkedBlockingQueue<Delegation> finished = new LinkedBlockingQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final A2aClient a2a = A2aClient.create();
    private Database database;
    private A2aServer server;
    private AuditLog audit;

    @BeforeEach
    void aPeerThatServes() throws IOException {
        database = Database.open("jdbc:sqlite:" + folder.resolve("workspace.db"));
        audit = AuditLog.builder(folder.resolve("audit.jsonl"), ME.value())
                .redactor(SecretRedactor.standard()::redact)
                .open();
        server = A2aServer.forAgent("Peer", request -> {
                    Context caller = request.traceparent().map(TraceContext::of).orElseGet(Context::root);
                    try (var work = there.serve(caller, request.taskId())) {
                        asked.countDown();
                        if (request.text().startsWith("slowly")) {
                            mayAnswer.await();
                        }
                        return AgentAnswer.result("done: " + work.traceparent().isPresent());
                    }
                })
                .start();
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        audit.close();
        server.close();
        a2a.close();
        database.close();
        sdk.close();
    }

    private Delegations engine(URI peerUrl) {
        Delegations engine = Delegations.builder(
                        ME, directory(peerUrl), new JdbcDelegationStore(database), new A2aTransport(a2a))
                .settings(DelegationSettings.standard()
                        .with(new RetryPolicy(2, Duration.ofMillis(1)))
                        .with(new DelegationSettings.Leases(
                                Duration.ofSeconds(5),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(10),
                                Duration.ofMillis(500))))
                .listener(new AuditedDelegations(audit))
                .listener(new TracedDelegations(here))
                .build();
        engine.onFinished(finished::add);
        return engine;
    }

    private static PeerDirectory directory(URI url) {
        return new PeerDirectory() {
            @Override
            public WorkspaceInfo self() {
                return new WorkspaceInfo(ME, "me", Optional.empty(), Optional.empty(), "online", Optional.empty());
            }

            @Override
            public List<Peer> list() {
                return List.of(Peer.at(PEER, "Peer", url));
            }

            @Override
            public Optional<Peer> find(WorkspaceId id) {
                return id.equals(PEER) ? Optional.of(Peer.at(PEER, "Peer", url)) : Optional.empty();
            }
        };
    }

    private static CallContext under(Span call) {
        return CallContext.builder()
                .attribute(TraceContext.CONTEXT, Context.root().with(call))
                .build();
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span '" + name + "' in " + spans.getFinishedSpanItems()));
    }

    private List<Map<?, ?>> auditLines() throws Exception {
        assertThat(audit.flush(Duration.ofSeconds(60))).isTrue();
        List<Map<?, ?>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("audit.jsonl"))) {
            lines.add(new ObjectMapper().readValue(line, Map.class));
        }
        return lines;
    }

    @Test
    void twoWorkspacesShareOneTraceAsParentAndChild() throws Exception {
        Span call = sdk.getTracer("test").spanBuilder("call").startSpan();
        try (Delegations engine = engine(server.url())) {
            DelegationReceipt receipt = engine.delegate(PEER.value(), "hello", under(call));
            assertThat(((Accepted) receipt).delegation().outcome().result()).contains("done: true");
        }

        SpanData delegated = span("invoke_agent Peer");
        SpanData served = span("invoke_agent peer-1");
        assertThat(delegated.getParentSpanId()).isEqualTo(call.getSpanContext().getSpanId());
        assertThat(served.getTraceId()).isEqualTo(call.getSpanContext().getTraceId());
        assertThat(served.getParentSpanId()).isEqualTo(delegated.getSpanId());
        assertThat(delegated.getAttributes().get(AttributeKey.stringKey("a2a.target_workspace_id")))
                .isEqualTo("peer-1");
        assertThat(delegated.toString()).doesNotContain("hello");
    }

    @Test
    void aDelegationThatNobodyWaitsForIsLinkedToItsCall() throws Exception {
        Span call = sdk.getTracer("test").spanBuilder("call").startSpan();
        try (Delegations engine = engine(server.url())) {
            engine.delegateAsync(PEER.value(), "hello", under(call));
            assertThat(finished.poll(30, TimeUnit.SECONDS)).isNotNull();
        }

        SpanData delegated = span("invoke_agent Peer");
        assertThat(delegated.getTraceId()).isNotEqualTo(call.getSpanContext().getTraceId());
        assertThat(delegated.getLinks()).hasSize(1);
        assertThat(span("invoke_agent peer-1").getParentSpanId()).isEqualTo(delegated.getSpanId());
    }

    @Test
    void theTraceGoesOnAfterARestart() throws Exception {
        try (Delegations engine = engine(server.url())) {
            engine.delegateAsync(PEER.value(), "slowly", CallContext.none());
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        }
        mayAnswer.countDown();
        try (Delegations engine = engine(server.url())) {
            engine.start();
            assertThat(finished.poll(40, TimeUnit.SECONDS)).isNotNull();
        }

        List<SpanData> lives = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("invoke_agent Peer"))
                .toList();
        assertThat(lives).hasSize(2);
        assertThat(lives.get(1).getTraceId()).isEqualTo(lives.get(0).getTraceId());
        assertThat(lives.get(1).getParentSpanId()).isEqualTo(lives.get(0).getSpanId());
        assertThat(span("invoke_agent peer-1").getTraceId())
                .isEqualTo(lives.get(0).getTraceId());
    }

    @Test
    void syncAndAsyncDelegationsAreAudited() throws Exception {
        try (Delegations engine = engine(server.url())) {
            engine.delegate(PEER.value(), "with sk-abcdefghijklmnopqrstuvwxyz", CallContext.none());
            engine.delegateAsync(PEER.value(), "later", CallContext.none());
            finished.poll(30, TimeUnit.SECONDS);
            assertThat(finished.poll(30, TimeUnit.SECONDS)).isNotNull();
        }

        List<Map<?, ?>> lines = auditLines();
        assertThat(lines)
                .extracting(line -> String.valueOf(line.get("outcome")))
                .containsExactly("dispatched", "success", "dispatched", "success");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("event_type")).isEqualTo("delegation");
            assertThat(line.get("action")).isEqualTo("delegate");
            assertThat(line.get("resource")).isEqualTo("peer-1");
        });
        assertThat(lines.get(0).get("trace_id")).isEqualTo(lines.get(1).get("trace_id"));
        assertThat(lines.get(1).get("attempt")).isEqualTo(1);
        assertThat(lines.get(0).get("task_preview").toString()).startsWith("with [REDACTED");
        assertThat(AuditLog.verify(List.of(folder.resolve("audit.jsonl")), AuditHead.none())
                        .isIntact())
                .isTrue();
    }

    @Test
    void aFailedDelegationIsAuditedAndTracedWithItsCause() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (Delegations engine = engine(URI.create("http://127.0.0.1:" + free))) {
            engine.delegate(PEER.value(), "hello", CallContext.none());
        }

        Map<?, ?> failure = auditLines().get(1);
        assertThat(failure.get("outcome")).isEqualTo("failure");
        assertThat(failure.get("reason")).isEqualTo("unreachable");
        assertThat(failure.get("last_error").toString()).isNotBlank().isNotEqualTo("null");
        assertThat(failure.get("attempt")).isEqualTo(2);
        assertThat(span("invoke_agent Peer").getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("unreachable");
    }
}
