package dev.toolspec4j.delegation;

import dev.toolspec4j.access.AuditEvent;
import dev.toolspec4j.access.AuditLog;

/**
 * Records in the audit log how each delegation began and ended, whoever waits for it: the calls that asked for it are
 * over by then. All events of one delegation carry its id as their trace id.
 */
public final class AuditedDelegations implements DelegationListener {
    private final AuditLog log;

    /** Makes one that writes to the log. */
    public AuditedDelegations(AuditLog log) {
        this.log = log;
    }

    @Override
    public void created(Delegation delegation) {
        // Whole: the log redacts before it cuts, and a secret that is cut in two would not be recognised.
        log.record(event(delegation, "dispatched").with("task_preview", delegation.task()));
    }

    @Override
    public void changed(Delegation delegation) {
        if (delegation.status() == DelegationStatus.QUEUED) {
            log.record(event(delegation, "queued")
                    .with("attempt", delegation.exchange().attempts()));
        }
    }

    @Override
    public void finished(Delegation delegation) {
        boolean completed = delegation.status() == DelegationStatus.COMPLETED;
        AuditEvent event = event(delegation, completed ? "success" : "failure")
                .with("attempt", delegation.exchange().attempts());
        if (delegation.outcome().reason().isPresent()) {
            event = event.with("reason", delegation.outcome().reason().get().id());
        }
        if (delegation.outcome().error().isPresent()) {
            event = event.with("last_error", delegation.outcome().error().get());
        }
        log.record(event);
    }

    private static AuditEvent event(Delegation delegation, String outcome) {
        return AuditEvent.of("delegation", "delegate", delegation.peer().id().value(), outcome)
                .tracedBy(delegation.taskId().toString());
    }
}
