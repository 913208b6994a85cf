package dev.toolspec4j.workspace;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one workspace stands to the others. Two roots are no team: siblings share a parent.
 *
 * @param self whose view this is
 * @param parent whom it belongs to; empty for a root
 * @param siblings those with the same parent; empty for a root
 * @param children those whose parent it is
 */
public record Hierarchy(
        WorkspaceId self, Optional<WorkspaceId> parent, Set<WorkspaceId> siblings, Set<WorkspaceId> children) {
    /** Copies the sets, keeping their order. */
    public Hierarchy {
        siblings = Collections.unmodifiableSet(new LinkedHashSet<>(siblings));
        children = Collections.unmodifiableSet(new LinkedHashSet<>(children));
    }

    /** Returns the view of a workspace on its peers. */
    public static Hierarchy of(WorkspaceInfo self, List<Peer> peers) {
        Set<WorkspaceId> siblings = new LinkedHashSet<>();
        Set<WorkspaceId> children = new LinkedHashSet<>();
        for (Peer peer : peers) {
            if (peer.parentId().filter(self.id()::equals).isPresent()) {
                children.add(peer.id());
            } else if (self.parentId().isPresent() && peer.parentId().equals(self.parentId())) {
                siblings.add(peer.id());
            }
        }
        return new Hierarchy(self.id(), self.parentId(), siblings, children);
    }

    /** Returns whether the workspace has no parent. */
    public boolean isRoot() {
        return parent.isEmpty();
    }

    /** Returns self, parent, siblings and own children: those who share TEAM memories with it. */
    public Set<WorkspaceId> team() {
        Set<WorkspaceId> team = new LinkedHashSet<>();
        team.add(self);
        parent.ifPresent(team::add);
        team.addAll(siblings);
        team.addAll(children);
        return Collections.unmodifiableSet(team);
    }
}
