package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Mentions.Evidence;
import dev.toolspec4j.prompt.Mentions.Mention;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds names in sentences, and what the words around each say about it. */
final class PhraseFinder {
    private static final Pattern TOKEN = Pattern.compile(Names.PATTERN);
    private static final String ITEM = "(?:`[^`\\n]+`|\\*\\*[\\w-]+\\*\\*|\"[\\w-]+\"|\\w+_\\w+)";
    private static final String JOINT = "\\s*(?:,\\s*(?:and|or)?|and|or|/|&)\\s*";
    private static final Pattern TOOL_AFTER = Pattern.compile(
            "^(?:\\([^)\\n]*\\))?[`*\"'’]*(?:" + JOINT + "(?:the\\s+)?" + ITEM
                    + ")*\\s+(?:MCP\\s+|function\\s+)?tools?\\b(?!-)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TOOL_BEFORE = Pattern.compile(
            "\\b(?<!line )(?<!CLI )(?<!shell )(?<!build )tools?(?:\\s+(?:named|called|such\\s+as|like|is|are|including|include|includes))?[\\s:(]*(?:"
                    + ITEM + JOINT + ")*[`*\"']*$",
            Pattern.CASE_INSENSITIVE);
    static final Pattern OF_DEVELOPERS = Pattern.compile(
            "(?i)\\b(?:install(?:s|ed|ing)?|pip|brew|npm|apt|developer|dev|build|lint\\w*|format\\w*|command[- ]line|cli)\\b[^.;]{0,40}\\btools?\\b");
    private static final Pattern CALL_BEFORE = Pattern.compile(
            "\\b(?:call|calls|calling|invoke|invokes|invoking|use|uses|using|run|try|via|through)\\b(?:[^.;:!?]{0,80}\\b(?:then|and|or))?(?:\\s+the)?\\s+[`*\"']*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NEXT_WORDS =
            Pattern.compile("^(?:\\([^)\\n]*\\))?[`*\"'’]*\\s+([A-Za-z-]+)(?:\\s+([A-Za-z-]+))?");
    private static final Pattern IS_A =
            Pattern.compile("^[`*\"']*\\s+(?:is|are|was)\\s+(?:an?|the|our)\\s+(?:\\w+\\s+)?(\\w+)");
    private static final Pattern LAST_WORD = Pattern.compile("([A-Za-z-]+)\\s+[`*\"']*$");
    private static final Pattern OWNED_BEFORE = Pattern.compile("\\b[A-Z]\\w+['’]s\\s+[`*\"']*$");
    private static final Pattern OWNED_AFTER = Pattern.compile("^[`*\"']*(?:" + JOINT + ITEM
            + "){0,8}\\s+(?:tools?\\s+)?(?:of|from|in|on|by|via|provided\\s+by|that\\s+comes\\s+with)\\s+(?:the\\s+|your\\s+|another\\s+|an?\\s+)?"
            + "(?:\\w+\\s+)?(?:[A-Z]\\w+|(?:\\w+\\s+)?(?:server|plugin|extension))\\b");
    static final Set<String> DATA = Set.of(
            ("alias argument arguments attribute attributes branch bucket channel cluster column columns constant cookie"
                            + " database dataset directory entity enum env environment event events exception field fields"
                            + " file files flag flags folder header headers id index issuer key keys label labels metric"
                            + " metrics migration mode model namespace option options package param parameter parameters"
                            + " params path permission placeholder policy property properties queue record role schema scope"
                            + " secret section setting settings span state status statuses string table tables tag tags topic"
                            + " token type value values variable variables view views")
                    .split(" "));
    private static final Set<String> CODE = Set.of(
            ("action annotation api attribute background binary builtin callback class classes cli code command component"
                            + " constructor container controller coroutine cron decorator dag deployment endpoint endpoints"
                            + " executable factory fixture fixtures function functions gem generator handler helper helpers hook"
                            + " hooks image interface job jobs keyword lambda library macro makefile member method methods"
                            + " middleware mixin module modules node npm object operator pipeline plugin pod procedure process"
                            + " program prop props python query repo repository route rpc rule script scripts selector"
                            + " service snippet struct subcommand suite target task tasks test tests thread trait trigger"
                            + " utility webhook widget worker workflow")
                    .split(" "));

    private final Manuscript text;
    private final Vocabulary vocabulary;
    private final Mentions mentions;
    private final String view;

    PhraseFinder(Manuscript text, Vocabulary vocabulary, Mentions mentions) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.mentions = mentions;
        this.view = text.prose();
    }

    void find() {
        Matcher token = TOKEN.matcher(view);
        while (token.find()) {
            String name = token.group();
            if (isCandidate(name, token.start(), token.end())) {
                judge(name, token.start(), token.end());
            }
        }
        for (StringScanner.Piece piece : text.literals()) {
            String literal = text.text().substring(piece.start(), piece.end());
            if (vocabulary.renamed(literal).isPresent() && Names.words(literal).size() > 1) {
                mentions.tool(piece.start(), literal, Evidence.WORD);
            }
        }
    }

    private boolean isCandidate(String name, int start, int end) {
        Names.Shape shape = Names.shape(name);
        boolean quoted = (start > 0 && "`\"*'".indexOf(view.charAt(start - 1)) >= 0)
                || text.before(start, 12).endsWith("{@code ");
        return switch (shape) {
            case SNAKE -> isFree(start, end);
            case CAMEL -> (quoted || toolWordNear(start, end) || isOurs(name)) && isFree(start, end);
            case KEBAB, DOTTED -> (quoted || toolWordNear(start, end)) && isFree(start, end);
            default -> vocabulary.looksLikeTool(name) && quoted && isFree(start, end);
        };
    }

    /** Returns whether a text for people or models writes a name as the catalogue does, or nearly so. */
    private boolean isOurs(String name) {
        return !text.syntax().isProgram()
                && vocabulary.looksLikeTool(name)
                && (vocabulary.close(name).isPresent()
                        || vocabulary.renamed(name).isPresent());
    }

    /** Returns whether nothing around the name makes it part of something longer: a path, an option, a variable. */
    private boolean isFree(int start, int end) {
        char before = start == 0 ? ' ' : view.charAt(start - 1);
        char after = end >= view.length() ? ' ' : view.charAt(end);
        char second = end + 1 >= view.length() ? ' ' : view.charAt(end + 1);
        boolean partBefore = "/\\$@#%&.<{-_=+~:".indexOf(before) >= 0 || Character.isLetterOrDigit(before);
        if (after == '}' && text.before(start, 12).endsWith("{@code ")) {
            return true;
        }
        boolean partAfter = "/\\=>}@$_".indexOf(after) >= 0
                || (after == ':' && second == ':')
                || (after == '[' && second != ' ')
                || (after == '-' && second == '>')
                || (after == '.' && Character.isLetterOrDigit(second));
        return !partBefore && !partAfter;
    }

    private void judge(String name, int start, int end) {
        String left = text.before(start, 160).replaceFirst("\\{@code $", "");
        String right = text.after(end, 160);
        boolean wrapped = view.substring(text.lineStart(start), start).isBlank();
        boolean tool = TOOL_AFTER.matcher(right).find()
                || (!wrapped
                        && TOOL_BEFORE.matcher(left).find()
                        && !OF_DEVELOPERS.matcher(left).find()
                        && !isOther(right));
        if (!tool && inLongerCode(start, end)) {
            return;
        }
        if (!tool && isNamedOtherwise(left, right, vocabulary.renamed(name).isPresent())) {
            return;
        }
        tool |= start > 0 && view.charAt(start - 1) == '`' && vocabulary.hasOurPrefix(name);
        Evidence evidence = tool ? Evidence.NAMED : isCalled(left) ? Evidence.CALLED : Evidence.WORD;
        boolean foreign =
                OWNED_BEFORE.matcher(left).find() || OWNED_AFTER.matcher(right).find();
        mentions.tool(new Mention(start, name, name, evidence, foreign ? Optional.of("") : Optional.empty()));
    }

    private boolean toolWordNear(int start, int end) {
        return TOOL_AFTER.matcher(text.after(end, 40)).find()
                || TOOL_BEFORE.matcher(text.before(start, 40)).find();
    }

    private static boolean isCalled(String left) {
        return CALL_BEFORE.matcher(left).find();
    }

    static boolean isOther(String right) {
        return follows(right, DATA) || follows(right, CODE);
    }

    private boolean isNamedOtherwise(String left, String right, boolean former) {
        Matcher last = LAST_WORD.matcher(left);
        String before = last.find() ? last.group(1).toLowerCase(java.util.Locale.ROOT) : "";
        boolean data = DATA.contains(before) || follows(right, DATA);
        return data || (!former && (CODE.contains(before) || follows(right, CODE)));
    }

    private static boolean follows(String right, Set<String> nouns) {
        Matcher next = NEXT_WORDS.matcher(right);
        if (next.find()) {
            String first = next.group(1).toLowerCase(java.util.Locale.ROOT);
            String second = next.group(2) == null ? "" : next.group(2).toLowerCase(java.util.Locale.ROOT);
            boolean adjective = first.matches(
                    "environment|database|python|java|config|configuration|request|response|boolean|string|query|json|yaml");
            if (nouns.contains(first) || (adjective && (DATA.contains(second) || CODE.contains(second)))) {
                return true;
            }
        }
        Matcher is = IS_A.matcher(right);
        return is.find() && nouns.contains(is.group(1));
    }

    /** Returns whether the name is a word of a longer code span, such as a query or a command. */
    private boolean inLongerCode(int start, int end) {
        int lineStart = text.lineStart(start);
        int lineEnd = text.lineEnd(end);
        String line = view.substring(lineStart, lineEnd);
        Matcher span = Pattern.compile("(`+)([^`\\n]+)\\1").matcher(line);
        while (span.find()) {
            int from = lineStart + span.start(2);
            int to = lineStart + span.end(2);
            if (from <= start && end <= to) {
                String code = span.group(2).strip();
                return !code.startsWith(view.substring(start, end))
                        || !code.substring(end - start).matches("(?s)|\\(.*\\)");
            }
        }
        return false;
    }
}
