package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.ToolLists.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds tools in a row: after words such as "Tools:", and beside a tool. */
final class RowFinder {
    private static final Pattern ONE_LINE = Pattern.compile(
            "(?i)\\btools?\\b[^.\\n:|]{0,40}:\\s*((?:[`*]*[\\w.-]+[`*]*(?:\\([^)\\n]*\\))?(?:\\s*,\\s*(?:and\\s+|or\\s+)?|\\s+and\\s+|\\s+or\\s+)){1,40}[`*]*[\\w-]+[`*]*)");
    private static final Pattern ITEM = Pattern.compile("(?<![\\w.(-])(" + Names.PATTERN + ")(?![\\w)=-])");
    private static final Pattern CODE_NAME = Pattern.compile("`(" + Names.PATTERN + ")(?:\\([^)`]*\\))?`");
    private static final Pattern RUN = Pattern.compile(
            "`[A-Za-z][\\w.-]*(?:\\([^)`]*\\))?`(?:\\s*(?:,\\s*(?:and|or)?|and|or|/|\\||→|->|\\+|&)\\s*`[A-Za-z][\\w.-]*(?:\\([^)`]*\\))?`){1,40}");

    private final Manuscript text;
    private final Vocabulary vocabulary;
    private final ToolLists lists;
    private final String view;

    RowFinder(Manuscript text, Vocabulary vocabulary, ToolLists lists) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.lists = lists;
        this.view = text.prose();
    }

    void find() {
        oneLiners();
        runs();
    }

    private void oneLiners() {
        Matcher list = ONE_LINE.matcher(view);
        while (list.find()) {
            List<Entry> entries = new ArrayList<>();
            Matcher name = ITEM.matcher(list.group(1));
            while (name.find()) {
                if (vocabulary.looksLikeTool(name.group(1)) && !name.group(1).matches("and|or")) {
                    entries.add(new Entry(list.start(1) + name.start(1), name.group(1)));
                }
            }
            int lineStart = text.lineStart(list.start());
            String above = view.substring(lineStart, list.start(1));
            boolean ours = ToolLists.isAboutTools(above)
                    && !PhraseFinder.OF_DEVELOPERS.matcher(above).find();
            lists.keep(entries, ours, above);
        }
    }

    /** Names in a row, such as `a`, `b` / `c`, are of one kind: when one is a tool, so are the others. */
    private void runs() {
        Matcher run = RUN.matcher(view);
        while (run.find()) {
            List<Entry> entries = new ArrayList<>();
            Matcher name = CODE_NAME.matcher(run.group());
            boolean mixed = false;
            while (name.find()) {
                mixed |= vocabulary.isOtherWord(name.group(1));
                if (vocabulary.looksLikeTool(name.group(1))) {
                    entries.add(new Entry(run.start() + name.start(1), name.group(1)));
                }
            }
            if (lists.known(entries) > 0 && !mixed && !PhraseFinder.isOther(text.after(run.end(), 60))) {
                lists.name(entries);
            }
        }
    }
}
