package dev.toolspec4j.cli;

import dev.langchain4j.data.message.AiMessage;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.cli.StandInModel.Turn;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.tool.ToolResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A lead agent by rule: it recalls when asked to remember, else finds a peer, delegates and keeps the outcome. */
final class LeadRules implements StandInModel.Rules {
    private static final Pattern PEER_ID = Pattern.compile("\\(ID: ([^,]+),");
    private static final Pattern ABOUT_THE_PAST =
            Pattern.compile("(?i)\\b(remember|recall|memory|memories|earlier|last time|before the restart)\\b");
    private static final String NOTHING_RECALLED = "I remember nothing about that.";

    private final ToolNames tools = BuiltinTools.names();

    @Override
    public AiMessage next(Turn turn) {
        if (ABOUT_THE_PAST.matcher(turn.question()).find()) {
            return turn.answerOf(tools.recallMemory())
                    .map(LeadRules::recalled)
                    .orElseGet(() -> turn.call(tools.recallMemory(), json("query", turn.question(), "limit", 3)));
        }
        Optional<String> answer = turn.answerOf(tools.delegateTask());
        if (answer.isPresent()) {
            return afterDelegation(turn, answer.get());
        }
        return turn.answerOf(tools.listPeers())
                .map(peers -> delegate(turn, peers))
                .orElseGet(() -> turn.call(tools.listPeers(), "{}"));
    }

    private AiMessage delegate(Turn turn, String peers) {
        Matcher matcher = PEER_ID.matcher(peers);
        if (!matcher.find()) {
            return AiMessage.from("There is nobody I could ask: " + peers);
        }
        return turn.call(tools.delegateTask(), json("workspace_id", matcher.group(1), "task", turn.question()));
    }

    private AiMessage afterDelegation(Turn turn, String answer) {
        boolean failed = answer.startsWith("Error: ");
        boolean kept = turn.answerOf(tools.commitMemory()).isPresent();
        if (failed || kept) {
            return AiMessage.from(answer);
        }
        return turn.call(
                tools.commitMemory(),
                ToolResult.json(Map.of("content", "Question: " + turn.question() + " Answer: " + answer))
                        .text());
    }

    private static AiMessage recalled(String memories) {
        return AiMessage.from(memories.startsWith("[") ? "I remember: " + memories : NOTHING_RECALLED);
    }

    private static String json(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put(first, firstValue);
        arguments.put(second, secondValue);
        return ToolResult.json(arguments).text();
    }
}
