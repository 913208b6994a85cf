package dev.toolspec4j.it.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/** A memory's row, its totals and its index entry, as plain statements. */
final class MemoryStatements {
    private static final int WORDS = 24;
    private static final int VOCABULARY = 20_000;

    private MemoryStatements() {}

    /** Returns a sentence of about 150 characters; small word numbers are frequent, as words are. */
    static String sentence(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            int word = (int) (VOCABULARY * Math.pow(random.nextDouble(), 4));
            text.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "w%s", Integer.toString(word, 36)));
        }
        return text.append(' ').append(random.nextLong(1L << 40)).toString();
    }

    static int insert(Connection connection, String content) throws SQLException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        long seq;
        try (PreparedStatement row = connection.prepareStatement(
                "INSERT INTO memories (id, workspace_id, scope, ordinal, content, content_hash, terms, created_at)"
                        + " VALUES (?, 'bench', 'LOCAL', 1, ?, ?, ?, ?) RETURNING seq")) {
            row.setString(1, UUID.nameUUIDFromBytes(bytes).toString());
            row.setString(2, content);
            row.setBytes(3, bytes);
            row.setString(4, content);
            row.setLong(5, System.currentTimeMillis());
            try (ResultSet stored = row.executeQuery()) {
                stored.next();
                seq = stored.getLong(1);
            }
        }
        try (PreparedStatement index =
                connection.prepareStatement("INSERT INTO memory_index (rowid, tokens) VALUES (?, ?)")) {
            index.setLong(1, seq);
            index.setString(2, content);
            return index.executeUpdate();
        }
    }
}
