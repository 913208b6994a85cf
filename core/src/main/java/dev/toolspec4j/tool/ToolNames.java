package dev.toolspec4j.tool;

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
        String recallMemory) {}
