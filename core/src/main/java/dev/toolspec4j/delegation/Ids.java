package dev.toolspec4j.delegation;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as a model spells them. */
final class Ids {
    private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final int SHOWN = 80;

    private Ids() {}

    /** Returns the UUID that the text spells; empty when it spells none. */
    static Optional<UUID> uuid(String text) {
        String stripped = text.strip();
        return UUID_TEXT.matcher(stripped).matches() ? Optional.of(UUID.fromString(stripped)) : Optional.empty();
    }

    /** Returns the text as it may stand in a message: on one line, not too long. */
    static String shortened(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
