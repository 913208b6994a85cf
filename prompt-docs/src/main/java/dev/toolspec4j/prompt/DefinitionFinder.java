package dev.toolspec4j.prompt;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds names that a text defines itself: functions, tables, tools it registers and the names they had. They are no
 * references.
 */
final class DefinitionFinder {
    private static final String NAME = "([A-Za-z_][\\w-]*)";
    private static final List<Pattern> DEFINITIONS = List.of(
            Pattern.compile("\\b(?:def|function|func|fn|class|record|interface|enum|struct|type)\\s+" + NAME),
            Pattern.compile("\\b(?:const|let|var|val)\\s+" + NAME + "\\s*[:=]"),
            Pattern.compile("(?:\\b(?:public|private|protected|static|final|async)\\s+)+[\\w<>\\[\\], ?.]+\\s" + NAME
                    + "\\s*\\("),
            Pattern.compile("(?m)^\\s*(?:String|int|long|boolean|void|var|[A-Z]\\w*(?:<[^>\\n]*>)?)\\s+" + NAME
                    + "\\s*\\([^)\\n]*\\)\\s*\\{"),
            Pattern.compile(
                    "(?i)\\bcreate\\s+(?:table|view|index|function|procedure)\\s+(?:if\\s+not\\s+exists\\s+)?" + NAME),
            Pattern.compile(
                    "(?i)\\b(?:register_?tool|define_?tool|create_?tool|add_?tool|new_?tool|\\.tool|named)\\s*\\(\\s*\\{?\\s*(?:name\\s*[:=]\\s*)?[\"'`]"
                            + NAME),
            Pattern.compile("@(?:Tool|tool|mcp\\.tool|McpTool|function_tool)\\s*\\([^)\\n]*?name\\s*=\\s*[\"']" + NAME),
            Pattern.compile(
                    "\\b(?:ToolSpecification|Tool|FunctionDeclaration|FunctionTool|StructuredTool)\\.builder\\(\\)\\s*\\.name\\(\\s*\""
                            + NAME),
            Pattern.compile("\\bTool\\(\\s*name\\s*=\\s*[\"']" + NAME),
            Pattern.compile(
                    "(?m)^\\s*(?:from\\s+[\\w.]+\\s+)?import\\s+(?:static\\s+)?(?:[\\w.]+\\.)?" + NAME + "\\s*;?$"),
            Pattern.compile("\\b(?:export\\s+)?(?:async\\s+)?function\\*?\\s+" + NAME));

    private static final Pattern FORMER_NAMES = Pattern.compile(
            "(?i)\\b(?:with_?)?(?:(?:former|old|previous|deprecated|legacy)_?names?|aliases)\\b[\"']?\\s*[:=(]\\s*[\\[({]?[^\\])}\\n]*");

    private DefinitionFinder() {}

    static void find(Manuscript text, Mentions mentions) {
        Matcher former = FORMER_NAMES.matcher(text.text());
        while (former.find()) {
            mentions.excuse(former.start(), former.end());
        }
        for (Pattern pattern : DEFINITIONS) {
            Matcher definition = pattern.matcher(text.text());
            while (definition.find()) {
                mentions.defined(definition.group(1));
            }
        }
    }
}
