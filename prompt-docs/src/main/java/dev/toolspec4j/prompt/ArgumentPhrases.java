package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds arguments that a sentence about one tool names: "the `limit` argument of `find_books`". */
final class ArgumentPhrases {
    private static final Pattern SENTENCE = Pattern.compile("[^.;\\n|]+(?:\\.(?=\\w)[^.;\\n|]+){0,40}");
    private static final Pattern NAMED = Pattern.compile(
            "`([A-Za-z_]\\w*)`\\s+(?:input\\s+)?(?:argument|parameter|param)\\b|\\b(?:argument|parameter|param)\\s+(?:named\\s+|called\\s+)?`([A-Za-z_]\\w*)`");
    private static final Pattern NEGATED = Pattern.compile("(?i)\\b(?:no|not|never|without|removed|renamed|n't)\\b");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][\\w.-]*\\w");

    private ArgumentPhrases() {}

    static void find(Manuscript text, Vocabulary vocabulary, Mentions mentions) {
        String view = text.prose();
        Matcher sentence = SENTENCE.matcher(view);
        while (sentence.find()) {
            List<String> tools = tools(sentence.group(), vocabulary);
            if (tools.size() != 1 || NEGATED.matcher(sentence.group()).find()) {
                continue;
            }
            Matcher named = NAMED.matcher(sentence.group());
            while (named.find()) {
                int group = named.group(1) == null ? 2 : 1;
                mentions.argument(sentence.start() + named.start(group), tools.get(0), named.group(group));
            }
        }
    }

    private static List<String> tools(String sentence, Vocabulary vocabulary) {
        List<String> tools = new ArrayList<>();
        Matcher word = WORD.matcher(sentence);
        while (word.find()) {
            if (vocabulary.isTool(word.group()) && !tools.contains(word.group())) {
                tools.add(word.group());
            }
        }
        return tools;
    }
}
