package dev.toolspec4j.access;

import dev.toolspec4j.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an event becomes a line. */
final class AuditLine {
    static final String WRITER = "writer";
    static final String SEQ = "seq";
    static final String PREVIOUS = "previous";

    private static final int PREVIEW = 200;
    private static final int TEXT = 4_096;
    private static final int BOUND = 20_000;
    private static final Logger LOG = LoggerFactory.getLogger(AuditLine.class);

    private final String workspaceId;
    private final UnaryOperator<String> redactor;

    AuditLine(String workspaceId, UnaryOperator<String> redactor) {
        this.workspaceId = workspaceId;
        this.redactor = redactor;
    }

    /** Returns the members that the event alone decides; the chain's come later. */
    Map<String, Object> members(AuditEvent event, Instant at) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("timestamp", at.toString());
        members.put("event_type", event.type());
        members.put("workspace_id", workspaceId);
        members.put("actor", event.actor().orElse(workspaceId));
        members.put("action", event.action());
        members.put("resource", text("resource", event.resource()));
        members.put("outcome", event.outcome());
        members.put(
                "trace_id", event.traceId().orElseGet(() -> UUID.randomUUID().toString()));
        event.extras().forEach((name, value) -> {
            if (!name.equals(WRITER) && !name.equals(SEQ) && !name.equals(PREVIOUS)) {
                members.putIfAbsent(name, json(name, value));
            }
        });
        return members;
    }

    /** Returns no more of the text than can reach a line, so that a long one is neither held nor redacted whole. */
    static String bounded(String text) {
        return cut(text, BOUND);
    }

    /** Returns the bytes of the line without its end. */
    static byte[] chained(Map<String, Object> members, String writer, long seq, String previous) {
        Map<String, Object> line = new LinkedHashMap<>(members);
        line.put(WRITER, writer);
        line.put(SEQ, seq);
        line.put(PREVIOUS, previous);
        return Json.write(line).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the SHA-256 of the bytes in hexadecimal. */
    static String hash(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256, this one lacks it", e);
        }
    }

    private Object json(String name, Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(each -> json(name, each)).toList();
        }
        return text(name, value.toString());
    }

    // The redactor is somebody else's code, and an event is worth more than one of its texts.
    private String text(String name, String value) {
        try {
            return cut(redactor.apply(bounded(value)), name.endsWith("_preview") ? PREVIEW : TEXT);
        } catch (RuntimeException e) {
            LOG.warn("the redactor failed; '{}' is left out of an audit line", name, e);
            return "[left out: it could not be redacted]";
        }
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}
