package dev.toolspec4j.builtin;

import dev.toolspec4j.delegation.DelegationHandlers;
import dev.toolspec4j.delegation.DelegationWording;
import dev.toolspec4j.memory.MemoryHandlers;
import dev.toolspec4j.message.MessageHandlers;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolHandler;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceHandlers;
import java.util.List;

/** The eight tools that make a single agent part of a team. Immutable; safe for use by several threads. */
public final class BuiltinTools {
    private static final ToolNames NAMES = new ToolNames(
            TeamTools.DELEGATE_TASK,
            TeamTools.DELEGATE_TASK_ASYNC,
            TeamTools.CHECK_TASK_STATUS,
            TeamTools.LIST_PEERS,
            TeamTools.GET_WORKSPACE_INFO,
            TeamTools.SEND_MESSAGE_TO_USER,
            MemoryTools.COMMIT_MEMORY,
            MemoryTools.RECALL_MEMORY);

    private static final DelegationWording WORDING = new DelegationTexts();

    private BuiltinTools() {}

    /** Returns the tools' names, for handlers that must name one in a message. */
    public static ToolNames names() {
        return NAMES;
    }

    /** Returns the sentences about delegations, for handlers. */
    public static DelegationWording wording() {
        return WORDING;
    }

    /** Returns the eight tools over a workspace's handlers, in their order. */
    public static ToolRegistry of(
            WorkspaceHandlers workspace,
            DelegationHandlers delegation,
            MessageHandlers message,
            MemoryHandlers memory) {
        return ToolRegistry.of(List.of(
                TeamTools.delegateTask(delegation::delegateTask),
                TeamTools.delegateTaskAsync(delegation::delegateTaskAsync),
                TeamTools.checkTaskStatus(delegation::checkTaskStatus),
                TeamTools.listPeers(workspace::listPeers),
                TeamTools.getWorkspaceInfo(workspace::getWorkspaceInfo),
                TeamTools.sendMessageToUser(message::sendMessageToUser),
                MemoryTools.commitMemory(memory::commitMemory),
                MemoryTools.recallMemory(memory::recallMemory)));
    }

    /** Returns the eight tools for prompts, lint and docs; each call is answered with "no workspace is open". */
    public static ToolRegistry catalogue() {
        ToolHandler closed = call -> ToolResult.failure(
                FailureKind.UNAVAILABLE,
                "no workspace is open, so '" + call.tool() + "' can do nothing. Open a workspace and use its tools.");
        return ToolRegistry.of(List.of(
                TeamTools.delegateTask(closed),
                TeamTools.delegateTaskAsync(closed),
                TeamTools.checkTaskStatus(closed),
                TeamTools.listPeers(closed),
                TeamTools.getWorkspaceInfo(closed),
                TeamTools.sendMessageToUser(closed),
                MemoryTools.commitMemory(closed),
                MemoryTools.recallMemory(closed)));
    }

    /**
     * Returns a section that lists the peers, for a prompt.
     *
     * @param shown the names under which the host shows the tools; {@link #names()} where it changes none
     */
    public static Section peersSection(List<Peer> peers, ToolNames shown) {
        return PeerSections.peers(peers, shown);
    }

    /** Returns a section for a workspace with children: who they are, and how to lead them. */
    public static Section coordinatorSection(List<Peer> children, ToolNames shown) {
        return PeerSections.coordinator(children, shown);
    }
}
