package dev.toolspec4j.delegation;

import dev.toolspec4j.workspace.WorkspaceId;
import java.util.Optional;

/**
 * Which delegations to list.
 *
 * @param workspace whose
 * @param peer only those given to this peer; empty for all
 * @param conversationId only those of this conversation; empty for all
 * @param onlyUnread only those whose end, or question, was not told yet
 * @param limit how many at most, 1 or more
 */
public record DelegationQuery(
        WorkspaceId workspace,
        Optional<WorkspaceId> peer,
        Optional<String> conversationId,
        boolean onlyUnread,
        int limit) {
    /** Checks the limit. */
    public DelegationQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is 1 or more, was " + limit);
        }
    }

    /** Returns a query for a workspace's newest delegations. */
    public static DelegationQuery newest(WorkspaceId workspace, int limit) {
        return new DelegationQuery(workspace, Optional.empty(), Optional.empty(), false, limit);
    }

    /** Returns a copy that lists only delegations given to the peer. */
    public DelegationQuery to(WorkspaceId onlyPeer) {
        return new DelegationQuery(workspace, Optional.of(onlyPeer), conversationId, onlyUnread, limit);
    }

    /** Returns a copy that lists only delegations of the conversation. */
    public DelegationQuery in(String conversation) {
        return new DelegationQuery(workspace, peer, Optional.of(conversation), onlyUnread, limit);
    }

    /** Returns a copy that lists only delegations whose end, or question, was not told yet. */
    public DelegationQuery unread() {
        return new DelegationQuery(workspace, peer, conversationId, true, limit);
    }

    /** Returns whether the delegation is one of those asked for, the limit left aside. */
    public boolean matches(Delegation candidate) {
        return candidate.origin().workspace().equals(workspace)
                && peer.filter(id -> !id.equals(candidate.peer().id())).isEmpty()
                && conversationId
                        .filter(id -> !candidate.origin().conversationId().equals(Optional.of(id)))
                        .isEmpty()
                && (!onlyUnread || unread(candidate));
    }

    private static boolean unread(Delegation candidate) {
        return !candidate.ledger().read()
                && (candidate.finished() || candidate.status() == DelegationStatus.INPUT_REQUIRED);
    }
}
