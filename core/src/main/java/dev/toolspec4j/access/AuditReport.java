package dev.toolspec4j.access;

import java.util.List;

/**
 * What checking an audit log found.
 *
 * @param lines how many lines were read
 * @param writers how many writers wrote them
 * @param findings what is wrong, in the order found; at most 1,000
 */
public record AuditReport(long lines, int writers, List<Finding> findings) {
    /** Copies the findings. */
    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** Returns whether nothing is wrong. */
    public boolean isIntact() {
        return findings.isEmpty();
    }

    /**
     * One thing that is wrong.
     *
     * @param kind what it is
     * @param place file and line number, such as {@code audit.jsonl:17}, or the writer where no line is left
     * @param message what happened and what it means
     */
    public record Finding(Kind kind, String place, String message) {}

    /** What can be wrong with a log. */
    public enum Kind {
        /** Lines are missing between others or before them. */
        CUT,
        /** The newest lines of a writer are missing. */
        CUT_TAIL,
        /** A line is not what was written. */
        CHANGED,
        /** A line stands behind a later one of its writer, or stands there twice. */
        REORDERED,
        /** A line is no audit record. */
        UNREADABLE,
        /** A writer is known to the file, but not to the kept heads. */
        UNKNOWN_WRITER
    }
}
