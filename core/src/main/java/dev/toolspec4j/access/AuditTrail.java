package dev.toolspec4j.access;

import dev.toolspec4j.access.AuditReport.Finding;
import dev.toolspec4j.access.AuditReport.Kind;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Follows the lines of one writer in the order in which they stand. */
final class AuditTrail {
    private final Optional<AuditHead.Mark> mark;
    private final Consumer<Finding> findings;
    /** Numbers not seen yet: first of a range to its last, with the place of the line behind the range. */
    private final TreeMap<Long, Gap> gaps = new TreeMap<>();

    private String writer = "";
    private long last;
    private String lastHash = "";
    private String lastPlace = "";

    AuditTrail(Optional<AuditHead.Mark> mark, Consumer<Finding> findings) {
        this.mark = mark;
        this.findings = findings;
    }

    void follow(Link link) {
        writer = link.writer;
        if (mark.filter(kept -> kept.seq() == link.seq && !kept.hash().equals(link.hash))
                .isPresent()) {
            found(Kind.CHANGED, link.place, "the line differs from the head that was kept when it was written");
        }
        if (link.seq <= last) {
            goneBack(link);
            return;
        }
        if (link.seq > last + 1) {
            gaps.put(last + 1, new Gap(link.seq - 1, link.place));
        } else if (!link.previous.equals(lastHash)) {
            found(
                    Kind.CHANGED,
                    lastPlace.isEmpty() ? link.place : lastPlace,
                    "the line's hash is not the one that the writer's next line, " + link.place + ", names");
        }
        last = link.seq;
        lastHash = link.hash;
        lastPlace = link.place;
    }

    void end() {
        gaps.forEach((from, gap) -> found(
                Kind.CUT,
                gap.place,
                "before this line, of writer " + writer + " " + numbers(from, gap.to) + " missing"
                        + (from == 1 ? "; if the log was rotated, give the rotated files too" : "")));
        if (mark.isPresent() && mark.get().seq() > last) {
            found(
                    Kind.CUT_TAIL,
                    lastPlace,
                    "behind this line, of writer " + writer + " "
                            + numbers(last + 1, mark.get().seq()) + " missing");
        }
    }

    private void goneBack(Link link) {
        var before = gaps.floorEntry(link.seq);
        if (before == null || before.getValue().to < link.seq) {
            found(Kind.REORDERED, link.place, "line " + link.seq + " of writer " + writer + " stands here again");
            return;
        }
        found(Kind.REORDERED, link.place, "line " + link.seq + " of writer " + writer + " stands behind " + lastPlace);
        Gap gap = before.getValue();
        gaps.remove(before.getKey());
        if (before.getKey() < link.seq) {
            gaps.put(before.getKey(), new Gap(link.seq - 1, gap.place));
        }
        if (link.seq < gap.to) {
            gaps.put(link.seq + 1, gap);
        }
    }

    private void found(Kind kind, String place, String message) {
        findings.accept(new Finding(kind, place, message));
    }

    private static String numbers(long from, long to) {
        return from == to ? "line " + from + " is" : "lines " + from + " to " + to + " are";
    }

    /** What of a line belongs to the chain. */
    record Link(String writer, long seq, String previous, String hash, String place) {}

    private record Gap(long to, String place) {}
}
