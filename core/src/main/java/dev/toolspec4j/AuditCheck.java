package dev.toolspec4j;

import dev.toolspec4j.access.AuditLog;
import dev.toolspec4j.access.AuditReport;
import dev.toolspec4j.backend.jdbc.Database;
import java.io.IOException;
import java.util.List;

/** Checks a workspace's audit log against what its store keeps of it. */
public final class AuditCheck {
    private AuditCheck() {}

    /**
     * Reads the whole log and returns what is wrong with it.
     *
     * @throws IOException when the log cannot be read
     */
    public static AuditReport verify(WorkspaceSettings settings) throws IOException {
        try (Database database = Stores.open(settings)) {
            return AuditLog.verify(List.of(settings.auditLog()), Stores.auditHead(database, settings));
        }
    }
}
