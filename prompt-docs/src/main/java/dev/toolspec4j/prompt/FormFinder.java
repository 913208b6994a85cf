package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.ArgumentList.Part;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds arguments in calls such as {@code name(argument=…)} and in signatures such as {@code name(argument)}. */
final class FormFinder {
    private static final Pattern FORM = Pattern.compile("(?<![\\w.$/-])(" + Names.PATTERN + ")\\(");
    private static final Pattern LABELLED =
            Pattern.compile("^([A-Za-z_][\\w-]*)\\??\\s*(?:=(?!=)|:(?!:)).*", Pattern.DOTALL);
    private static final Pattern BARE = Pattern.compile("^\\[?,?\\s*([A-Za-z_]\\w*)\\s*([?\\]]*)$");

    private final Manuscript text;
    private final Vocabulary vocabulary;
    private final Mentions mentions;

    FormFinder(Manuscript text, Vocabulary vocabulary, Mentions mentions) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.mentions = mentions;
    }

    void find() {
        String view = text.calls();
        Matcher form = FORM.matcher(view);
        while (form.find()) {
            String name = form.group(1);
            if (vocabulary.isTool(name) && !mentions.isDefined(name)) {
                given(name, view, form.end());
            }
        }
    }

    private void given(String tool, String view, int from) {
        List<Part> parts = ArgumentList.parts(view, from);
        boolean inProse = text.syntax() != Syntax.MARKDOWN
                || text.regions().stream().noneMatch(r -> r.start() <= from && from < r.end());
        boolean signature = inProse && parts.stream().anyMatch(part -> isKnownBare(tool, BARE.matcher(part.text())));
        for (Part part : parts) {
            Matcher label = LABELLED.matcher(part.text());
            Matcher word = BARE.matcher(part.text());
            if (part.text().startsWith("{")) {
                new DataReader(view).read(part.offset()).ifPresent(node -> ArgumentList.keys(tool, node, mentions));
            } else if (label.matches()) {
                mentions.argument(part.offset(), tool, label.group(1));
            } else if (signature && word.matches()) {
                mentions.argument(part.offset() + word.start(1), tool, word.group(1));
            }
        }
    }

    private boolean isKnownBare(String tool, Matcher word) {
        return word.matches() && vocabulary.arguments(tool).orElse(Set.of()).contains(word.group(1));
    }
}
