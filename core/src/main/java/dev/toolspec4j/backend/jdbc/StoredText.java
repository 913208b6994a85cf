package dev.toolspec4j.backend.jdbc;

import java.util.regex.Pattern;

/** Text as every database can hold it. */
final class StoredText {
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

    private StoredText() {}

    /** Returns the text with NUL characters and halves of surrogate pairs replaced, which PostgreSQL refuses. */
    static String of(String text) {
        return UNSTORABLE.matcher(text).replaceAll("\uFFFD");
    }
}
