package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.LintFinding.Level;
import dev.toolspec4j.tool.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** P: what a model reads must hold nothing hidden and no instructions that are not the author's to give. */
final class SafetyRules {
    private static final List<Pattern> INJECTIONS = List.of(
            Pattern.compile(
                    "(?i)\\b(?:ignore|disregard|forget|override)\\s+(?:\\w+\\s+){0,3}(?:previous|prior|above|earlier|preceding|other)\\s+(?:\\w+\\s+)?(?:instructions?|rules?|prompts?|messages?|directions?|guidelines?)"),
            Pattern.compile(
                    "(?i)<\\s*/?\\s*(?:system|important|assistant|instructions?|secret|im_start|im_end)\\s*>|<\\|im_(?:start|end)\\|>|\\[/?INST\\]"),
            Pattern.compile(
                    "(?i)\\b(?:do not|don't|never)\\s+(?:tell|inform|mention|reveal|show|notify|alert|let)\\s+(?:\\w+\\s+){0,4}(?:the\\s+)?user\\b"),
            Pattern.compile("(?i)\\b(?:without|before)\\s+(?:telling|informing|asking|notifying)\\s+the\\s+user\\b"),
            Pattern.compile("(?i)\\byou are now\\b|\\bnew instructions?\\s*:|\\bsystem prompt\\b"),
            Pattern.compile(
                    "(?i)(?:~|/root|/home/\\w+|\\$HOME)/\\.(?:ssh|aws|config|netrc|env|gnupg|cursor)\\b|\\bid_rsa\\b|\\.env\\s+file"),
            Pattern.compile("(?i)\\b(?:send|post|upload|exfiltrate|forward)\\s+(?:\\w+\\s+){0,6}(?:to\\s+)?https?://"));
    private static final Pattern BLOB = Pattern.compile("[A-Za-z0-9+/]{80,}={0,2}");
    private static final int MAX_DEPTH = 40;

    private SafetyRules() {}

    static void check(Catalogue.Entry entry, Consumer<LintFinding> report) {
        BiConsumer<String, String> look = (where, text) -> look(entry.name(), where, text, report);
        look.accept("the name", entry.name());
        look.accept("the summary", entry.summary());
        look.accept("the guidance", entry.whenToUse());
        walk("the schema", entry.inputSchema(), look, 0);
    }

    private static void walk(String where, Object node, BiConsumer<String, String> look, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (node instanceof String text) {
            look.accept(where, text);
        } else if (node instanceof List<?> list) {
            list.forEach(item -> walkIn(where, item, look, depth));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                look.accept(where, String.valueOf(key));
                walkIn(where + "/" + key, value, look, depth);
            });
        }
    }

    private static void walkIn(String where, @Nullable Object node, BiConsumer<String, String> look, int depth) {
        if (node != null) {
            walk(where, node, look, depth + 1);
        }
    }

    private static void look(String tool, String where, String text, Consumer<LintFinding> report) {
        text.codePoints()
                .filter(c -> Characters.isHidden(c) || isControl(c))
                .distinct()
                .forEach(c -> add(
                        tool,
                        where + " holds the invisible character U+" + String.format(java.util.Locale.ROOT, "%04X", c)
                                + "; take it out",
                        report));
        for (Pattern pattern : INJECTIONS) {
            Matcher phrase = pattern.matcher(text);
            if (phrase.find()) {
                add(tool, where + " reads like an injected instruction: '" + phrase.group() + "'", report);
            }
        }
        if (BLOB.matcher(text).find()) {
            add(tool, where + " holds a long encoded block that nobody can read; take it out", report);
        }
    }

    private static boolean isControl(int c) {
        return Character.getType(c) == Character.CONTROL && c != '\n' && c != '\r' && c != '\t';
    }

    private static void add(String tool, String message, Consumer<LintFinding> report) {
        report.accept(new LintFinding("P1", Level.ERROR, Characters.foreignLine(tool), message));
    }
}
