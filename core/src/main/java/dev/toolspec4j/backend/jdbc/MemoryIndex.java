package dev.toolspec4j.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows hold a token, kept by the engine's own full-text index in the same transaction as the rows. Tokens are
 * letters and digits, see {@link MemoryKey#token}.
 */
interface MemoryIndex {
    /** Enters the row that was inserted last; the tokens differ from each other and have blanks between. */
    void add(Connection connection, String id, String tokens) throws SQLException;

    /** Takes a row out; the tokens are those it was entered with. */
    void remove(Connection connection, long seq, String tokens) throws SQLException;

    /** Returns a query for the columns "token" and "memories" (how many rows hold it), for as many tokens. */
    String counts(int tokens);

    /**
     * Returns a query for {@code columns} of the rows {@code m} that were committed last; takes an expression, how many
     * rows at most, then its condition's values. Every token of the expression names those who may read, so that the
     * condition, which is asked again, leaves none of these rows out.
     */
    String matching(String columns, String condition);

    /**
     * Returns a query like {@link #matching} that looks only at the newest rows of the store and may therefore find too
     * few: the quicker one for an expression that a great part of all rows matches. Empty where {@link #matching} stops
     * as early by itself.
     */
    Optional<String> matchingAmongNewest(String columns, String condition);

    /** Returns an expression for rows that hold any of the alternatives, and of each all of its tokens. */
    String expression(List<List<String>> alternatives);

    /** Returns how many rows hold each of the tokens; those in none are left out. */
    default Map<String, Long> count(Connection connection, List<String> tokens) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        for (List<String> some : Sql.chunks(tokens)) {
            Sql.rows(
                    connection,
                    counts(some.size()),
                    row -> counts.merge(row.getString("token"), row.getLong("memories"), Long::sum),
                    some.toArray());
        }
        return counts;
    }
}
