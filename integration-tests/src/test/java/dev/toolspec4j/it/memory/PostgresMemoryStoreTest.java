package dev.toolspec4j.it.memory;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.testkit.MemoryWorld;
import dev.toolspec4j.testkit.RankedRecallContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class PostgresMemoryStoreTest extends RankedRecallContract {
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(PostgresServer.newDatabase());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected MemoryWorld emptyWorld() {
        return new JdbcMemoryWorld(database);
    }

    @Override
    protected int hierarchies() {
        return Boolean.getBoolean("toolspec4j.soak") ? 10_000 : 1_000;
    }
}
