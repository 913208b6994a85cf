package dev.toolspec4j.cli;

import dev.langchain4j.data.message.AiMessage;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.cli.StandInModel.Turn;
import dev.toolspec4j.tool.ToolResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A peer agent by rule: it looks every task up in its own memories and answers with what it finds. */
final class LibrarianRules implements StandInModel.Rules {
    private static final String SCOPE_MARK = "\\[(LOCAL|TEAM|GLOBAL)] ";

    private final String recall = BuiltinTools.names().recallMemory();

    @Override
    public AiMessage next(Turn turn) {
        Optional<String> found = turn.answerOf(recall);
        if (found.isEmpty()) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("query", turn.question());
            arguments.put("limit", 2);
            return turn.call(recall, ToolResult.json(arguments).text());
        }
        String notes = found.get()
                .lines()
                .filter(line -> line.startsWith("["))
                .map(line -> line.replaceFirst(SCOPE_MARK, ""))
                .collect(Collectors.joining(" "));
        return AiMessage.from(notes.isEmpty() ? "My notes say nothing about that." : "My notes say: " + notes);
    }
}
