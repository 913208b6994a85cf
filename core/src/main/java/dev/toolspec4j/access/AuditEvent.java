package dev.toolspec4j.access;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that happened, for the audit log.
 *
 * @param type the area, such as {@code delegation}, {@code memory}, {@code rbac}
 * @param action what was done, such as {@code memory.write}
 * @param resource what it was done to, such as a workspace id or a memory scope
 * @param outcome how it ended, such as {@code allowed}, {@code denied}, {@code dispatched}, {@code queued},
 *     {@code success}, {@code failure}
 * @param actor who did it; empty for the workspace itself
 * @param traceId what joins the events of one piece of work; empty to have one made
 * @param extras further facts, in order: numbers, booleans, lists, and texts, which everything else becomes. They never
 *     replace the common members of a line. Texts are redacted and cut when they are written: to 200 characters where
 *     the name ends in {@code _preview}, else to 4,096
 */
public record AuditEvent(
        String type,
        String action,
        String resource,
        String outcome,
        Optional<String> actor,
        Optional<String> traceId,
        Map<String, Object> extras) {
    /** Checks that nothing is missing and copies the extras. */
    public AuditEvent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(traceId, "traceId");
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    /** Returns an event of the workspace itself, without trace id and extras. */
    public static AuditEvent of(String type, String action, String resource, String outcome) {
        return new AuditEvent(type, action, resource, outcome, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Returns a copy with another outcome. */
    public AuditEvent withOutcome(String changed) {
        return new AuditEvent(type, action, resource, changed, actor, traceId, extras);
    }

    /** Returns a copy that names who did it. */
    public AuditEvent by(String who) {
        return new AuditEvent(type, action, resource, outcome, Optional.of(who), traceId, extras);
    }

    /** Returns a copy that belongs to the piece of work. */
    public AuditEvent tracedBy(String id) {
        return new AuditEvent(type, action, resource, outcome, actor, Optional.of(id), extras);
    }

    /** Returns a copy with one more fact. */
    public AuditEvent with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extras);
        more.put(name, value);
        return new AuditEvent(type, action, resource, outcome, actor, traceId, more);
    }
}
