package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.prompt.ExtraSection;
import dev.toolspec4j.prompt.PromptOptions;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a prompt says of a workspace as it is now.
 *
 * @param registry the tools as this workspace should describe them
 * @param sections who is there and what has arrived
 */
record LiveSections(ToolRegistry registry, List<Section> sections) {
    private static final int MOST_ARRIVED = 20;

    static LiveSections of(Workspace workspace) {
        WorkspaceId self = workspace.info().id();
        List<Peer> children = workspace.peers().list().stream()
                .filter(peer -> peer.parentId().equals(Optional.of(self)))
                .toList();
        List<Peer> others = workspace.peers().list().stream()
                .filter(peer -> !children.contains(peer))
                .toList();
        List<Section> sections = new ArrayList<>();
        if (!others.isEmpty() || children.isEmpty()) {
            sections.add(BuiltinTools.peersSection(others, BuiltinTools.names()));
        }
        if (!children.isEmpty()) {
            sections.add(BuiltinTools.coordinatorSection(children, BuiltinTools.names()));
        }
        List<Delegation> arrived = workspace.delegations().unread(MOST_ARRIVED);
        sections.add(BuiltinTools.arrivedSection(arrived, BuiltinTools.names()));
        ToolRegistry catalogue = BuiltinTools.catalogue();
        return new LiveSections(children.isEmpty() ? catalogue : BuiltinTools.coordinating(catalogue), sections);
    }

    PromptOptions addTo(PromptOptions options) {
        PromptOptions all = options;
        for (Section section : sections) {
            all = all.withSection(ExtraSection.of(section));
        }
        return all;
    }
}
