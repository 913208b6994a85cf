package dev.toolspec4j;

import dev.toolspec4j.access.AuditLog;
import dev.toolspec4j.access.AuditReport;
import dev.toolspec4j.backend.jdbc.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        return verify(settings, List.of());
    }

    /**
     * Reads the whole log and what was rotated away of it, and returns what is wrong with them.
     *
     * @param earlier the rotated files, oldest first
     * @throws IOException when a file cannot be read
     */
    public static AuditReport verify(WorkspaceSettings settings, List<Path> earlier) throws IOException {
        List<Path> files = new ArrayList<>(earlier);
        // Without the file the store still knows how far it went, so that its loss shows.
        if (Files.exists(settings.auditLog())) {
            files.add(settings.auditLog());
        }
        try (Database database = Stores.open(settings)) {
            return AuditLog.verify(files, Stores.auditHead(database, settings));
        }
    }
}
