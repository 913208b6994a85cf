package dev.toolspec4j.memory;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How one kind of secret looks.
 *
 * @param label what stands in its place, in capitals
 * @param pattern finds it in linear time; its group {@code secret} is what is replaced
 * @param isSecret tells a secret from what only looks like one
 */
record SecretRule(String label, Pattern pattern, Predicate<String> isSecret) {
    static final String SECRET = "secret";

    /** Returns a rule for a format that nothing else has. */
    static SecretRule of(String label, String pattern) {
        return of(label, pattern, secret -> true);
    }

    static SecretRule of(String label, String pattern, Predicate<String> isSecret) {
        return new SecretRule(label, Pattern.compile(pattern), isSecret);
    }

    /** Returns a rule for a token: the format stands alone, with no letter or digit before it. */
    static SecretRule token(String label, String format) {
        return token(label, format, secret -> true);
    }

    static SecretRule token(String label, String format, Predicate<String> isSecret) {
        return of(label, "(?<![A-Za-z0-9_])(?<secret>" + format + ")", isSecret);
    }
}
