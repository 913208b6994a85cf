package dev.toolspec4j.memory;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The formats of secrets, the most specific first. Each starts at a literal or a word's first character and repeats
 * only single character classes, which is what keeps matching linear.
 */
final class SecretRules {
    private static final String BLOB = "[A-Za-z0-9+/_-]";

    private static final String PASSWORD = "(?:password|passwd|passphrase|pwd)";

    private static final String VALUE = "[^\\s\"'`,;<>(){}\\[\\]]";

    /** What separates a name from its value, the quotes of JSON and YAML included. */
    private static final String ASSIGNED = "[\"'`]?[ \\t]{0,4}(?:=>|:=|=|:)[ \\t]{0,4}[\"'`]?";

    private static final Set<String> NO_PASSWORDS = Set.of(
            "string",
            "text",
            "char",
            "varchar",
            "required",
            "optional",
            "none",
            "null",
            "nil",
            "undefined",
            "true",
            "false",
            "yes",
            "no",
            "on",
            "off",
            "empty",
            "blank",
            "unset",
            "set",
            "changed",
            "missing",
            "wrong",
            "invalid",
            "incorrect",
            "reset",
            "expired",
            "hidden",
            "redacted",
            "prompt",
            "file",
            "env",
            "the",
            "a",
            "an",
            "must",
            "should",
            "is",
            "not",
            "see",
            "use",
            "at",
            "minimum",
            "as",
            "in",
            "from",
            "for");

    private static final Pattern DIGEST_NAME = Pattern.compile("(?i)^(?:sha|md)\\d{1,3}[-_].*");

    private SecretRules() {}

    static List<SecretRule> standard() {
        return List.of(
                SecretRule.of(
                        "PRIVATE_KEY",
                        "(?<secret>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                                + "(?s:.*?)(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z))"),
                SecretRule.of("PASSWORD", "(?<=://)[^\\s:/@]{0,128}+:(?<secret>[^\\s/@\\[\\]]{1,256}+)@"),
                SecretRule.token("SK_TOKEN", "sk-[A-Za-z0-9_-]{16,}+"),
                SecretRule.token("GITHUB_TOKEN", "gh[pousr]_[A-Za-z0-9]{36,}+|github_pat_[A-Za-z0-9_]{82,}+"),
                SecretRule.token("AWS_KEY", "(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
                SecretRule.token("SLACK_TOKEN", "xox[a-z]-[A-Za-z0-9-]{10,}+|xapp-[0-9]-[A-Za-z0-9-]{10,}+"),
                SecretRule.of(
                        "SLACK_WEBHOOK", "hooks\\.slack\\.com/(?:services|workflows)/(?<secret>[A-Za-z0-9/_-]{20,}+)"),
                SecretRule.token("GITLAB_TOKEN", "gl[a-z]{2,8}-[A-Za-z0-9_-]{20,}+"),
                SecretRule.token("GOOGLE_KEY", "AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
                SecretRule.token("GOOGLE_TOKEN", "ya29\\.[A-Za-z0-9_-]{20,}+|GOCSPX-[A-Za-z0-9_-]{20,}+"),
                SecretRule.token("STRIPE_KEY", "(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}+|whsec_[A-Za-z0-9]{16,}+"),
                SecretRule.token("NPM_TOKEN", "npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
                SecretRule.token("PYPI_TOKEN", "pypi-[A-Za-z0-9_-]{40,}+"),
                SecretRule.token("HF_TOKEN", "hf_[A-Za-z0-9]{30,}+"),
                SecretRule.token("SENDGRID_KEY", "SG\\.[A-Za-z0-9_-]{16,64}+\\.[A-Za-z0-9_-]{16,64}+"),
                SecretRule.token("CTX7_TOKEN", "ctx7(?:sk)?[_-][A-Za-z0-9_-]{8,}+"),
                SecretRule.of(
                        "JWT",
                        "(?<![A-Za-z0-9_-])(?<secret>eyJ[A-Za-z0-9_-]{5,}+\\.eyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{5,}+)"),
                SecretRule.of(
                        "BEARER_TOKEN",
                        "(?i)\\bauthorization[\"']?[ \\t]{0,4}[:=][ \\t]{0,4}[\"']?(?:bearer|basic|token|apikey)[ \\t]{1,4}"
                                + "(?<secret>[A-Za-z0-9._~+/=-]{4,}+)"),
                SecretRule.of(
                        "BEARER_TOKEN",
                        "(?i)\\bbearer[ \\t]{1,4}(?<secret>[A-Za-z0-9._~+/=-]{16,}+)",
                        SecretRules::mixesLettersAndDigits),
                SecretRule.of(
                        "PASSWORD",
                        "(?i)" + PASSWORD
                                + "[\"'`]?[ \\t]{0,4}(?:=>|:=|=|:)[ \\t]{0,4}([\"'`])(?<secret>[^\"'`\\r\\n]{1,200}+)\\1",
                        SecretRules::isPassword),
                SecretRule.of(
                        "PASSWORD",
                        "(?i)" + PASSWORD + ASSIGNED + "(?<secret>" + VALUE + "{1,}+)",
                        SecretRules::isPassword),
                SecretRule.of(
                        "PASSWORD",
                        "(?i)\\b(?:password|passphrase)[ \\t]{1,4}(?:is|was)[ \\t]{1,4}(?:now[ \\t])?[\"'`]?(?<secret>"
                                + VALUE + "{4,}+)",
                        secret -> mixesLettersAndDigits(secret) && isPassword(secret)),
                SecretRule.of(
                        "API_KEY", named("api[_-]?key|access[_-]?key|account[_-]?key"), SecretRules::isCredential),
                SecretRule.of("TOKEN", named("[_.-]token|[a-z]Token|\\btoken"), SecretRules::isCredential),
                SecretRule.of("SECRET", named("secret(?:[_-]?key)?|private[_-]?key"), SecretRules::isCredential),
                SecretRule.of(
                        "KEY",
                        "(?i)(?:key|token|secret|password)[ \\t]{0,4}=[ \\t]{0,4}(?<secret>[A-Za-z0-9+/]{40,}+={0,2})"),
                SecretRule.of(
                        "BASE64_BLOB",
                        "(?<![A-Za-z0-9+/_.:-])(?<secret>" + BLOB + "{40,}+={0,2})(?![.:])",
                        SecretRules::looksRandom));
    }

    private static String named(String name) {
        return "(?i)(?:" + name + ")" + ASSIGNED + "(?<secret>" + VALUE + "{6,}+)";
    }

    private static boolean isPassword(String value) {
        String bare = value.replaceAll("[.!?]+$", "").toLowerCase(Locale.ROOT);
        return !isPlaceholder(value) && !NO_PASSWORDS.contains(bare);
    }

    /** A value of a name that says secret: long, or letters and digits mixed, and not a variable's name. */
    private static boolean isCredential(String value) {
        return !isPlaceholder(value) && (mixesLettersAndDigits(value) || value.length() >= 40);
    }

    private static boolean isPlaceholder(String value) {
        return value.startsWith("$")
                || value.startsWith("*")
                || value.startsWith("%")
                || value.startsWith("/")
                || value.startsWith("./")
                || value.startsWith("...")
                || value.startsWith("//");
    }

    private static boolean mixesLettersAndDigits(String value) {
        return value.chars().anyMatch(Character::isDigit) && value.chars().anyMatch(Character::isLetter);
    }

    /** Random text changes between small, capital, digit and sign far more often than names, paths and hashes do. */
    private static boolean looksRandom(String run) {
        if (DIGEST_NAME.matcher(run).matches()) {
            return false;
        }
        int seen = 0;
        int changes = 0;
        int previous = -1;
        for (int at = 0; at < run.length(); at++) {
            int kind = kind(run.charAt(at));
            seen |= 1 << kind;
            changes += previous >= 0 && previous != kind ? 1 : 0;
            previous = kind;
        }
        return (seen & 0b111) == 0b111 && changes >= run.length() * 0.45;
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
