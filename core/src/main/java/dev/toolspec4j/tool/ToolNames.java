package dev.toolspec4j.tool;

import java.util.function.UnaryOperator;

/**
 * The names of the built-in tools, for handlers that must name one in a message. Each component is named after the tool
 * it stands for; the values come from {@code builtin.BuiltinTools}, the one place that knows them.
 */
public record ToolNames(
        String delegateTask,
        String delegateTaskAsync,
        String checkTaskStatus,
        String listPeers,
        String getWorkspaceInfo,
        String sendMessageToUser,
        String commitMemory,
        String recallMemory) {
    /** Returns the names under which a host shows the tools, such as {@code mcp__team__} before each name. */
    public ToolNames shown(UnaryOperator<String> shownName) {
        return new ToolNames(
                shownName.apply(delegateTask),
                shownName.apply(delegateTaskAsync),
                shownName.apply(checkTaskStatus),
                shownName.apply(listPeers),
                shownName.apply(getWorkspaceInfo),
                shownName.apply(sendMessageToUser),
                shownName.apply(commitMemory),
                shownName.apply(recallMemory));
    }
}
