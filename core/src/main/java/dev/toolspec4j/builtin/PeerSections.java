package dev.toolspec4j.builtin;

import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolNames;
import dev.toolspec4j.workspace.Peer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sections of a prompt about the peers there are. Their names and roles come from others and are shown as plain text.
 */
final class PeerSections {
    private static final int MAX_TEXT = 80;

    private PeerSections() {}

    static Section peers(List<Peer> peers, ToolNames shown) {
        if (peers.isEmpty()) {
            return new Section("peers", "Your peers", "There are none at present, so nothing can be delegated.");
        }
        return new Section(
                "peers",
                "Your peers",
                lines(peers) + "\n\nDelegate with `" + shown.delegateTask() + "` or `" + shown.delegateTaskAsync()
                        + "`, using the id.");
    }

    static Section coordinator(List<Peer> children, ToolNames shown) {
        return new Section("team", "Your team", lines(children) + """


                You lead this team: split each request and delegate every part, in parallel where you can (`%s`), before any \
                work of your own. Name members who are unavailable.

                Where a result lets you do the work yourself, ask another member first; only if none can, give a brief summary \
                of your own.

                Your answer joins the members' results, in the language of the request.""".formatted(shown.delegateTaskAsync()));
    }

    static String oneLine(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                .replaceAll("[`*\\[\\]<>{}#|\\\\]", "")
                .replaceAll("(?<![\\p{L}\\p{N}])_+|_+(?![\\p{L}\\p{N}])", "")
                .replaceAll("\\s+", " ")
                .strip();
        int end = plain.offsetByCodePoints(0, Math.min(MAX_TEXT, plain.codePointCount(0, plain.length())));
        return end < plain.length() ? plain.substring(0, end) + "…" : plain;
    }

    private static String lines(List<Peer> peers) {
        return peers.stream().map(PeerSections::line).collect(Collectors.joining("\n"));
    }

    private static String line(Peer peer) {
        String role = peer.role()
                .map(PeerSections::oneLine)
                .filter(text -> !text.isEmpty())
                .map(text -> ", " + text)
                .orElse("");
        return "- " + oneLine(peer.name()) + " (`" + peer.id() + "`), " + oneLine(peer.status()) + role;
    }
}
