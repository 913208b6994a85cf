package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Mentions.Argument;
import dev.toolspec4j.prompt.Mentions.Evidence;
import dev.toolspec4j.prompt.Mentions.Mention;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds calls: {@code callTool("name", …)}, mark-up, shell commands, references, qualified names. */
final class CallFinder {
    private static final String NAME = "(" + Names.PATTERN + ")";
    private static final Pattern CALL_TOOL = Pattern.compile(
            "(?i)\\b\\w*(?:(?:call|invoke|execute|run|use|dispatch)_?(?:mcp_?)?tool|tool_?call)\\w*\\s*\\(\\s*(?:name\\s*=\\s*)?[\"'`]"
                    + NAME + "[\"'`]");
    private static final Pattern CALL = Pattern.compile("\\.(?:call|execute|invoke|dispatch)\\(\\s*\"" + NAME + "\"");
    private static final Pattern REQUEST = Pattern.compile(
            "(?:ToolExecutionRequest|ToolCall|CallToolRequest)\\.builder\\(\\)[^;]{0,120}?\\.name\\(\\s*\"" + NAME
                    + "\"\\s*\\)|" + "new\\s+CallToolRequest\\(\\s*\"" + NAME + "\"");
    private static final Pattern COMPARED = Pattern.compile(
            "(?i)\\b[\\w.]{0,60}(?:tool_?name|tool|function\\.name|tool\\.name)(?:\\(\\))?\\s*(?:===?|!==?|\\.equals\\()\\s*[\"']"
                    + NAME + "[\"']");
    private static final Pattern MARK_UP = Pattern.compile(
            "<(?:invoke|tool_call|tool_use|use_tool|function_call|tool|function)(?:\\s+name=\\\\?[\"']|=)" + NAME
                    + "|<tool_name>\\s*" + NAME);
    private static final Pattern MARK_UP_ARGUMENT =
            Pattern.compile("<(?:parameter|argument|param|arg)(?:\\s+name=\\\\?[\"']|=)([\\w-]+)");
    private static final Pattern QUALIFIED = Pattern.compile("\\bmcp__([A-Za-z0-9-]+(?:_[A-Za-z0-9-]+)*)__" + NAME);
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:\\btoolspec4j(?:\\.jar)?\\s+call|(?<!\\S)--tool-name)[ =]+" + NAME
                    + "([^\\n|;&`]*(?:\\\\\\n[^\\n|;&`]*){0,20})");
    private static final Pattern OPTION =
            Pattern.compile("--tool-arg[ =]+(?<pair>[\\w-]+)(?==)|(?<![\\w-])--(?<option>[a-z][\\w-]*)");
    private static final Set<String> COMMON_OPTIONS = Set.of("json", "help", "tool-arg", "tool-name", "method");
    private static final Pattern REFERENCE = Pattern.compile("\\{tool:" + NAME + "}");

    private final Manuscript text;
    private final Vocabulary vocabulary;
    private final Mentions mentions;

    CallFinder(Manuscript text, Vocabulary vocabulary, Mentions mentions) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.mentions = mentions;
    }

    void find() {
        String all = text.text();
        calls(CALL_TOOL, all, Evidence.USED);
        calls(REQUEST, all, Evidence.USED);
        calls(CALL, all, Evidence.WORD);
        calls(COMPARED, all, Evidence.NAMED);
        markUp(all);
        qualified(all);
        commands(all);
        Matcher reference = REFERENCE.matcher(all);
        while (reference.find()) {
            mentions.tool(reference.start(1), reference.group(1), Evidence.USED);
        }
    }

    private void calls(Pattern pattern, String all, Evidence evidence) {
        Matcher call = pattern.matcher(all);
        while (call.find()) {
            int group = call.group(1) == null ? 2 : 1;
            mentions.tool(call.start(group), call.group(group), evidence);
            if (evidence != Evidence.NAMED && vocabulary.isTool(call.group(group))) {
                givenAfter(call.group(group), all, call.end());
            }
        }
    }

    /** Reads the object, JSON text or Map.of that follows within the same statement. */
    private void givenAfter(String tool, String all, int from) {
        int stop = Math.min(all.length(), from + 400);
        Matcher map = Pattern.compile("\\bMap\\.of\\(").matcher(all).region(from, stop);
        Matcher object =
                Pattern.compile("\\G[\\s\\w.,=():\"'\\\\-]*?(\\{)").matcher(all).region(from, stop);
        if (object.find() && !all.substring(from, object.start(1)).contains(";")) {
            Optional<DataNode> read = new DataReader(all).read(object.start(1));
            read.or(() -> new DataReader(Manuscript.unescape(all)).read(object.start(1)))
                    .ifPresent(node -> ArgumentList.keys(tool, node, mentions));
        } else if (map.find() && !all.substring(from, map.start()).contains(";")) {
            List<ArgumentList.Part> parts = ArgumentList.parts(all, map.end());
            for (int i = 0; i < parts.size(); i += 2) {
                Matcher key =
                        Pattern.compile("\"([\\w-]+)\"").matcher(parts.get(i).text());
                if (key.matches()) {
                    mentions.argument(parts.get(i).offset() + 1, tool, key.group(1));
                }
            }
        }
    }

    private void markUp(String all) {
        Matcher tool = MARK_UP.matcher(all);
        while (tool.find()) {
            int group = tool.group(1) == null ? 2 : 1;
            mentions.tool(tool.start(group), tool.group(group), Evidence.USED);
            int stop = nextAfter(all, tool.end());
            Matcher argument = MARK_UP_ARGUMENT.matcher(all).region(tool.end(), stop);
            while (vocabulary.isTool(tool.group(group)) && argument.find()) {
                mentions.argument(argument.start(1), tool.group(group), argument.group(1));
            }
        }
    }

    private static int nextAfter(String all, int from) {
        Matcher next = Pattern.compile(
                        "</(?:invoke|tool_call|tool_use|use_tool|function_call|tool|function)>|<invoke\\s")
                .matcher(all);
        return next.find(from) ? next.start() : Math.min(all.length(), from + 2_000);
    }

    private void qualified(String all) {
        Matcher name = QUALIFIED.matcher(all);
        while (name.find()) {
            mentions.tool(
                    new Mention(name.start(), name.group(2), name.group(), Evidence.USED, Optional.of(name.group(1))));
        }
    }

    private void commands(String all) {
        Matcher command = COMMAND.matcher(all);
        while (command.find()) {
            String tool = command.group(1);
            mentions.tool(command.start(1), tool, Evidence.USED);
            Matcher option = OPTION.matcher(all).region(command.start(2), command.end(2));
            while (vocabulary.isTool(tool) && option.find()) {
                String name = option.group("option");
                if (name == null) {
                    mentions.argument(option.start("pair"), tool, option.group("pair"));
                } else if (!COMMON_OPTIONS.contains(name)) {
                    mentions.argument(new Argument(option.start(), tool, name.replace('-', '_'), option.group()));
                }
            }
        }
    }
}
