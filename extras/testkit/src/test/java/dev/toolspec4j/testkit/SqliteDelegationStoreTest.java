package dev.toolspec4j.testkit;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcDelegationStore;
import dev.toolspec4j.delegation.DelegationStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDelegationStoreTest extends DelegationStoreContract {
    @TempDir
    private Path folder;

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
    protected DelegationStore store() {
        return new JdbcDelegationStore(database);
    }
}
