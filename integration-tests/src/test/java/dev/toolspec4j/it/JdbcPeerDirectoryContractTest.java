package dev.toolspec4j.it;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcPeerDirectory;
import dev.toolspec4j.testkit.PeerDirectoryContract;
import dev.toolspec4j.testkit.PeerWorld;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces that share one SQLite file. */
final class JdbcPeerDirectoryContractTest extends PeerDirectoryContract {
    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:sqlite:" + folder.resolve("workspace.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected PeerWorld emptyWorld() {
        return new PeerWorld() {
            private final Map<WorkspaceId, JdbcPeerDirectory> directories = new HashMap<>();

            @Override
            public void place(WorkspaceId id, String name, Optional<WorkspaceId> parent, Optional<URI> url) {
                WorkspaceInfo info = new WorkspaceInfo(id, name, Optional.empty(), Optional.empty(), "online", parent);
                JdbcPeerDirectory directory = JdbcPeerDirectory.of(database, info);
                url.ifPresent(directory::announce);
                directories.put(id, directory);
            }

            @Override
            public PeerDirectory directoryOf(WorkspaceId workspace) {
                return Objects.requireNonNull(directories.get(workspace));
            }

            @Override
            public void breakDown() {
                database.close();
            }
        };
    }
}
