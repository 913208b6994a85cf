package dev.toolspec4j.memory;

import java.util.List;
import java.util.regex.Matcher;

/**
 * Replaces secrets by typed tokens such as {@code [REDACTED:SK_TOKEN]}, so that none reaches a store. Knows the common
 * providers' key formats, private-key blocks, credentials in headers and URLs, and {@code name = value} forms; leaves
 * hashes, digests, UUIDs and paths alone. Redacting twice changes nothing; the time is linear in the text's length.
 * Immutable and safe for use by several threads.
 */
public final class SecretRedactor {
    private static final SecretRedactor STANDARD = new SecretRedactor(SecretRules.standard());

    private final List<SecretRule> rules;

    private SecretRedactor(List<SecretRule> rules) {
        this.rules = rules;
    }

    /** Returns the redactor that every memory passes. */
    public static SecretRedactor standard() {
        return STANDARD;
    }

    /** Returns the text with every known secret replaced. */
    public String redact(String text) {
        String clean = text;
        for (SecretRule rule : rules) {
            clean = apply(rule, clean);
        }
        return clean;
    }

    private static String apply(SecretRule rule, String text) {
        Matcher found = rule.pattern().matcher(text);
        StringBuilder clean = new StringBuilder(text.length());
        int copied = 0;
        while (found.find()) {
            if (rule.isSecret().test(found.group(SecretRule.SECRET))) {
                clean.append(text, copied, found.start(SecretRule.SECRET))
                        .append("[REDACTED:")
                        .append(rule.label())
                        .append(']');
                copied = found.end(SecretRule.SECRET);
            }
        }
        return copied == 0 ? text : clean.append(text, copied, text.length()).toString();
    }
}
