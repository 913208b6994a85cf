package dev.toolspec4j.access;

import java.io.IOException;
import java.util.List;

/** Where the audit writer puts its lines. */
@FunctionalInterface
interface AuditSink {
    /** Appends the lines durably, all or none; each ends in a line feed. */
    void append(List<byte[]> lines) throws IOException;
}
