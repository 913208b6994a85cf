package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Checks one text. */
final class TextCheck {
    private TextCheck() {}

    static List<Drift> run(String file, String content, Syntax syntax, Vocabulary vocabulary) {
        Manuscript text = new Manuscript(file, content.replace("\r\n", "\n").replace('\r', '\n'), syntax);
        Mentions mentions = new Mentions();
        DefinitionFinder.find(text, mentions);
        new DataFinder(text, vocabulary, mentions).find();
        new CallFinder(text, vocabulary, mentions).find();
        new FormFinder(text, vocabulary, mentions).find();
        ToolLists lists = new ToolLists(vocabulary, mentions);
        new ListFinder(text, lists).find();
        new TableFinder(text, mentions, lists).find();
        new RowFinder(text, vocabulary, lists).find();
        new PhraseFinder(text, vocabulary, mentions).find();
        ArgumentPhrases.find(text, vocabulary, mentions);
        ParameterFinder.find(text, vocabulary, mentions);
        List<Drift> drifts = new ArrayList<>();
        new Judge(text, vocabulary, mentions, drifts::add).judge();
        Claims.check(text, vocabulary, drifts::add);
        CountFinder.check(text, vocabulary, drifts::add);
        Ignores ignores = Ignores.in(text);
        drifts.removeIf(ignores::covers);
        drifts.sort(Comparator.comparingInt(Drift::line).thenComparingInt(Drift::column));
        return List.copyOf(drifts);
    }
}
