package dev.toolspec4j.workspace;

import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.tool.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What runs when a model asks who it is and who its peers are. Safe for use by several threads. */
public final class WorkspaceHandlers {
    private final PeerDirectory directory;
    private final ToolNames names;

    /**
     * Makes the handlers.
     *
     * @param directory whom to ask
     * @param names of the tools that the texts refer to
     */
    public WorkspaceHandlers(PeerDirectory directory, ToolNames names) {
        this.directory = directory;
        this.names = names;
    }

    /** Lists the peers, one line each; that there are none is no failure. */
    public ToolResult listPeers(ToolCall call) {
        try {
            List<Peer> peers = directory.list();
            String text = peers.isEmpty()
                    ? "This workspace has no peers, so there is nobody for " + names.delegateTask()
                            + ". Do the work yourself, or tell the user that a peer has to be added first."
                    : peers.stream().map(WorkspaceHandlers::line).collect(Collectors.joining("\n"));
            return ToolResult.of(text, structured(peers));
        } catch (PeerDirectoryException e) {
            return failure(e, "This does not mean that there are no peers: try again later, or tell the user.");
        }
    }

    /** Tells what this workspace is, as JSON; what is not known is left out. */
    public ToolResult getWorkspaceInfo(ToolCall call) {
        try {
            WorkspaceInfo self = directory.self();
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("id", self.id().value());
            facts.put("name", self.name());
            self.role().ifPresent(role -> facts.put("role", role));
            self.tier().ifPresent(tier -> facts.put("tier", tier));
            facts.put("status", self.status());
            self.parentId().ifPresent(parent -> facts.put("parent_id", parent.value()));
            return ToolResult.json(facts);
        } catch (PeerDirectoryException e) {
            return failure(e, "Go on without it, or tell the user.");
        }
    }

    private static String line(Peer peer) {
        return "- " + peer.shownName() + " (ID: " + peer.id() + ", status: " + peer.shownStatus() + ", role: "
                + peer.shownRole().orElse("unspecified") + ")";
    }

    private static Map<String, Object> structured(List<Peer> peers) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Peer peer : peers) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", peer.id().value());
            entry.put("name", peer.shownName());
            entry.put("status", peer.shownStatus());
            peer.shownRole().ifPresent(role -> entry.put("role", role));
            entries.add(entry);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("peers", List.copyOf(entries));
        facts.put("count", peers.size());
        return facts;
    }

    private static ToolResult failure(PeerDirectoryException e, String unavailable) {
        String message = String.valueOf(e.getMessage());
        String sentence = message.endsWith(".") ? message + " " : message + ". ";
        return switch (e.reason()) {
            case UNAUTHENTICATED, FORBIDDEN ->
                ToolResult.failure(
                        FailureKind.DENIED,
                        sentence + "Tell the user; calling again will not help until that is changed.");
            case UNAVAILABLE, INVALID -> ToolResult.failure(FailureKind.UNAVAILABLE, sentence + unavailable);
        };
    }
}
