package dev.toolspec4j.backend.jdbc;

/** How one kind of database runs work. Safe for use by several threads. */
interface Engine extends AutoCloseable {
    Dialect dialect();

    <T> T write(SqlWork<T> work);

    <T> T read(SqlWork<T> work);

    @Override
    void close();
}
