package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.workspace.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schema, as numbered scripts. A script is {@code <name>.sql} for every database, {@code <name>.<dialect>.sql} for
 * one, or both, run in this order. A statement ends with a semicolon before an empty line or the end, so that triggers
 * may hold semicolons. A script that has shipped is never changed.
 */
final class Migrations {
    private static final List<String> SCRIPTS = List.of(
            "001-workspace", //
            "002-inbox", //
            "003-memory", //
            "004-delegation", //
            "005-audit");

    private Migrations() {}

    /** Refuses a schema that a newer version of this library made; changes nothing. */
    static void check(Connection connection, Dialect dialect, String store) throws SQLException {
        if (!dialect.hasTable(connection, "schema_version")) {
            return;
        }
        Set<Integer> known = new TreeSet<>();
        SCRIPTS.forEach(name -> known.add(number(name)));
        Set<Integer> unknown = applied(connection);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new StoreException(
                    "the store " + store + " was made by a newer version of Toolspec4j (schema " + unknown
                            + ", this version knows " + known + "); use that version, or name another store. "
                            + "Nothing was changed",
                    null);
        }
    }

    /** Returns whether all scripts have run. */
    static boolean isCurrent(Connection connection, Dialect dialect) throws SQLException {
        return dialect.hasTable(connection, "schema_version")
                && applied(connection)
                        .containsAll(SCRIPTS.stream().map(Migrations::number).toList());
    }

    /** Runs the scripts that have not run. To be called inside a transaction that keeps all others out. */
    static void apply(Connection connection, Dialect dialect, String store) throws SQLException {
        check(connection, dialect, store);
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.resolve("CREATE TABLE IF NOT EXISTS schema_version ("
                    + "version ${long} PRIMARY KEY, name ${text} NOT NULL, applied_at ${long} NOT NULL)"));
        }
        Set<Integer> done = applied(connection);
        for (String name : SCRIPTS) {
            if (!done.contains(number(name))) {
                run(connection, dialect, name);
            }
        }
    }

    private static void run(Connection connection, Dialect dialect, String name) throws SQLException {
        Optional<String> shared = script(name + ".sql");
        Optional<String> own = script(name + "." + dialect.id() + ".sql");
        if (shared.isEmpty() && own.isEmpty()) {
            throw new IllegalStateException("no script of migration '" + name + "' for " + dialect.id());
        }
        try (Statement statement = connection.createStatement()) {
            for (String script : List.of(shared.orElse(""), own.orElse(""))) {
                for (String sql : dialect.resolve(script).split(";[ \\t]*(?:\\R[ \\t]*(?:\\R|$)|$)", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO schema_version (version, name, applied_at) VALUES (?, ?, " + dialect.nowMillis() + ")")) {
            insert.setInt(1, number(name));
            insert.setString(2, name);
            insert.executeUpdate();
        }
    }

    private static Set<Integer> applied(Connection connection) throws SQLException {
        Set<Integer> versions = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version FROM schema_version")) {
            while (rows.next()) {
                versions.add(rows.getInt(1));
            }
        }
        return versions;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }

    private static Optional<String> script(String file) {
        try (InputStream in = Migrations.class.getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read migration script '" + file + "'", e);
        }
    }
}
