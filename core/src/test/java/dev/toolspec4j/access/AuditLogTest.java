package dev.toolspec4j.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(60)
class AuditLogTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AuditEvent EVENT = AuditEvent.of("memory", "memory.write", "TEAM", "success");

    @TempDir
    private Path folder;

    private AuditLog open(Path file) {
        return AuditLog.builder(file, "ws-1")
                .clock(Clock.fixed(NOON, ZoneOffset.UTC))
                .redactor(text -> text.replace("hunter2", "[REDACTED]"))
                .open();
    }

    private static List<Map<String, Object>> lines(Path file) throws Exception {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(Json.readObject(line));
        }
        return lines;
    }

    private List<Map<String, Object>> recorded(AuditEvent... events) throws Exception {
        Path file = folder.resolve("audit.jsonl");
        try (AuditLog log = open(file)) {
            for (AuditEvent event : events) {
                log.record(event);
            }
        }
        return lines(file);
    }

    private List<Map<String, Object>> audited(AccessPolicy policy, ToolRegistry tools, ToolCall call) throws Exception {
        Path file = folder.resolve("calls.jsonl");
        try (AuditLog log = open(file)) {
            tools.guarded(log.guard(policy)).call(call);
        }
        return Files.exists(file) ? lines(file) : List.of();
    }

    @Test
    void aLineHasAllCommonMembersInOrder() throws Exception {
        Map<String, Object> line = recorded(EVENT.with("memory_id", "m-1")).get(0);

        assertThat(line.keySet())
                .containsExactly(
                        "timestamp",
                        "event_type",
                        "workspace_id",
                        "actor",
                        "action",
                        "resource",
                        "outcome",
                        "trace_id",
                        "memory_id",
                        "writer",
                        "seq",
                        "previous");
        assertThat(line)
                .containsEntry("timestamp", NOON.toString())
                .containsEntry("event_type", "memory")
                .containsEntry("workspace_id", "ws-1")
                .containsEntry("actor", "ws-1")
                .containsEntry("action", "memory.write")
                .containsEntry("resource", "TEAM")
                .containsEntry("outcome", "success")
                .containsEntry("seq", 1);
        assertThat((String) line.get("trace_id")).hasSize(36);
    }

    @Test
    void aGivenTraceIdAndActorAreKept() throws Exception {
        assertThat(recorded(EVENT.tracedBy("task-9").by("alice")).get(0))
                .containsEntry("trace_id", "task-9")
                .containsEntry("actor", "alice");
    }

    @Test
    void extrasNeverReplaceWhatEveryLineHas() throws Exception {
        assertThat(recorded(EVENT.with("outcome", "forged").with("seq", 99).with("workspace_id", "other"))
                        .get(0))
                .containsEntry("outcome", "success")
                .containsEntry("seq", 1)
                .containsEntry("workspace_id", "ws-1");
    }

    @Test
    void textsAreRedactedBeforeTheyAreCut() throws Exception {
        String secretAtTheEdge = "x".repeat(197) + "hunter2 and more";

        Map<String, Object> line = recorded(
                        EVENT.with("task_preview", secretAtTheEdge).with("error", "login with hunter2 failed"))
                .get(0);

        assertThat((String) line.get("task_preview")).hasSize(200).endsWith("x[RE");
        assertThat(line).containsEntry("error", "login with [REDACTED] failed");
    }

    @Test
    void aRedactorThatBreaksLeavesTheTextOutAndKeepsTheEvent() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        try (AuditLog log = AuditLog.builder(file, "ws-1")
                .redactor(text -> {
                    throw new IllegalStateException("broken pattern");
                })
                .open()) {
            log.record(EVENT.with("error", "hunter2"));
        }

        assertThat(Files.readString(file)).doesNotContain("hunter2").contains("\"outcome\":\"success\"");
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws Exception {
        Path file = folder.resolve("deep/down/audit.jsonl");
        try (AuditLog log = open(file)) {
            log.record(EVENT);
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingIsCreatedBeforeTheFirstEvent() {
        Path file = folder.resolve("audit.jsonl");
        open(file).close();

        assertThat(file).doesNotExist();
    }

    @Test
    void aRefusedCallIsRecordedAndNothingElse() throws Exception {
        ToolRegistry tools = ToolRegistry.of(List.of(SampleTools.handOver(SampleTools.done())));

        List<Map<String, Object>> lines = audited(
                AccessPolicy.of(List.of("read-only")),
                tools,
                ToolCall.of("hand_over", Map.of("workspace_id", "peer-7", "task", "t")));

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .containsEntry("event_type", "rbac")
                .containsEntry("action", "rbac.deny")
                .containsEntry("outcome", "denied")
                .containsEntry("resource", "peer-7")
                .containsEntry("attempted_action", "delegate")
                .containsEntry("roles", List.of("read-only"));
    }

    @Test
    void aMemoryWriteIsRecordedAsAllowedThenAsItEnded() throws Exception {
        ToolRegistry tools = ToolRegistry.of(List.of(SampleTools.remember(SampleTools.done())));

        List<Map<String, Object>> lines = audited(
                AccessPolicy.of(List.of("operator")),
                tools,
                ToolCall.of("remember", Map.of("content", "pw hunter2", "scope", "TEAM")));

        assertThat(lines).extracting(line -> line.get("outcome")).containsExactly("allowed", "success");
        assertThat(lines.get(0))
                .containsEntry("event_type", "memory")
                .containsEntry("action", "memory.write")
                .containsEntry("resource", "TEAM")
                .containsEntry("memory_scope", "TEAM")
                .containsEntry("content_length", "pw [REDACTED]".length());
        assertThat(lines.get(1))
                .containsEntry("memory_id", "m-1")
                .containsEntry("trace_id", lines.get(0).get("trace_id"));
        assertThat(lines.toString()).doesNotContain("hunter2");
    }

    @Test
    void aMemoryReadSaysHowMuchWasFoundAndNeverWhatWasAsked() throws Exception {
        ToolRegistry tools = ToolRegistry.of(List.of(SampleTools.recall(SampleTools.done())));

        List<Map<String, Object>> lines =
                audited(AccessPolicy.of(List.of("operator")), tools, ToolCall.of("recall", Map.of("query", "salary")));

        assertThat(lines.get(0)).containsEntry("resource", "all").containsEntry("query_length", 6);
        assertThat(lines.get(1)).containsEntry("outcome", "success").containsEntry("result_count", 3);
        assertThat(lines.toString()).doesNotContain("salary");
    }

    @Test
    void aFailureIsRecordedWithItsCause() throws Exception {
        ToolRegistry tools = ToolRegistry.of(
                List.of(SampleTools.tell(call -> ToolResult.failure(FailureKind.UNAVAILABLE, "the platform is down"))));

        List<Map<String, Object>> lines =
                audited(AccessPolicy.of(List.of()), tools, ToolCall.of("tell", Map.of("message", "hi hunter2")));

        assertThat(lines.get(0)).containsEntry("arguments_preview", "{\"message\":\"hi [REDACTED]\"}");
        assertThat(lines.get(1))
                .containsEntry("outcome", "failure")
                .containsEntry("error", "the platform is down")
                .containsEntry("error_kind", "unavailable");
    }

    @Test
    void aToolThatBreaksIsRecordedAndStillAnswersTheModel() throws Exception {
        ToolRegistry tools = ToolRegistry.of(List.of(SampleTools.tell(call -> {
            throw new IllegalStateException("bug");
        })));

        List<Map<String, Object>> lines =
                audited(AccessPolicy.of(List.of()), tools, ToolCall.of("tell", Map.of("message", "hi")));

        assertThat(lines.get(1)).containsEntry("outcome", "failure").containsEntry("error", "IllegalStateException");
    }

    @Test
    void aCallThatAnInnerGuardRefusesIsRecordedAsDenied() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        try (AuditLog log = open(file)) {
            ToolRegistry.of(List.of(SampleTools.tell(SampleTools.done())))
                    .guarded(log.guard(AccessPolicy.of(List.of("operator"))))
                    .guarded((spec, call, next) -> ToolResult.failure(FailureKind.DENIED, "the user said no"))
                    .call(ToolCall.of("tell", Map.of("message", "hi")));
        }

        assertThat(lines(file).get(1))
                .containsEntry("outcome", "denied")
                .containsEntry("reason", "the user said no")
                .containsEntry("action", "tell");
    }

    @Test
    void aToolThatOnlyReadsAndNeedsNoPermissionIsNotRecorded() throws Exception {
        ToolRegistry tools = ToolRegistry.of(List.of(SampleTools.look(SampleTools.done())));

        assertThat(audited(AccessPolicy.of(List.of("admin")), tools, ToolCall.of("look", Map.of())))
                .isEmpty();
    }

    @Test
    void theCallersActorAndCallIdAreRecorded() throws Exception {
        ToolRegistry tools = ToolRegistry.of(List.of(SampleTools.tell(SampleTools.done())));
        CallContext context =
                CallContext.builder().callId("call_3").attribute("actor", "bob").build();

        List<Map<String, Object>> lines =
                audited(AccessPolicy.of(List.of()), tools, new ToolCall("tell", Map.of("message", "hi"), context));

        assertThat(lines)
                .allSatisfy(
                        line -> assertThat(line).containsEntry("actor", "bob").containsEntry("call_id", "call_3"));
    }

    @Test
    void aDelegationThatNeverBeganIsRecordedAsAFailure() throws Exception {
        ToolRegistry tools = ToolRegistry.of(List.of(
                SampleTools.handOver(call -> ToolResult.failure(FailureKind.NOT_FOUND, "no peer has this id"))));

        List<Map<String, Object>> lines = audited(
                AccessPolicy.of(List.of("operator")),
                tools,
                ToolCall.of("hand_over", Map.of("workspace_id", "x", "task", "t")));

        assertThat(lines).extracting(line -> line.get("outcome")).containsExactly("allowed", "failure");
    }

    @Test
    void aFileThatIsRenamedAwayIsLeftAloneAndANewOneBegun() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        Path rotated = folder.resolve("audit.jsonl.1");
        RememberedHead head = new RememberedHead();
        try (AuditLog log = AuditLog.builder(file, "ws-1").head(head).open()) {
            log.record(EVENT);
            assertThat(log.flush(Duration.ofSeconds(60))).isTrue();
            Files.move(file, rotated);
            log.record(EVENT);
        }

        assertThat(lines(rotated)).hasSize(1);
        assertThat(lines(file)).hasSize(1);
        assertThat(AuditLog.verify(List.of(rotated, file), head).findings()).isEmpty();
    }

    @Test
    void manyThreadsOfManyLogsShareOneFile() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        RememberedHead head = new RememberedHead();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<AuditLog> logs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            logs.add(AuditLog.builder(file, "ws-" + i).head(head).open());
        }
        for (int i = 0; i < 8; i++) {
            AuditLog log = logs.get(i % 4);
            threads.execute(() -> {
                for (int event = 0; event < 250; event++) {
                    log.record(EVENT.with("number", event));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        logs.forEach(AuditLog::close);

        AuditReport report = AuditLog.verify(List.of(file), head);

        assertThat(report.findings()).isEmpty();
        assertThat(report.lines()).isEqualTo(2_000);
        assertThat(report.writers()).isEqualTo(4);
    }

    @Test
    void aSecondProcessAppendsToTheSameFile() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPathOf(
                                AuditLog.class,
                                OtherProcess.class,
                                ObjectMapper.class,
                                JsonFactory.class,
                                JsonCreator.class,
                                LoggerFactory.class),
                        OtherProcess.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (AuditLog log = open(file)) {
            for (int i = 0; i < 300; i++) {
                log.record(EVENT);
                assertThat(log.flush(Duration.ofSeconds(60))).isTrue();
            }
        }
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();

        AuditReport report = AuditLog.verify(List.of(file), AuditHead.none());

        assertThat(other.exitValue()).isZero();
        assertThat(report.findings()).isEmpty();
        assertThat(report.lines()).isEqualTo(600);
        assertThat(report.writers()).isEqualTo(2);
    }

    @Test
    void aSlowDiskStallsNoCallAndWhatTheQueueTurnedAwayIsTold() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        CountDownLatch diskWorksAgain = new CountDownLatch(1);
        AuditFile disk = new AuditFile(file);
        AuditSink slow = lines -> {
            awaitUninterruptibly(diskWorksAgain);
            disk.append(lines);
        };
        int surplus = 500;
        try (AuditLog log = AuditLog.builder(file, "ws-1").open(slow)) {
            for (int i = 0; i < AuditQueue.CAPACITY + surplus; i++) {
                log.record(EVENT);
            }
            diskWorksAgain.countDown();
            assertThat(log.flush(Duration.ofSeconds(30))).isTrue();
        }

        List<Map<String, Object>> lines = lines(file);
        assertThat(lines).hasSize(AuditQueue.CAPACITY + 1);
        assertThat(lines)
                .filteredOn(line -> line.get("outcome").equals("lost"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("events", surplus));
        assertThat(AuditLog.verify(List.of(file), AuditHead.none()).findings()).isEmpty();
    }

    @Test
    void afterAFullDiskTheSameEventsAreWrittenOnce() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        AuditFile disk = new AuditFile(file);
        AtomicInteger attempts = new AtomicInteger();
        AuditSink full = lines -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IOException("No space left on device");
            }
            disk.append(lines);
        };
        RememberedHead head = new RememberedHead();
        try (AuditLog log = AuditLog.builder(file, "ws-1").head(head).open(full)) {
            log.record(EVENT.with("number", 1));
            assertThat(log.flush(Duration.ofSeconds(60))).isTrue();
        }

        assertThat(lines(file)).hasSize(1);
        assertThat(AuditLog.verify(List.of(file), head).isIntact()).isTrue();
    }

    @Test
    void aLogThatCanNeverBeWrittenFailsNothing() throws Exception {
        Path file = Files.createFile(folder.resolve("not-a-folder")).resolve("audit.jsonl");
        ToolRegistry tools = ToolRegistry.of(List.of(SampleTools.tell(SampleTools.done())));
        try (AuditLog log = open(file)) {
            ToolResult result = tools.guarded(log.interceptor()).call(ToolCall.of("tell", Map.of("message", "hi")));

            assertThat(result.isError()).isFalse();
        }
    }

    @Test
    void aHeadThatCannotBeKeptDoesNotWriteLinesTwice() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        AuditHead broken = new AuditHead() {
            @Override
            public void keep(Mark mark) {
                throw new IllegalStateException("store closed");
            }

            @Override
            public List<Mark> marks() {
                return List.of();
            }
        };
        try (AuditLog log = AuditLog.builder(file, "ws-1").head(broken).open()) {
            log.record(EVENT);
            assertThat(log.flush(Duration.ofSeconds(60))).isTrue();
            log.record(EVENT);
        }

        assertThat(lines(file)).hasSize(2);
    }

    @Test
    void aLineThatACrashedProcessLeftUnfinishedIsNotContinued() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        Files.writeString(file, "{\"timestamp\":\"2026");
        try (AuditLog log = open(file)) {
            log.record(EVENT);
        }

        AuditReport report = AuditLog.verify(List.of(file), AuditHead.none());

        assertThat(report.lines()).isEqualTo(2);
        assertThat(report.findings())
                .extracting(AuditReport.Finding::kind)
                .containsExactly(AuditReport.Kind.UNREADABLE);
    }

    private static String classPathOf(Class<?>... needed) throws Exception {
        List<String> places = new ArrayList<>();
        for (Class<?> each : needed) {
            places.add(Path.of(each.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(System.getProperty("path.separator"), places);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the second process runs. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) throws InterruptedException {
            try (AuditLog log = AuditLog.builder(Path.of(args[0]), "other").open()) {
                for (int i = 0; i < 300; i++) {
                    log.record(EVENT);
                    log.flush(Duration.ofSeconds(60));
                }
            }
        }
    }
}
