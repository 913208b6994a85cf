package dev.toolspec4j.memory;

import java.util.List;
import java.util.stream.Stream;

/**
 * The formats of secrets, the most specific first. Each starts at a literal or a word's first character and repeats
 * single character classes, or groups so often at most, which is what keeps matching linear.
 */
final class SecretRules {
    private SecretRules() {}

    static List<SecretRule> standard() {
        return Stream.of(blocksAndUrls(), tokens(), headers(), AssignedSecrets.rules(), blobs())
                .flatMap(List::stream)
                .toList();
    }

    private static List<SecretRule> blocksAndUrls() {
        return List.of(
                SecretRule.of(
                        "PRIVATE_KEY",
                        "(?<secret>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                                + "(?s:.*?)(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z))"),
                SecretRule.of(
                        "PRIVATE_KEY",
                        "(?<secret>---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"
                                + "(?s:.*?)(?:---- END SSH2 ENCRYPTED PRIVATE KEY ----|\\z))"),
                SecretRule.of(
                        "PRIVATE_KEY",
                        "Private-Lines: \\d{1,3}\\r?\\n(?<secret>(?:[A-Za-z0-9+/]{4,76}+={0,2}(?:\\r?\\n|\\z)){1,200}+)"),
                SecretRule.of("PASSWORD", "(?<=://)[^\\s:/@]{0,128}+:(?<secret>[^\\s/@\\[\\]]{1,256}+)@"),
                SecretRule.of("PASSWORD", "(?<=jdbc:oracle:thin:)[^\\s/@]{1,64}+/(?<secret>[^\\s/@\\[\\]]{1,64}+)@"),
                SecretRule.of("SIGNATURE", "[?&;]sig=(?<secret>[A-Za-z0-9%/+=_-]{20,}+)"),
                SecretRule.of(
                        "SLACK_WEBHOOK", "hooks\\.slack\\.com/(?:services|workflows)/(?<secret>[A-Za-z0-9/_-]{20,}+)"),
                SecretRule.of(
                        "DISCORD_WEBHOOK",
                        "discord(?:app)?\\.com/api/webhooks/(?<secret>\\d{10,20}/[A-Za-z0-9_-]{30,}+)"));
    }

    private static List<SecretRule> tokens() {
        return List.of(
                SecretRule.token("SK_TOKEN", "sk-[A-Za-z0-9_-]{16,}+", SecretShapes::isNoPhrase),
                SecretRule.token("GITHUB_TOKEN", "gh[pousr]_[A-Za-z0-9]{36,}+|github_pat_[A-Za-z0-9_]{82,}+"),
                SecretRule.token("AWS_KEY", "(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
                SecretRule.token("SLACK_TOKEN", "xox[a-z]-[A-Za-z0-9-]{10,}+|xapp-[0-9]-[A-Za-z0-9-]{10,}+"),
                SecretRule.token("GITLAB_TOKEN", "gl[a-z]{2,8}-[A-Za-z0-9_-]{20,}+"),
                SecretRule.token("GOOGLE_KEY", "AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
                SecretRule.token("GOOGLE_TOKEN", "ya29\\.[A-Za-z0-9_-]{20,}+|GOCSPX-[A-Za-z0-9_-]{20,}+"),
                SecretRule.token("AZURE_SECRET", "[A-Za-z0-9_~.-]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}"),
                SecretRule.token("STRIPE_KEY", "(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}+|whsec_[A-Za-z0-9]{16,}+"),
                SecretRule.token("NPM_TOKEN", "npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
                SecretRule.token("PYPI_TOKEN", "pypi-[A-Za-z0-9_-]{40,}+"),
                SecretRule.token("HF_TOKEN", "hf_[A-Za-z0-9]{30,}+"),
                SecretRule.token("SENDGRID_KEY", "SG\\.[A-Za-z0-9_-]{16,64}+\\.[A-Za-z0-9_-]{16,64}+"),
                SecretRule.token("CTX7_TOKEN", "ctx7(?:sk)?[_-][A-Za-z0-9_-]{3,}+"),
                SecretRule.token("DOCKER_TOKEN", "dckr_[op]at_[A-Za-z0-9_-]{20,}+"),
                SecretRule.token("DIGITALOCEAN_TOKEN", "do[opr]_v1_[a-f0-9]{64}"),
                SecretRule.token("SHOPIFY_TOKEN", "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
                SecretRule.token("VAULT_TOKEN", "hv[bsr]\\.[A-Za-z0-9_-]{20,}+"),
                SecretRule.token("TELEGRAM_TOKEN", "\\d{8,10}:AA[A-Za-z0-9_-]{32,}+"),
                SecretRule.token(
                        "DISCORD_TOKEN", "[MNO][A-Za-z0-9_-]{22,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}"),
                SecretRule.token("AGE_KEY", "AGE-SECRET-KEY-1[A-Z0-9]{50,}+"),
                SecretRule.of(
                        "JWT",
                        "(?<![A-Za-z0-9_-])(?<secret>eyJ[A-Za-z0-9_-]{5,}+\\.eyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{5,}+)"));
    }

    private static List<SecretRule> headers() {
        String credentials = "(?<secret>[A-Za-z0-9._~+/=-]";
        String authorization = "(?i)\\bauthorization[\"']?[ \\t]{0,4}[:=][ \\t]{0,4}[\"']?";
        return List.of(
                SecretRule.of(
                        "BEARER_TOKEN",
                        authorization + "(?:bearer|basic|token|apikey)[ \\t]{1,4}" + credentials + "{4,}+)",
                        SecretShapes::isHeaderValue),
                SecretRule.of("BEARER_TOKEN", authorization + credentials + "{12,}+)", SecretShapes::mixes),
                SecretRule.of(
                        "BEARER_TOKEN", "(?i)\\bbearer[ \\t]{1,4}" + credentials + "{16,}+)", SecretShapes::mixes));
    }

    private static List<SecretRule> blobs() {
        return List.of(
                SecretRule.of(
                        "KEY",
                        "(?i)(?<!(?:cache|idempotency|dedup|object|content|primary|foreign|partition|sort|public)[ _-]{0,2})"
                                + "(?:key|token|secret|password)[ \\t]{0,4}=[ \\t]{0,4}(?<secret>[A-Za-z0-9+/]{40,}+={0,2})"),
                SecretRule.of(
                        "BASE64_BLOB",
                        "(?<![A-Za-z0-9+/_.:-])(?<secret>[A-Za-z0-9+/_-]{40,}+={0,2})(?![.:])",
                        SecretShapes::isRandom));
    }
}
