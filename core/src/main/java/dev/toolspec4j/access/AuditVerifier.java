package dev.toolspec4j.access;

import dev.toolspec4j.access.AuditReport.Finding;
import dev.toolspec4j.access.AuditReport.Kind;
import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads logs line by line and follows each writer's chain. */
final class AuditVerifier {
    private static final int MOST_FINDINGS = 1_000;

    private final Map<String, AuditHead.Mark> marks = new LinkedHashMap<>();
    private final Map<String, AuditTrail> trails = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long lines;

    private AuditVerifier() {}

    static AuditReport verify(List<Path> files, AuditHead head) throws IOException {
        AuditVerifier verifier = new AuditVerifier();
        // Heads first: lines that are appended while we read are then news, never a contradiction.
        head.marks().forEach(mark -> verifier.marks.put(mark.writer(), mark));
        for (Path file : files) {
            verifier.read(file);
        }
        verifier.end();
        return new AuditReport(verifier.lines, verifier.trails.size(), verifier.findings);
    }

    private void read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    check(line.toByteArray(), file.getFileName() + ":" + number);
                    line.reset();
                    number++;
                } else {
                    line.write(next);
                }
            }
            if (line.size() > 0) {
                add(new Finding(Kind.UNREADABLE, file.getFileName() + ":" + number, "the last line has no end"));
            }
        }
    }

    private void check(byte[] line, String place) {
        lines++;
        Optional<AuditTrail.Link> link = parse(line, place);
        if (link.isEmpty()) {
            add(new Finding(Kind.UNREADABLE, place, "the line is no audit record"));
            return;
        }
        AuditTrail trail = trails.computeIfAbsent(
                link.get().writer(), writer -> new AuditTrail(Optional.ofNullable(marks.get(writer)), this::add));
        trail.follow(link.get());
    }

    private static Optional<AuditTrail.Link> parse(byte[] line, String place) {
        try {
            Map<String, Object> members = Json.readObject(new String(line, StandardCharsets.UTF_8));
            if (members.get(AuditLine.WRITER) instanceof String writer
                    && members.get(AuditLine.SEQ) instanceof Number seq
                    && members.get(AuditLine.PREVIOUS) instanceof String previous) {
                return Optional.of(new AuditTrail.Link(writer, seq.longValue(), previous, AuditLine.hash(line), place));
            }
            return Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private void end() {
        trails.values().forEach(AuditTrail::end);
        marks.values().stream()
                .filter(mark -> !trails.containsKey(mark.writer()))
                .forEach(mark -> add(new Finding(
                        Kind.CUT_TAIL,
                        "writer " + mark.writer(),
                        "all " + mark.seq() + " lines of this writer are gone; if the log was rotated, give the"
                                + " rotated files too")));
        if (!marks.isEmpty()) {
            trails.keySet().stream()
                    .filter(writer -> !marks.containsKey(writer))
                    .forEach(writer -> add(new Finding(
                            Kind.UNKNOWN_WRITER,
                            "writer " + writer,
                            "no head is kept for this writer: its lines were forged, or written with another store,"
                                    + " or its process died at its first line")));
        }
    }

    private void add(Finding finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }
}
