package dev.toolspec4j.prompt;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds data about tools: JSON, YAML, front matter and the literals of programs. */
final class DataFinder {
    private static final Pattern TOOL_LIST = Pattern.compile(
            "(?i)(?<![\\w-])([\\w-]*tools|[\\w-]*tool_?names)[\"']?\\s*(?::\\s*[\\w\\[\\]<>, ]+)?\\s*[:=]\\s*"
                    + "(?:(?:frozen)?set\\(|List\\.of\\(|Set\\.of\\(|Arrays\\.asList\\(|new\\s+\\w*\\[\\]\\s*)?\\s*(?=[\\[({\"'])");

    private static final String STRING = "[\"'][\\w.-]{1,64}[\"']";
    private static final Pattern NAMES =
            Pattern.compile("[\\[({]\\s*" + STRING + "(?:\\s*,\\s*" + STRING + "){2,200}\\s*,?\\s*[\\])}]");
    private static final Pattern KEYS = Pattern.compile("[{(]\\s*" + STRING + "\\s*(?::|=>)[^{}\"']{1,80}(?:,\\s*"
            + STRING + "\\s*(?::|=>)[^{}\"']{1,80}){2,200},?\\s*[})]");
    private static final Pattern ONE = Pattern.compile("[\"']([\\w.-]{1,64})[\"']");

    private final Manuscript text;
    private final Vocabulary vocabulary;
    private final ToolData data;

    DataFinder(Manuscript text, Vocabulary vocabulary, Mentions mentions) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.data = new ToolData(text, vocabulary, mentions);
    }

    void find() {
        String all = text.text();
        objects(all);
        String unescaped = Manuscript.unescape(all);
        if (!unescaped.equals(all)) {
            objects(unescaped);
        }
        toolLists(all);
        lists(all, NAMES);
        lists(all, KEYS);
        for (Manuscript.Region region : text.regions()) {
            if (region.syntax() == Syntax.YAML) {
                YamlReader.read(all, region.start(), region.end()).forEach(node -> data.visit(node, Optional.empty()));
            }
        }
        frontMatter(all);
    }

    private void frontMatter(String all) {
        FrontMatter.of(all)
                .ifPresent(end -> YamlReader.read(all, 4, end).forEach(node -> data.visit(node, Optional.empty())));
    }

    /** Reads every object that stands on its own; what cannot be read costs no more than a bounded number of tries. */
    private void objects(String view) {
        DataReader reader = new DataReader(view);
        long patience = 20L * view.length() + 10_000;
        int at = nextObject(view, 0);
        while (at >= 0 && patience > 0) {
            Optional<DataNode> node = reader.read(at);
            patience -= reader.end() - at;
            if (node.isPresent()) {
                data.visit(node.get(), Optional.empty());
            }
            at = nextObject(view, node.isPresent() ? reader.end() : at + 1);
        }
    }

    private static int nextObject(String view, int from) {
        for (int i = from; i < view.length(); i++) {
            char c = view.charAt(i);
            if (c == '{' || (c == '[' && opensObject(view, i + 1))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean opensObject(String view, int from) {
        int i = from;
        while (i < view.length() && Character.isWhitespace(view.charAt(i))) {
            i++;
        }
        return i < view.length() && view.charAt(i) == '{';
    }

    private void toolLists(String all) {
        Matcher list = TOOL_LIST.matcher(all);
        while (list.find()) {
            boolean program = text.syntax().isProgram() || !text.regions().isEmpty();
            char open = list.end() < all.length() ? all.charAt(list.end()) : ' ';
            if (open == '[' || open == '{') {
                new DataReader(all).read(list.end()).ifPresent(node -> data.listed(node, Optional.empty()));
            } else if (program && (open == '(' || open == '"' || open == '\'')) {
                strings(all, list.end());
            }
        }
    }

    /** A list of names, or a table of handlers, of which most are tools is one of tools, whatever it is called. */
    private void lists(String all, Pattern form) {
        Matcher list = form.matcher(all);
        while (list.find()) {
            List<MatchResult> names = ONE.matcher(list.group()).results().toList();
            long tools = names.stream()
                    .filter(name -> vocabulary.isTool(name.group(1)))
                    .count();
            if (tools >= 2 && tools * 2 > names.size()) {
                names.forEach(name -> data.entry(list.start() + name.start(1), name.group(1), Optional.empty()));
            }
        }
    }

    /** Reads the strings of a tuple or of a call such as {@code List.of("a", "b")}, which are no JSON list. */
    private void strings(String all, int from) {
        Matcher string =
                Pattern.compile("\\G\\(?\\s*[\"']([^\"'\\n]+)[\"']\\s*,?").matcher(all);
        int at = from;
        while (string.find(at)) {
            data.entry(string.start(1), string.group(1), Optional.empty());
            at = string.end();
        }
    }
}
