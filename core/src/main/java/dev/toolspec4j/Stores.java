package dev.toolspec4j;

import dev.toolspec4j.access.AuditHead;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcAuditHead;

/** Opens what settings say about the store. */
final class Stores {
    private Stores() {}

    static Database open(WorkspaceSettings settings) {
        return settings.dataSource().map(Database::open).orElseGet(() -> Database.open(settings.store()));
    }

    /** Returns the heads of the audit log; on a store that several machines share, equal paths are not one file. */
    static AuditHead auditHead(Database database, WorkspaceSettings settings) {
        boolean oneMachine = settings.dataSource().isEmpty() && settings.store().startsWith("jdbc:sqlite:");
        String log = (oneMachine ? "" : settings.workspaceId() + ":") + settings.auditLog();
        return new JdbcAuditHead(database, log);
    }
}
