package dev.toolspec4j.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.access.AuditReport.Finding;
import dev.toolspec4j.access.AuditReport.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifierTest {
    @TempDir
    private Path folder;

    private final RememberedHead head = new RememberedHead();
    private Path file;

    @BeforeEach
    void fiveLinesOfOneWriterAndTwoOfAnother() {
        file = folder.resolve("audit.jsonl");
        write(5);
        write(2);
    }

    private void write(int events) {
        try (AuditLog log = AuditLog.builder(file, "ws-1").head(head).open()) {
            for (int i = 1; i <= events; i++) {
                log.record(AuditEvent.of("tool", "tell", "user", "success").with("number", i));
            }
        }
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file));
    }

    private List<Finding> afterWriting(List<String> lines) throws IOException {
        Files.write(file, lines);
        return AuditLog.verify(List.of(file), head).findings();
    }

    @Test
    void anUntouchedLogIsIntact() throws IOException {
        AuditReport report = AuditLog.verify(List.of(file), head);

        assertThat(report.isIntact()).isTrue();
        assertThat(report.lines()).isEqualTo(7);
        assertThat(report.writers()).isEqualTo(2);
    }

    @Test
    void aChangedLineIsFound() throws IOException {
        List<String> lines = lines();
        lines.set(1, lines.get(1).replace("\"success\"", "\"failure\""));

        assertThat(afterWriting(lines)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.CHANGED);
            assertThat(finding.place()).isEqualTo("audit.jsonl:2");
        });
    }

    @Test
    void aChangedLastLineIsFoundByItsHead() throws IOException {
        List<String> lines = lines();
        lines.set(6, lines.get(6).replace("\"success\"", "\"failure\""));

        assertThat(afterWriting(lines)).extracting(Finding::kind).containsExactly(Kind.CHANGED);
    }

    @Test
    void aLineCutOutOfTheMiddleIsFound() throws IOException {
        List<String> lines = lines();
        lines.remove(2);

        assertThat(afterWriting(lines)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.CUT);
            assertThat(finding.place()).isEqualTo("audit.jsonl:3");
            assertThat(finding.message()).contains("line 3 is missing");
        });
    }

    @Test
    void aCutBeginningIsFound() throws IOException {
        List<String> lines = lines();

        assertThat(afterWriting(lines.subList(2, 7)))
                .extracting(Finding::kind, Finding::place)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.CUT, "audit.jsonl:1"));
    }

    @Test
    void aCutTailIsFoundByItsHead() throws IOException {
        assertThat(afterWriting(lines().subList(0, 3)))
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Kind.CUT_TAIL, Kind.CUT_TAIL);
    }

    @Test
    void anEmptiedLogIsFound() throws IOException {
        assertThat(afterWriting(List.of())).extracting(Finding::kind).containsOnly(Kind.CUT_TAIL);
    }

    @Test
    void linesInAnotherOrderAreFound() throws IOException {
        List<String> lines = lines();
        Collections.swap(lines, 1, 2);

        assertThat(afterWriting(lines)).extracting(Finding::kind).containsExactly(Kind.REORDERED);
    }

    @Test
    void aLineThatStandsThereTwiceIsFound() throws IOException {
        List<String> lines = lines();
        lines.add(3, lines.get(2));

        assertThat(afterWriting(lines)).extracting(Finding::kind).containsExactly(Kind.REORDERED);
    }

    @Test
    void aForgedWriterIsFound() throws IOException {
        try (AuditLog forged = AuditLog.builder(file, "ws-1").open()) {
            forged.record(AuditEvent.of("tool", "tell", "user", "success"));
        }

        assertThat(AuditLog.verify(List.of(file), head).findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.UNKNOWN_WRITER);
    }

    @Test
    void whatIsNoRecordIsFoundAndDoesNotEndTheCheck() throws IOException {
        List<String> lines = lines();
        lines.add(3, "not json");
        lines.add(4, "[1,2]");
        lines.add("");

        assertThat(afterWriting(lines))
                .extracting(Finding::kind)
                .containsExactly(Kind.UNREADABLE, Kind.UNREADABLE, Kind.UNREADABLE);
    }
}
