package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Drift.Kind;
import dev.toolspec4j.prompt.Mentions.Argument;
import dev.toolspec4j.prompt.Mentions.Evidence;
import dev.toolspec4j.prompt.Mentions.Mention;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Decides which mentions are wrong. Used for one text, by one thread. */
final class Judge {
    private static final Pattern RENAME = Pattern.compile(
            "(?i)\\b(?:renamed|formerly|previously|was called|used to be|now called|now named|is now|became|replaced|replaces"
                    + "|supersede[sd]?|instead of|rather than|old name|alias|deprecated|migrat\\w+)\\b|->|→|=>");
    private static final Pattern GONE = Pattern.compile(
            "(?i)\\b(?:was|were|been|is|are|got|has been)\\s+(?:\\w+\\s+)?(?:renamed|removed|deleted|dropped|retired|deprecated)\\b|\\bno longer\\b|\\bdoes(?:n't| not) exist\\b"
                    + "|\\b(?:unknown|no such|unrecognized|invalid) tool\\b|\\bthere is no\\b|\\bthere(?:'s| is) not\\b|\\bnot (?:yet )?(?:available|implemented|supported|registered)\\b"
                    + "|\\b(?:planned|upcoming|will be added|in a future|not a tool|isn't a tool|is not a tool|(?<!is )now removed|formerly|previously|hypothetical)\\b");
    private static final Pattern PROMPT_FILE =
            Pattern.compile("(?i)(?:^|[/._-])(?:system|prompts?|instructions?|skills?|persona)[^/]*(?:/[^/]*)?$");
    private static final Pattern PROMPT_TEXT = Pattern.compile(
            "\\b[Yy]ou are (?:an? |the )|\\b[Yy]ou (?:have|can use|can call|may call|must call)\\b|\\b[Yy]our tools\\b");
    private static final Pattern HISTORY =
            Pattern.compile("(?i)(?:^|/)(?:changelog|changes|history|release[-_]?notes|migrat\\w*|upgrad\\w*)[^/]*$");

    private final Manuscript text;
    private final Vocabulary vocabulary;
    private final Mentions mentions;
    private final Consumer<Drift> drifts;
    private final boolean prompt;
    private final Set<String> ourServers = new HashSet<>();

    Judge(Manuscript text, Vocabulary vocabulary, Mentions mentions, Consumer<Drift> drifts) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.mentions = mentions;
        this.drifts = drifts;
        this.prompt = PROMPT_FILE.matcher(text.file()).find()
                || PROMPT_TEXT.matcher(text.prose()).find();
        for (Mention mention : mentions.tools()) {
            if (vocabulary.isTool(mention.name())) {
                mention.server().ifPresent(ourServers::add);
            }
        }
    }

    void judge() {
        mentions.tools().forEach(this::judge);
        mentions.arguments().forEach(this::judge);
    }

    private void judge(Mention mention) {
        String name = mention.name();
        if (vocabulary.isTool(name) || isExcused(mention)) {
            return;
        }
        boolean sure = mention.evidence().compareTo(Evidence.NAMED) >= 0;
        Optional<String> renamed = vocabulary.renamed(name);
        if (renamed.isPresent()) {
            if ((sure || Names.words(name).size() > 1) && !isForeign(mention)) {
                report(mention, Kind.FORMER_NAME, renamed.get());
            }
            return;
        }
        Optional<String> close = vocabulary.close(name);
        Optional<String> whole = vocabulary.shortened(name).filter(tool -> sure || isAmongTools(mention));
        if (close.isPresent() && isNearMiss(mention, close.get(), sure)) {
            report(mention, Kind.NEAR_MISS, close.get());
        } else if (close.isEmpty() && whole.isPresent() && isNearMiss(mention, whole.get(), sure)) {
            report(mention, Kind.NEAR_MISS, whole.get());
        } else if (close.isEmpty() && isUnknownTool(mention, sure)) {
            report(mention, Kind.UNKNOWN_TOOL, vocabulary.related(name).orElse(""));
        }
    }

    private boolean isExcused(Mention mention) {
        boolean definedHere = mentions.isDefined(mention.name()) && mention.evidence() != Evidence.USED;
        if (definedHere
                || mentions.isExcused(mention.offset())
                || HISTORY.matcher(text.file()).find()) {
            return true;
        }
        String line = text.text().substring(text.lineStart(mention.offset()), text.lineEnd(mention.offset()));
        if (mention.evidence() == Evidence.USED) {
            return false;
        }
        boolean tellsOfRename = RENAME.matcher(line).find()
                && vocabulary.renamed(mention.name()).filter(line::contains).isPresent();
        return tellsOfRename || GONE.matcher(line).find();
    }

    /** Returns whether the line names a tool in code as well, so that it speaks of tools. */
    private boolean isAmongTools(Mention mention) {
        if (text.syntax().isProgram() || text.before(mention.offset(), 1).endsWith(" ")) {
            return false;
        }
        int line = text.line(mention.offset());
        return mentions.tools().stream()
                .anyMatch(other -> vocabulary.isTool(other.name())
                        && text.line(other.offset()) == line
                        && text.before(other.offset(), 1).equals("`"));
    }

    private boolean isForeign(Mention mention) {
        return mention.server().filter(server -> !ourServers.contains(server)).isPresent();
    }

    private boolean isNearMiss(Mention mention, String close, boolean sure) {
        boolean unowned = mention.server().filter(String::isEmpty).isPresent();
        if (unowned || vocabulary.isStandIn(mention.name())) {
            return false;
        }
        if (sure) {
            return vocabulary.looksLikeTool(mention.name())
                    || Names.shape(mention.name()) != Names.Shape.WORD
                    || mention.evidence() == Evidence.USED;
        }
        return vocabulary.looksLikeTool(mention.name())
                && mention.name().length() >= 6
                && !vocabulary.isOtherWord(mention.name())
                && (!Names.sameLetters(mention.name(), close) || mention.evidence() == Evidence.CALLED);
    }

    private boolean isUnknownTool(Mention mention, boolean sure) {
        if (isForeign(mention) || vocabulary.names().isEmpty() || vocabulary.isStandIn(mention.name())) {
            return false;
        }
        String name = mention.name();
        if (mention.evidence() == Evidence.USED) {
            return !text.syntax().isProgram() || vocabulary.looksLikeTool(name);
        }
        if (!vocabulary.looksLikeTool(name)) {
            return false;
        }
        if (sure) {
            return true;
        }
        return mention.evidence() == Evidence.CALLED
                && prompt
                && !vocabulary.isOtherWord(name)
                && Names.startsWithVerb(name);
    }

    private void judge(Argument argument) {
        boolean wrong = vocabulary
                .arguments(argument.tool())
                .filter(known -> !known.contains(argument.name()))
                .isPresent();
        if (wrong) {
            report(
                    argument.offset(),
                    Kind.UNKNOWN_ARGUMENT,
                    argument.found(),
                    vocabulary.suggestArgument(argument.tool(), argument.name()));
        }
    }

    private void report(Mention mention, Kind kind, String suggestion) {
        String prefix = mention.found()
                .substring(0, mention.found().length() - mention.name().length());
        report(mention.offset(), kind, mention.found(), suggestion.isEmpty() ? "" : prefix + suggestion);
    }

    private void report(int offset, Kind kind, String found, String suggestion) {
        drifts.accept(new Drift(text.file(), text.line(offset), text.column(offset), kind, found, suggestion));
    }
}
