package dev.toolspec4j.memory;

import java.util.List;
import java.util.function.Predicate;

/** Secrets that are known by the name they are given, in code, configuration, command lines and prose. */
final class AssignedSecrets {
    private static final String PASSWORD = "(?:password|passwd|passwort|passphrase)";

    /** Weaker names, whose values must look like a password. */
    private static final String PASS = "(?:[_-]pass|\\bpass|\\bpw|pwd)";

    private static final String QUOTES = "[\\\\\"'`*]{0,4}";

    /** What separates a name from its value, the quotes of JSON and the stars of Markdown included. */
    private static final String ASSIGNED =
            QUOTES + "[ \\t]{0,16}(?:=>|->|:=|:|\uFF1A|=)(?!=)" + QUOTES + "[ \\t]{0,16}";

    private static final String CHARACTER = "[^\\s\"'`,;<>(){}\\[\\]\\\\&]";

    /** Ends before a bracket that makes a call of it, an escaped quote and the next parameter of a URL. */
    private static final String VALUE = "(?<secret>" + CHARACTER + "++(?:(?:\\\\|&(?![A-Za-z_][A-Za-z0-9_.-]{0,40}+=))"
            + CHARACTER + "++){0,16}+)(?![(\\[{])";

    /** A word without the sign that ends its sentence. */
    private static final String SENTENCE_VALUE =
            "(?<secret>[^\\s\"'`,;<>(){}\\[\\]]{4,256}?)(?=[.!?]{0,3}(?:[\\s\"'`,;<>(){}\\[\\]]|\\z))";

    private AssignedSecrets() {}

    static List<SecretRule> rules() {
        return List.of(
                rule(
                        "PASSWORD",
                        PASSWORD + ASSIGNED + "\"(?<secret>(?:[^\"\\\\\\r\\n]|\\\\.){1,200}+)\"",
                        SecretShapes::isPassword),
                rule(
                        "PASSWORD",
                        PASSWORD + ASSIGNED + "'(?<secret>(?:[^'\\\\\\r\\n]|\\\\.){1,200}+)'",
                        SecretShapes::isPassword),
                rule("PASSWORD", PASSWORD + ASSIGNED + QUOTES + VALUE, SecretShapes::isPassword),
                rule("PASSWORD", PASS + ASSIGNED + QUOTES + VALUE, SecretShapes::isLikelyPassword),
                rule(
                        "PASSWORD",
                        PASSWORD + ":[ \\t]{0,4}[|>][+-]?[ \\t]{0,4}\\r?\\n[ \\t]{1,16}" + VALUE,
                        SecretShapes::isPassword),
                rule(
                        "PASSWORD",
                        PASSWORD + ":[ \\t]{0,4}\\r?\\n[ \\t]{1,16}[\"']?" + VALUE,
                        SecretShapes::isLikelyPassword),
                rule("PASSWORD", "<(?:" + PASSWORD + "|pwd)>(?<secret>[^<\\r\\n]{1,200}+)</", SecretShapes::isPassword),
                rule(
                        "PASSWORD",
                        "\\b" + PASSWORD + "(?:[ \\t]{1,4}(?:for|of|to|on|at)(?:[ \\t]{1,4}[^\\s]{1,64}+){1,4}?)?"
                                + "[ \\t]{1,4}(?:is|was|ist|war|lautet)[ \\t]{1,4}(?:now[ \\t])?[\"'`]?"
                                + SENTENCE_VALUE,
                        SecretShapes::isLikelyPassword),
                rule(
                        "PASSWORD",
                        "\\b(?:with[ \\t]{1,4}(?:encrypted[ \\t]{1,4})?password|identified[ \\t]{1,4}by)[ \\t]{1,4}"
                                + "'(?<secret>(?:[^'\\r\\n]|''){1,200}+)'",
                        SecretShapes::isPassword),
                rule(
                        "PASSWORD",
                        "--pass(?:word|wd|phrase)?[ \\t]{1,4}[\"']?(?!-)" + VALUE,
                        SecretShapes::isLikelyPassword),
                rule(
                        "PASSWORD",
                        "\\bcurl\\b[^\\r\\n]{0,200}?[ \\t](?:-u|--user)[ \\t=]?[\"']?[^\\s:\"']{1,64}+:" + VALUE,
                        SecretShapes::isPassword),
                rule("PASSWORD", "\\bsshpass[ \\t]{1,4}-p[ \\t]{0,4}[\"']?" + VALUE, SecretShapes::isPassword),
                rule(
                        "PASSWORD",
                        "\\bmysql(?:dump|admin)?\\b[^\\r\\n]{0,200}?[ \\t]-p" + VALUE,
                        SecretShapes::isLikelyPassword),
                SecretRule.of("API_KEY", "[A-Z0-9]_API_KEY=[\"']?" + VALUE, SecretShapes::isEnvironmentSecret),
                SecretRule.of("TOKEN", "[A-Z0-9]_TOKEN=[\"']?" + VALUE, SecretShapes::isEnvironmentSecret),
                SecretRule.of("SECRET", "[A-Z0-9]_SECRET=[\"']?" + VALUE, SecretShapes::isEnvironmentSecret),
                named("API_KEY", "(?:api|access|account|encryption|signing|master|license)[ _-]?key"),
                named("TOKEN", "[_.-]token|[a-z]Token|\\btoken"),
                named("SECRET", "secret(?:[ _-]?(?:access[ _-]?)?key)?|private[ _-]?key"),
                named("TOKEN", "\\b_auth"),
                rule(
                        "SECRET",
                        "\\b(?:api[ _-]?key|token|secret)[ \\t]{1,4}(?:is|was)[ \\t]{1,4}[\"'`]?" + SENTENCE_VALUE,
                        value -> value.length() >= 12 && SecretShapes.isCredential(value)));
    }

    private static SecretRule rule(String label, String pattern, Predicate<String> isSecret) {
        return SecretRule.of(label, "(?i)" + pattern, isSecret);
    }

    private static SecretRule named(String label, String name) {
        return rule(label, "(?:" + name + ")" + ASSIGNED + QUOTES + VALUE, SecretShapes::isCredential);
    }
}
