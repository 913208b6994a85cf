package dev.toolspec4j.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.access.AuditLog;
import dev.toolspec4j.delegation.Delegation.Addressee;
import dev.toolspec4j.delegation.Delegation.Exchange;
import dev.toolspec4j.delegation.Delegation.Ledger;
import dev.toolspec4j.delegation.Delegation.Origin;
import dev.toolspec4j.delegation.Delegation.Outcome;
import dev.toolspec4j.delegation.Delegation.Times;
import dev.toolspec4j.telemetry.Telemetry;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.WorkspaceId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DelegationListenersTest {
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final CallContext CONTEXT =
            CallContext.builder().attribute("traceparent", CALLER).build();

    @TempDir
    private Path folder;

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    private final TracedDelegations traced = new TracedDelegations(Telemetry.of(sdk, "self"));

    @Test
    void auditsHowADelegationBeganAndEndedUnderItsId() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        try (AuditLog log = AuditLog.builder(file, "self").open()) {
            AuditedDelegations audited = new AuditedDelegations(log);
            audited.created(delegation(Optional.empty()));
            audited.changed(delegation(Optional.empty()).with(Outcome.of(DelegationStatus.QUEUED)));
            audited.finished(delegation(Optional.empty()).with(Outcome.failed(FailureReason.UNREACHABLE, "down")));
            audited.finished(delegation(Optional.empty()).with(Outcome.completed("secret words of a peer")));
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines)
                .hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "\"event_type\":\"delegation\"",
                                "\"resource\":\"peer\"",
                                "\"trace_id\":\"" + ID + "\""));
        assertThat(lines.get(0)).contains("\"outcome\":\"dispatched\"", "\"task_preview\":\"do it\"");
        assertThat(lines.get(1)).contains("\"outcome\":\"queued\"");
        assertThat(lines.get(2))
                .contains("\"outcome\":\"failure\"", "\"reason\":\"unreachable\"", "\"last_error\":\"down\"");
        assertThat(lines.get(3)).contains("\"outcome\":\"success\"").doesNotContain("secret");
    }

    @Test
    void tracesAnAwaitedDelegationBelowItsCall() {
        String position = traced.beginning(ID, CONTEXT, true).orElseThrow();
        traced.created(delegation(Optional.of(position)));
        traced.finished(delegation(Optional.of(position)).with(Outcome.completed("ok")));

        SpanData span = onlySpan();
        assertThat(span.getName()).isEqualTo("invoke_agent The peer");
        assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(position).contains(span.getSpanId());
    }

    @Test
    void linksABackgroundDelegationToItsCall() {
        traced.beginning(ID, CONTEXT, false);
        traced.finished(delegation(Optional.empty()).with(Outcome.failed(FailureReason.DEADLINE, "late")));

        SpanData span = onlySpan();
        assertThat(span.getTraceId()).isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.getLinks()).hasSize(1);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("deadline");
    }

    @Test
    void goesOnWithTheTraceAfterARestart() {
        String position = traced.beginning(ID, CONTEXT, true).orElseThrow();
        traced.left(delegation(Optional.of(position)));
        TracedDelegations nextRun = new TracedDelegations(Telemetry.of(sdk, "self"));
        nextRun.resumed(delegation(Optional.of(position)));
        nextRun.finished(delegation(Optional.of(position)).with(Outcome.completed("ok")));

        assertThat(exporter.getFinishedSpanItems())
                .hasSize(2)
                .extracting(SpanData::getTraceId)
                .containsOnly("0af7651916cd43dd8448eb211c80319c");
        assertThat(position).contains(exporter.getFinishedSpanItems().get(1).getParentSpanId());
    }

    @Test
    void endsTheSpanOfWhatWasNotStored() {
        traced.beginning(ID, CONTEXT, false);
        traced.notBegun(ID);

        assertThat(onlySpan().getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("not_stored");
    }

    private SpanData onlySpan() {
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        return exporter.getFinishedSpanItems().get(0);
    }

    private static Delegation delegation(Optional<String> traceparent) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        WorkspaceId self = new WorkspaceId("self");
        return new Delegation(
                ID,
                new Origin(self, Optional.empty(), traceparent, DelegationPath.none()),
                new Addressee(new WorkspaceId("peer"), "The peer"),
                "do it",
                Outcome.of(DelegationStatus.PENDING),
                Exchange.first(ID, "do it"),
                new Times(now, now, now.plusSeconds(60)),
                Ledger.fresh());
    }
}
