package dev.toolspec4j.backend.jdbc;

/** How one kind of database runs work. Safe for use by several threads. */
interface Engine extends AutoCloseable {
    Dialect dialect();

    /** Returns what this database's writes know of the memories committed before. */
    MemoryLedger memoryLedger();

    <T> T write(SqlWork<T> work);

    <T> T read(SqlWork<T> work);

    @Override
    void close();
}
