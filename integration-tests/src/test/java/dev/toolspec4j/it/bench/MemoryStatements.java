package dev.toolspec4j.it.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/** A memory's row, its totals and its index entry, as plain statements. */
final class MemoryStatements {
    private static final int WORDS = 24;
    private static final int VOCABULARY = 20_000;

    private final SplittableRandom random;

    MemoryStatements(SplittableRandom random) {
        this.random = random;
    }

    /** Returns a sentence of about 150 characters; small word numbers are frequent, as words are. */
    static String sentence(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            int word = (int) (VOCABULARY * Math.pow(random.nextDouble(), 4));
            text.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "w%s", Integer.toString(word, 36)));
        }
        return text.append(' ').append(random.nextLong(1L << 40)).toString();
    }

    int insert(Connection connection, String content) throws SQLException {
        long seq = random.nextLong(1, Long.MAX_VALUE);
        try (PreparedStatement row = connection.prepareStatement(
                "INSERT INTO memories (seq, id, workspace_id, scope, ordinal, content, content_hash, terms, created_at)"
                        + " VALUES (?, ?, 'bench', 'LOCAL', 1, ?, ?, ?, ?)")) {
            row.setLong(1, seq);
            row.setString(2, UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString());
            row.setString(3, content);
            row.setBytes(4, content.getBytes(StandardCharsets.UTF_8));
            row.setString(5, content);
            row.setLong(6, System.currentTimeMillis());
            row.executeUpdate();
        }
        try (PreparedStatement index =
                connection.prepareStatement("INSERT INTO memory_index (rowid, tokens) VALUES (?, ?)")) {
            index.setLong(1, seq);
            index.setString(2, content);
            return index.executeUpdate();
        }
    }
}
