package dev.toolspec4j.access;

import dev.toolspec4j.access.AuditQueue.Stamped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes recorded events in order from a thread of its own, which begins with the first event. While the file cannot be
 * written, the same events are tried again every second; how many a full queue turned away becomes a line afterwards.
 */
final class AuditWriter {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);

    private final AuditLine format;
    private final AuditChain chain;
    private final Clock clock;
    private final AuditQueue queue = new AuditQueue();
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    AuditWriter(AuditLine format, AuditChain chain, Clock clock) {
        this.format = format;
        this.chain = chain;
        this.clock = clock;
    }

    void offer(AuditEvent event) {
        queue.offer(new Stamped(clock.instant(), event));
        if (thread.get() == null) {
            Thread mine = new Thread(this::run, "toolspec4j-audit");
            mine.setDaemon(true);
            if (thread.compareAndSet(null, mine)) {
                mine.start();
            }
        }
    }

    boolean flush(Duration atMost) throws InterruptedException {
        return queue.flush(atMost);
    }

    void close() {
        queue.close();
        Thread running = thread.get();
        if (running == null) {
            return;
        }
        try {
            running.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long left = queue.unsettled() + queue.lost();
        if (left > 0) {
            LOG.error("the audit log was closed before {} events could be written; they are lost", left);
        }
    }

    private void run() {
        List<Stamped> batch = queue.next();
        while (!batch.isEmpty()) {
            long losses = queue.lost();
            if (!write(batch, losses)) {
                return;
            }
            queue.settle(batch.size(), losses);
            batch = queue.next();
        }
    }

    /** Writes the events however long it takes; gives up only when the log is closed. */
    private boolean write(List<Stamped> batch, long losses) {
        List<Map<String, Object>> lines = lines(batch, losses);
        boolean told = false;
        while (true) {
            try {
                chain.append(lines);
                return true;
            } catch (IOException e) {
                if (!told) {
                    LOG.warn("the audit log cannot be written; the events are kept and tried again", e);
                    told = true;
                }
            }
            if (!pause()) {
                return false;
            }
        }
    }

    private boolean pause() {
        try {
            return queue.pause(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Map<String, Object>> lines(List<Stamped> batch, long losses) {
        List<Map<String, Object>> lines = new ArrayList<>();
        batch.forEach(stamped -> lines.add(format.members(stamped.event(), stamped.at())));
        if (losses > 0) {
            AuditEvent gap =
                    AuditEvent.of("audit", "audit.record", "audit log", "lost").with("events", losses);
            lines.add(format.members(gap, clock.instant()));
        }
        return lines;
    }
}
