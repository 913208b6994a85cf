package dev.toolspec4j.delegation;

import dev.toolspec4j.delegation.DelegationReceipt.Accepted;
import dev.toolspec4j.delegation.DelegationReceipt.Refusal;
import dev.toolspec4j.delegation.DelegationReceipt.Refused;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What runs when a model delegates, or looks after what it delegated. Safe for use by several threads. */
public final class DelegationHandlers {
    private static final int LISTED = 50;

    private final Delegations delegations;
    private final ToolNames names;
    private final DelegationWording wording;
    private final Optional<DelegationMirror> elsewhere;
    private final DelegationViews views;

    /**
     * Makes the handlers.
     *
     * @param delegations the engine
     * @param names the tools' names, for messages that point to one
     * @param wording the sentences that a model reads
     * @param elsewhere who may know delegations that this ledger does not know
     * @param quotePeers whether a peer's words are quoted line by line, so that they cannot pass for ours
     */
    public DelegationHandlers(
            Delegations delegations,
            ToolNames names,
            DelegationWording wording,
            Optional<DelegationMirror> elsewhere,
            boolean quotePeers) {
        this.delegations = delegations;
        this.names = names;
        this.wording = wording;
        this.elsewhere = elsewhere;
        this.views = new DelegationViews(wording, quotePeers);
    }

    /** Delegates and waits; with {@code task_id} it answers what the peer of that delegation asked. */
    public ToolResult delegateTask(ToolCall call) throws InterruptedException {
        String workspace = call.string("workspace_id");
        String task = call.string("task");
        Optional<String> answered = call.optionalString("task_id");
        try {
            DelegationReceipt receipt = answered.isPresent()
                    ? delegations.answer(answered.get(), workspace, task, call.context())
                    : delegations.delegate(workspace, task, call.context());
            return receipt instanceof Accepted accepted ? told(accepted.delegation()) : refused(receipt);
        } catch (StoreException e) {
            return unusable(e);
        }
    }

    /** Delegates and returns at once. */
    public ToolResult delegateTaskAsync(ToolCall call) {
        try {
            DelegationReceipt receipt =
                    delegations.delegateAsync(call.string("workspace_id"), call.string("task"), call.context());
            return receipt instanceof Accepted accepted ? begun(accepted.delegation()) : refused(receipt);
        } catch (StoreException e) {
            return unusable(e);
        }
    }

    /** Shows one delegation, or lists the newest. */
    public ToolResult checkTaskStatus(ToolCall call) {
        try {
            Optional<String> taskId = call.optionalString("task_id");
            return taskId.isPresent()
                    ? one(taskId.get(), call.optionalInt("offset").orElse(0))
                    : list(call.optionalString("workspace_id"));
        } catch (StoreException e) {
            return unusable(e);
        }
    }

    private ToolResult told(Delegation delegation) {
        delegations.markRead(delegation.taskId());
        return views.outcome(delegation);
    }

    private ToolResult begun(Delegation delegation) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("success", true);
        facts.put("task_id", delegation.taskId().toString());
        facts.put("status", "delegated");
        facts.put("message", wording.accepted(delegation.taskId()));
        return ToolResult.json(facts);
    }

    private ToolResult one(String taskId, int offset) {
        Optional<Delegation> found = Ids.uuid(taskId).flatMap(delegations::find);
        if (found.isEmpty()) {
            return elsewhere(taskId);
        }
        Delegation.Outcome outcome = found.get().outcome();
        int length = outcome.result().or(outcome::question).map(String::length).orElse(0);
        if (offset < 0 || (offset > 0 && offset >= length)) {
            return ToolResult.failure(
                    FailureKind.INVALID_ARGUMENTS,
                    "the text of '" + found.get().taskId() + "' has " + length
                            + " characters, so there is nothing at offset " + offset
                            + "; leave offset out to read it from the start");
        }
        delegations.markRead(found.get().taskId());
        return ToolResult.json(views.one(found.get(), offset));
    }

    private ToolResult elsewhere(String taskId) {
        try {
            return elsewhere
                    .flatMap(mirror -> mirror.find(taskId.strip()))
                    .map(known -> ToolResult.json(views.mirrored(known)))
                    .orElseGet(() -> unknownTask(taskId));
        } catch (UncheckedIOException e) {
            return ToolResult.failure(
                    FailureKind.UNAVAILABLE,
                    "the delegation '" + Ids.shortened(taskId) + "' is not in this workspace's own ledger, and "
                            + e.getMessage());
        }
    }

    private ToolResult list(Optional<String> workspace) {
        Optional<WorkspaceId> peer = workspace.flatMap(WorkspaceId::parse);
        if (workspace.isPresent() && peer.isEmpty()) {
            return ToolResult.failure(
                    FailureKind.NOT_FOUND,
                    "no peer has the id '" + Ids.shortened(workspace.get()) + "'; call " + names.listPeers()
                            + " to see who there is");
        }
        return ToolResult.json(views.list(delegations.list(peer, LISTED), delegations.count(peer)));
    }

    private ToolResult unknownTask(String taskId) {
        return ToolResult.failure(
                FailureKind.NOT_FOUND,
                "this workspace has no delegation '" + Ids.shortened(taskId) + "'; call " + names.checkTaskStatus()
                        + " without task_id to list those it has");
    }

    private ToolResult refused(DelegationReceipt receipt) {
        if (receipt instanceof Refused refused) {
            String message = refused.message() + hint(refused.refusal());
            return ToolResult.failure(kind(refused.refusal()), message);
        }
        throw new IllegalStateException("a receipt is neither accepted nor refused: " + receipt);
    }

    private static FailureKind kind(Refusal refusal) {
        return switch (refusal) {
            case BLANK_TASK, TASK_TOO_LONG, SELF, OTHER_PEER, FINISHED, NOT_ASKED -> FailureKind.INVALID_ARGUMENTS;
            case UNKNOWN_PEER, UNKNOWN_TASK -> FailureKind.NOT_FOUND;
            case LOOP -> FailureKind.DENIED;
            case PEER_OFFLINE, DIRECTORY, CLOSED -> FailureKind.UNAVAILABLE;
            case TOO_MANY -> FailureKind.LIMIT;
        };
    }

    private String hint(Refusal refusal) {
        return switch (refusal) {
            case BLANK_TASK, TASK_TOO_LONG, CLOSED, DIRECTORY -> "";
            case SELF, LOOP -> "; do it yourself, or choose somebody else with " + names.listPeers();
            case UNKNOWN_PEER -> "; call " + names.listPeers() + " to see who there is";
            case PEER_OFFLINE -> "; ask another peer (" + names.listPeers() + "), or try again later";
            case TOO_MANY -> "; " + names.checkTaskStatus() + " lists them";
            case UNKNOWN_TASK ->
                "; leave task_id out to begin a new task, or find the right one with " + names.checkTaskStatus();
            case OTHER_PEER -> "; answer with the workspace_id of the task";
            case FINISHED -> "; leave task_id out to begin a new task";
            case NOT_ASKED -> "; see how it stands with " + names.checkTaskStatus();
        };
    }

    private static ToolResult unusable(StoreException e) {
        return ToolResult.failure(FailureKind.UNAVAILABLE, "the delegation ledger cannot be used: " + e.getMessage());
    }
}
