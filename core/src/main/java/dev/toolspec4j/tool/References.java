package dev.toolspec4j.tool;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of tools inside guidance, written {@code {tool:name}} so that text cannot drift from the registry. */
final class References {
    private static final String START = "{tool:";
    private static final Pattern REFERENCE = Pattern.compile("\\{tool:([^{}\\n]*)}");
    private static final Pattern PARAGRAPH_BREAK = Pattern.compile("\\n\\s*\\n");

    private References() {}

    /** Returns the names the text refers to, in order. */
    static Set<String> in(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** Returns whether a reference is begun and not ended, which would be shown to a model as it stands. */
    static boolean isTorn(String text) {
        return REFERENCE.matcher(text).replaceAll("").contains(START);
    }

    /** Returns the paragraphs whose references are all present, with each reference replaced by the shown name. */
    static String resolve(String text, Predicate<String> present, UnaryOperator<String> shownName) {
        return List.of(PARAGRAPH_BREAK.split(text)).stream()
                .filter(paragraph -> in(paragraph).stream().allMatch(present))
                .map(paragraph -> REFERENCE
                        .matcher(paragraph)
                        .replaceAll(match -> Matcher.quoteReplacement(shownName.apply(match.group(1)))))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }
}
