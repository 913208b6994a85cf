package dev.toolspec4j.builtin;

import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationHandlers;
import dev.toolspec4j.delegation.DelegationWording;
import dev.toolspec4j.memory.MemoryHandlers;
import dev.toolspec4j.message.MessageHandlers;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceHandlers;
import java.util.List;
import java.util.function.Supplier;

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
        Handlers handlers = new Handlers(workspace, delegation, message, memory);
        return ToolRegistry.of(specs(() -> handlers));
    }

    /** Returns the eight tools for prompts, lint and docs; each call is answered with "no workspace is open". */
    public static ToolRegistry catalogue() {
        Supplier<Handlers> none = () -> {
            throw new IllegalStateException("the catalogue has no handlers");
        };
        return ToolRegistry.of(specs(none).stream()
                .map(spec -> spec.toBuilder().handler(BuiltinTools::closed).build())
                .toList());
    }

    private static ToolResult closed(ToolCall call) {
        return ToolResult.failure(
                FailureKind.UNAVAILABLE,
                "no workspace is open, so '" + call.tool() + "' can do nothing. Open a workspace and use its tools.");
    }

    /** The one list of the tools: what stands here appears on every surface. */
    private static List<ToolSpec> specs(Supplier<Handlers> open) {
        return List.of(
                TeamTools.delegateTask(call -> open.get().delegation().delegateTask(call)),
                TeamTools.delegateTaskAsync(call -> open.get().delegation().delegateTaskAsync(call)),
                TeamTools.checkTaskStatus(call -> open.get().delegation().checkTaskStatus(call)),
                TeamTools.listPeers(call -> open.get().workspace().listPeers(call)),
                TeamTools.getWorkspaceInfo(call -> open.get().workspace().getWorkspaceInfo(call)),
                TeamTools.sendMessageToUser(call -> open.get().message().sendMessageToUser(call)),
                MemoryTools.commitMemory(call -> open.get().memory().commitMemory(call)),
                MemoryTools.recallMemory(call -> open.get().memory().recallMemory(call)));
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

    /**
     * Returns a section that names the delegations whose end, or question, was not told yet: by id and status, never by
     * a peer's words.
     *
     * @param arrived such as {@link dev.toolspec4j.delegation.Delegations#unread(int)} gives them; where there are none
     *     the guidance is empty
     * @param shown the names under which the host shows the tools
     */
    public static Section arrivedSection(List<Delegation> arrived, ToolNames shown) {
        return ArrivedSection.of(arrived, shown);
    }

    /**
     * Returns the registry as a workspace with children should describe it: where the guidance lets an agent do the
     * work itself, it asks another member instead. Goes with {@link #coordinatorSection}; other tools stay as they are.
     */
    public static ToolRegistry coordinating(ToolRegistry tools) {
        return tools.replaceAll(TeamTools::coordinating);
    }

    private record Handlers(
            WorkspaceHandlers workspace,
            DelegationHandlers delegation,
            MessageHandlers message,
            MemoryHandlers memory) {}
}
