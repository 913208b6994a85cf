package dev.toolspec4j.a2a;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the {@code Retry-After} header, which gives seconds or a date. */
final class RetryAfter {
    private static final long LONGEST = 1_000_000_000;

    private RetryAfter() {}

    /** Returns how long to wait from now on, zero for a date gone by; empty for what is neither seconds nor a date. */
    static Optional<Duration> read(String header, Instant now) {
        String text = header.strip();
        if (text.matches("\\d+")) {
            return Optional.of(Duration.ofSeconds(text.length() > 9 ? LONGEST : Long.parseLong(text)));
        }
        try {
            Duration left = Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
