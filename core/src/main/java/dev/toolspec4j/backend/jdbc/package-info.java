/**
 * What the ports of the domain need, kept in one SQLite file (the default) or in a shared PostgreSQL database.
 *
 * <p>Start at {@link dev.toolspec4j.backend.jdbc.Database}. The only package that knows {@code java.sql}.
 */
@NullMarked
package dev.toolspec4j.backend.jdbc;

import org.jspecify.annotations.NullMarked;
