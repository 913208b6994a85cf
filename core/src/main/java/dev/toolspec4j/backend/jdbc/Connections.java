package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to one database. */
@FunctionalInterface
interface Connections {
    Connection open() throws SQLException;
}
