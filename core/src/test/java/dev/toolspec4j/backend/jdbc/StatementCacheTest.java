package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StatementCacheTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = StatementCache.on(DriverManager.getConnection("jdbc:sqlite::memory:"));
        Sql.update(connection, "CREATE TABLE note (n INTEGER)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aStatementIsUsableAgainAfterItWasClosedAndRemembersNoValues() throws SQLException {
        Sql.update(connection, "INSERT INTO note VALUES (?)", 1);
        try (PreparedStatement again = connection.prepareStatement("INSERT INTO note VALUES (?)")) {
            again.executeUpdate();
        }

        assertThat(Sql.rows(connection, "SELECT n FROM note ORDER BY n", row -> String.valueOf(row.getString(1))))
                .containsExactly("null", "1");
    }

    @Test
    void oneStatementCanBeInUseTwiceAtOnce() throws SQLException {
        Sql.update(connection, "INSERT INTO note VALUES (1), (2)");
        String sql = "SELECT n FROM note ORDER BY n";
        try (PreparedStatement outer = connection.prepareStatement(sql);
                ResultSet rows = outer.executeQuery()) {
            rows.next();
            assertThat(Sql.rows(connection, sql, row -> row.getInt(1))).containsExactly(1, 2);
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
        assertThat(Sql.rows(connection, sql, row -> row.getInt(1))).containsExactly(1, 2);
    }

    @Test
    void closingAStatementClosesItsRows() throws SQLException {
        Sql.update(connection, "INSERT INTO note VALUES (1), (2)");
        PreparedStatement statement = connection.prepareStatement("SELECT n FROM note");
        ResultSet rows = statement.executeQuery();
        rows.next();
        statement.close();
        statement.close();

        assertThat(rows.isClosed()).isTrue();
        assertThat(statement.isClosed()).isTrue();
        assertThatThrownBy(statement::executeQuery)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void manyDifferentStatementsDoNotPileUp() throws SQLException {
        for (int n = 0; n < 500; n++) {
            int expected = n;
            assertThat(Sql.rows(connection, "SELECT " + n, row -> row.getInt(1)))
                    .containsExactly(expected);
        }
    }

    @Test
    void throwsWhatTheDriverThrows() {
        assertThatThrownBy(() -> Sql.update(connection, "INSERT INTO missing VALUES (1)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("missing");
    }
}
