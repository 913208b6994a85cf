package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Mentions.Evidence;
import dev.toolspec4j.prompt.Mentions.Mention;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides whether a list of names is one of tools, and of whose. */
final class ToolLists {
    private static final Pattern ABOUT_TOOLS =
            Pattern.compile("(?i)\\b(?:tools?|functions you can call|callable functions)\\b");
    private static final Pattern FOREIGN =
            Pattern.compile("(?i)\\b(?:other|another|external|third[- ]party)\\b|\\bserver'?s?\\b");

    private final Vocabulary vocabulary;
    private final Mentions mentions;

    ToolLists(Vocabulary vocabulary, Mentions mentions) {
        this.vocabulary = vocabulary;
        this.mentions = mentions;
    }

    /** A name in a list. */
    record Entry(int offset, String name) {}

    boolean couldBeTool(String name) {
        return vocabulary.looksLikeTool(name)
                || vocabulary.isTool(name)
                || vocabulary.renamed(name).isPresent();
    }

    long known(List<Entry> entries) {
        return entries.stream().filter(entry -> vocabulary.isTool(entry.name())).count();
    }

    /** Says that each of the names stands for a tool. */
    void name(List<Entry> entries) {
        entries.forEach(entry -> mentions.tool(entry.offset(), entry.name(), Evidence.NAMED));
    }

    /** Words about tools, unless they are about something that tools have, such as options. */
    static boolean isAboutTools(String text) {
        String words = text.substring(Math.max(0, text.length() - 300));
        return ABOUT_TOOLS.matcher(words).find()
                && Names.words(words.replace(' ', '_')).stream()
                        .map(word -> word.replaceAll("[^a-z]", ""))
                        .noneMatch(PhraseFinder.DATA::contains);
    }

    /** A list is one of our tools when words above it say so or most entries are tools. */
    void keep(List<Entry> entries, boolean led, String above) {
        long known = known(entries);
        boolean alike = entries.stream()
                .allMatch(entry -> vocabulary.isTool(entry.name())
                        || vocabulary.hasOurPrefix(entry.name())
                        || Names.startsWithVerb(entry.name()));
        boolean ours = led
                ? known > 0 || !FOREIGN.matcher(above).find()
                : known * 2 >= entries.size() && (known >= 2 || (known == 1 && alike));
        for (Entry entry : entries) {
            boolean distinct = Names.shape(entry.name()) != Names.Shape.WORD || known > 0;
            if (ours && distinct) {
                mentions.tool(entry.offset(), entry.name(), Evidence.NAMED);
            } else if (led && !ours) {
                mentions.tool(new Mention(entry.offset(), entry.name(), entry.name(), Evidence.NAMED, Optional.of("")));
            }
        }
    }
}
