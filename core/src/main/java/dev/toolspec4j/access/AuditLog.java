package dev.toolspec4j.access;

import dev.toolspec4j.tool.CallInterceptor;
import dev.toolspec4j.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A tamper-evident record of what was done, as JSON Lines that several processes may append to. Safe for use by several
 * threads.
 *
 * <p>Recording never fails and never waits for the disk: events go through a queue of 10,000 to a thread that writes
 * them under a file lock and flushes. While the file cannot be written they are kept and tried again; what the full
 * queue turned away is counted, and the count is written as a line of its own ({@code "outcome":"lost"}).
 *
 * <p>Each log opened is one writer. Its lines are numbered and carry the hash of its line before; the newest number and
 * hash are also kept in the {@link AuditHead}. A file that was renamed away, as log rotation does, is left alone and a
 * new one begun; rotation by copying and truncating loses lines. Nothing is created before the first event.
 */
public final class AuditLog implements AutoCloseable {
    private final UnaryOperator<String> redactor;
    private final AuditWriter writer;

    AuditLog(Builder settings, AuditSink sink) {
        this.redactor = settings.redactor;
        this.writer = new AuditWriter(
                new AuditLine(settings.workspaceId, settings.redactor),
                new AuditChain(sink, settings.head),
                settings.clock);
    }

    /** Returns a builder of a log on this file for the workspace. */
    public static Builder builder(Path file, String workspaceId) {
        return new Builder(file, workspaceId);
    }

    /**
     * Checks that nobody cut, changed or reordered the log.
     *
     * @param files the log and what was rotated away from it, oldest first
     * @param head where the newest marks are kept; {@link AuditHead#none()} to do without
     * @throws IOException when a file or the head cannot be read
     */
    public static AuditReport verify(List<Path> files, AuditHead head) throws IOException {
        return AuditVerifier.verify(files, head);
    }

    /** Records the event. Never throws and never waits; after {@link #close()} it does nothing. */
    public void record(AuditEvent event) {
        writer.offer(event);
    }

    /**
     * Returns the interceptor that records calls of tools that act or need a permission: {@code allowed} before the
     * call, then {@code success}, {@code failure} or {@code denied}. For
     * {@link dev.toolspec4j.tool.ToolRegistry#guarded}, behind whatever checks permissions.
     *
     * <p>Of tools that need {@link Permission#DELEGATE} only the begin and the refusals are recorded here, since a
     * delegation outlives its call; whoever runs it records the rest.
     */
    public CallInterceptor interceptor() {
        return new AuditedCalls(this);
    }

    /**
     * Returns the guard that checks permissions and records: refusals as {@code rbac.deny}, the other calls as
     * {@link #interceptor()} does.
     */
    public CallInterceptor guard(AccessPolicy policy) {
        AuditedCalls audited = new AuditedCalls(this);
        return (spec, call, next) -> {
            Optional<ToolResult.Failure> refusal = spec.flatMap(policy::refusal);
            if (spec.isPresent() && refusal.isPresent()) {
                audited.refused(spec.get(), call, refusal.get());
                return refusal.get();
            }
            return audited.around(spec, call, next);
        };
    }

    /**
     * Waits until what was recorded before is on disk.
     *
     * @return whether that happened in time
     */
    public boolean flush(Duration atMost) throws InterruptedException {
        return writer.flush(atMost);
    }

    /** Writes what is waiting, for at most five seconds; what cannot be written then is lost, and logged as lost. */
    @Override
    public void close() {
        writer.close();
    }

    String redact(String text) {
        return redactor.apply(text);
    }

    /** Collects what a log needs. Not thread-safe. */
    public static final class Builder {
        private final Path file;
        private final String workspaceId;
        private AuditHead head = AuditHead.none();
        private UnaryOperator<String> redactor = UnaryOperator.identity();
        private Clock clock = Clock.systemUTC();

        private Builder(Path file, String workspaceId) {
            this.file = file;
            this.workspaceId = workspaceId;
        }

        /** Sets where the newest mark is kept; without it a cut tail goes unnoticed. */
        public Builder head(AuditHead value) {
            this.head = value;
            return this;
        }

        /** Sets what removes secrets from texts; called by the log's thread and by callers'. Without it none are. */
        public Builder redactor(UnaryOperator<String> value) {
            this.redactor = value;
            return this;
        }

        /** Sets where timestamps come from. */
        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        /** Opens the log; touches no file yet. */
        public AuditLog open() {
            return open(new AuditFile(file));
        }

        AuditLog open(AuditSink sink) {
            return new AuditLog(this, sink);
        }
    }
}
