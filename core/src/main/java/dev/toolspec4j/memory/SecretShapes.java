package dev.toolspec4j.memory;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells secrets from what only looks like one: placeholders, code, prose, paths, identifiers and digests. */
final class SecretShapes {
    /** What follows a password's name in prose and in schemas. */
    private static final Set<String> NO_PASSWORDS =
            Set.of(("string text char varchar required optional none null nil undefined true false yes no on off"
                            + " empty blank unset set changed missing wrong invalid incorrect reset expired hidden redacted"
                            + " prompt file env the a an must should is not see use at minimum as in from for str int bool tbd"
                            + " todo n/a unknown here above below your my it this that to if when has have can will length"
                            + " field protected hashed stored encrypted rotation policy login based only and or with without by"
                            + " of strong weak secret vault bcrypt argon2 plain plaintext await new")
                    .split(" "));

    private static final Set<String> NO_CREDENTIALS = Set.of(
            ("auth authentication authorization based credential credentials header headers is and or only realm required"
                            + " scheme string token tokens value with")
                    .split(" "));

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\$[({].*|\\$[A-Za-z_][A-Za-z0-9_]*|\\*+|\\*[A-Za-z_-]+"
                    + "|%[A-Za-z_]+%?|\\.{0,2}/.*|~/.*|[A-Za-z]:\\\\.*|\\.\\.\\..*|\\[REDACTED.*|![A-Za-z]+|[|>][+-]?|x+|X+|-+|_+");

    /** A member of what programs keep their settings in. */
    private static final Pattern MEMBER = Pattern.compile(
            "(?i)(?:process|env|config|cfg|conf|settings|self|this|os|req|request|user|args|opts|options|params|props"
                    + "|secrets|vault|ctx|context|input|form|data|body|system|local|var|module)\\.[A-Za-z_][A-Za-z0-9_.]*");

    /** Algorithms, licences and durations, which mix letters and digits as secrets do. */
    private static final Pattern TERM =
            Pattern.compile("(?i)(?:aes|rsa|[hrep]s|sha|hmac|ed)[-_]?(?:128|192|256|384|512|1024|2048|4096|25519|1)"
                    + "(?:[-_](?:gcm|cbc|ctr|signed|hashed|encrypted))?"
                    + "|(?:apache|mit|bsd|[al]?gpl|mpl|epl)-\\d(?:\\.\\d)?(?:-clause|-only|-or-later)?"
                    + "|\\d{1,4}(?:\\.\\d{1,3})?(?:ns|us|ms|s|min|h)");

    private static final Pattern RANGE = Pattern.compile("\\d{1,3}[-\u2013]\\d{1,3}");

    private static final Pattern SHORT_PATH = Pattern.compile("[A-Za-z0-9_.~-]+(?:/[A-Za-z0-9_.-]+)+");

    private static final int LONGEST_SHORT_PATH = 30;

    /** Digests, public keys of SSH and addresses that are public by nature. */
    private static final Pattern PUBLIC =
            Pattern.compile("(?i:(?:sha|md)\\d{1,3}[-_].*)|AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNh|G).*"
                    + "|Qm[1-9A-HJ-NP-Za-km-z]{44}|0x[0-9A-Fa-f]+");

    private static final Pattern PHRASE = Pattern.compile("sk(?:[-_](?:[A-Z]?[a-z]+|[A-Z]+|\\d{1,4})){2,}[-_]?");

    private static final int LONGEST_PHRASE = 200;

    private static final double CHANGES_OF_RANDOM_TEXT = 0.45;

    private static final double MOST_IN_WORDS = 0.75;

    private SecretShapes() {}

    static boolean isPassword(String value) {
        String bare = value.replaceAll("[.!?:]+$", "").toLowerCase(Locale.ROOT);
        return !bare.isEmpty()
                && !isPlaceholder(value)
                && !NO_PASSWORDS.contains(bare)
                && !RANGE.matcher(bare).matches();
    }

    /** A password that does not look like a word or a number. */
    static boolean isLikelyPassword(String value) {
        return mixes(value) && isPassword(value) && !value.endsWith(":");
    }

    /** A value of a name that says secret: long, or letters and digits mixed, and not a variable's name or a path. */
    static boolean isCredential(String value) {
        boolean path = value.length() <= LONGEST_SHORT_PATH
                && SHORT_PATH.matcher(value).matches();
        return value.length() >= 6 && !isPlaceholder(value) && !path && (mixes(value) || value.length() >= 40);
    }

    /** A value of an environment variable whose name says secret. */
    static boolean isEnvironmentSecret(String value) {
        boolean number = value.chars().allMatch(Character::isDigit);
        return value.length() >= 4 && !number && isPassword(value);
    }

    static boolean isHeaderValue(String value) {
        return !NO_CREDENTIALS.contains(value.toLowerCase(Locale.ROOT));
    }

    static boolean mixes(String value) {
        return value.chars().anyMatch(Character::isDigit) && value.chars().anyMatch(Character::isLetter);
    }

    /** Returns whether a name with hyphens is more than words and numbers, as that of a library is not. */
    static boolean isNoPhrase(String value) {
        return value.length() > LONGEST_PHRASE || !PHRASE.matcher(value).matches();
    }

    /** Random text changes between small, capital, digit and sign far more often than names, paths and hashes do. */
    static boolean isRandom(String run) {
        if (PUBLIC.matcher(run).matches()) {
            return false;
        }
        int seen = 0;
        int changes = 0;
        int inWords = 0;
        int previous = -1;
        for (int at = 0; at < run.length(); at++) {
            int kind = kind(run.charAt(at));
            seen |= 1 << kind;
            changes += previous >= 0 && previous != kind ? 1 : 0;
            inWords += isInWord(run, at) ? 1 : 0;
            previous = kind;
        }
        return (seen & 0b111) == 0b111
                && changes >= run.length() * CHANGES_OF_RANDOM_TEXT
                && inWords <= run.length() * MOST_IN_WORDS;
    }

    /** Returns whether the character is one of two small letters, or the capital before two. */
    private static boolean isInWord(String run, int at) {
        boolean next = isSmall(run, at + 1);
        return isSmall(run, at)
                ? next || isSmall(run, at - 1)
                : kind(run.charAt(at)) == 1 && next && isSmall(run, at + 2);
    }

    private static boolean isSmall(String run, int at) {
        return at >= 0 && at < run.length() && kind(run.charAt(at)) == 0;
    }

    private static boolean isPlaceholder(String value) {
        return PLACEHOLDER.matcher(value).matches()
                || MEMBER.matcher(value).matches()
                || TERM.matcher(value).matches();
    }

    private static int kind(char c) {
        if (c >= 'a' && c <= 'z') {
            return 0;
        }
        if (c >= 'A' && c <= 'Z') {
            return 1;
        }
        return c >= '0' && c <= '9' ? 2 : 3;
    }
}
