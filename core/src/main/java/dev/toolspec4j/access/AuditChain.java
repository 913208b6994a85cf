package dev.toolspec4j.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One writer's numbered, hash-linked lines. For one thread. */
final class AuditChain {
    private static final Logger LOG = LoggerFactory.getLogger(AuditChain.class);

    private final String writer = UUID.randomUUID().toString();
    private final AuditSink sink;
    private final AuditHead head;
    private long seq;
    private String previous = "";

    AuditChain(AuditSink sink, AuditHead head) {
        this.sink = sink;
        this.head = head;
    }

    /** Appends one line for each; after a failure nothing was appended and the same may be tried again. */
    void append(List<Map<String, Object>> members) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        long last = seq;
        String link = previous;
        for (Map<String, Object> line : members) {
            last++;
            byte[] bytes = AuditLine.chained(line, writer, last, link);
            link = AuditLine.hash(bytes);
            lines.add(ended(bytes));
        }
        sink.append(lines);
        seq = last;
        previous = link;
        keepHead();
    }

    // The lines stand whether or not the head is kept, so a failure here must not have them written again.
    private void keepHead() {
        try {
            head.keep(new AuditHead.Mark(writer, seq, previous));
        } catch (IOException | RuntimeException e) {
            LOG.warn("the audit log's head was not kept: until the next event, a cut tail would go unnoticed", e);
        }
    }

    private static byte[] ended(byte[] line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(line.length + 1);
        bytes.writeBytes(line);
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
