package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerBook;
import dev.toolspec4j.workspace.WorkspaceId;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Who can be delegated to. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = "List, add and remove the peers that tasks can be delegated to.",
        subcommands = {PeersCommand.ListPeers.class, PeersCommand.Add.class, PeersCommand.Remove.class})
final class PeersCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, add or remove.");
    }

    private static PeerBook book(Workspace workspace) {
        return workspace
                .peerBook()
                .orElseThrow(() -> new UnavailableException(
                        "the platform keeps the peers of this workspace; unset PLATFORM_URL to keep your own"));
    }

    /** Shows the peers. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the peers.")
    static final class ListPeers implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private PeersCommand parent;

        @Mixin
        private WorkspaceOptions options = new WorkspaceOptions();

        @Option(names = "--json", description = "Print one JSON object a line.")
        private boolean json;

        @Override
        public Integer call() {
            Terminal terminal = parent.main.terminal();
            try (Workspace workspace = options.open(terminal)) {
                List<Peer> peers = workspace.peers().list();
                if (json) {
                    peers.forEach(peer -> terminal.out().println(Json.of(facts(peer))));
                } else if (peers.isEmpty()) {
                    terminal.out().println("No peers. Add one: toolspec4j peers add NAME URL");
                } else {
                    terminal.out().println(table(peers));
                }
            }
            return ExitCode.OK;
        }

        private static Table table(List<Peer> peers) {
            Table table = new Table("ID", "NAME", "STATUS", "ROLE", "URL");
            for (Peer peer : peers) {
                table.row(
                        peer.id().value(),
                        peer.name(),
                        peer.status(),
                        peer.role().orElse(""),
                        peer.url().map(URI::toString).orElse(""));
            }
            return table;
        }

        private static Map<String, Object> facts(Peer peer) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("id", peer.id().value());
            facts.put("name", peer.name());
            facts.put("status", peer.status());
            peer.role().ifPresent(role -> facts.put("role", role));
            peer.parentId().ifPresent(id -> facts.put("parent_id", id.value()));
            peer.url().ifPresent(url -> facts.put("url", url.toString()));
            peer.protocol().ifPresent(version -> facts.put("protocol", version));
            return facts;
        }
    }

    /** Adds or replaces a peer. */
    @Command(name = "add", mixinStandardHelpOptions = true, description = "Add a peer, or replace the one of that id.")
    static final class Add implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private PeersCommand parent;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Mixin
        private WorkspaceOptions options = new WorkspaceOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Parameters(index = "1", paramLabel = "URL", description = "Where it speaks A2A, http or https.")
        @SuppressWarnings("NullAway.Init")
        private String url;

        @Option(names = "--id", description = "Its id; default: the name.")
        private @Nullable String id;

        @Option(names = "--parent", paramLabel = "ID", description = "Whom it belongs to; default: your own parent.")
        private @Nullable String parentId;

        @Option(names = "--child", description = "It belongs to this workspace.")
        private boolean child;

        @Option(names = "--role", paramLabel = "TEXT", description = "What it is for.")
        private @Nullable String role;

        @Option(names = "--protocol", paramLabel = "0.3|1.0", description = "A2A version; default: find out.")
        private @Nullable String protocol;

        @Option(names = "--header", paramLabel = "'NAME: VALUE'", description = "Sent to this peer only; repeatable.")
        private List<String> headers = List.of();

        @Override
        public Integer call() {
            if (child && parentId != null) {
                throw wrong("--child and --parent exclude each other.");
            }
            Map<String, String> sent = headers();
            URI address = address();
            WorkspaceId peerId = id == null ? id("NAME (give --id)", name) : id("--id", id);
            Optional<WorkspaceId> chosenParent = Optional.ofNullable(parentId).map(text -> id("--parent", text));
            Optional<String> spoken = Optional.ofNullable(protocol).map(this::version);
            Terminal terminal = parent.main.terminal();
            try (Workspace workspace = options.open(terminal)) {
                PeerBook book = book(workspace);
                Optional<WorkspaceId> belongsTo = child
                        ? Optional.of(book.self().id())
                        : chosenParent.or(() -> book.self().parentId());
                Peer peer = new Peer(
                        peerId,
                        name,
                        "online",
                        Optional.ofNullable(role),
                        belongsTo,
                        Optional.of(address),
                        spoken,
                        sent);
                book.add(peer);
                terminal.out().println("Added " + peer.name() + " (ID: " + peer.id() + ").");
            }
            return ExitCode.OK;
        }

        private WorkspaceId id(String option, String text) {
            return WorkspaceId.parse(text)
                    .orElseThrow(
                            () -> wrong(option + " must be 1 to 64 letters, digits, dots, underscores or hyphens."));
        }

        private URI address() {
            URI address;
            try {
                address = URI.create(url);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "URL is not an address: " + e.getMessage(), e);
            }
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (!web || address.getHost() == null || address.getRawUserInfo() != null) {
                throw wrong("URL must be an http or https address without user name; send credentials with --header.");
            }
            return address;
        }

        private String version(String text) {
            if (!List.of("0.3", "1.0").contains(text)) {
                throw wrong("--protocol must be 0.3 or 1.0.");
            }
            return text;
        }

        private Map<String, String> headers() {
            Map<String, String> parsed = new LinkedHashMap<>();
            for (String header : headers) {
                int colon = header.indexOf(':');
                if (colon < 1) {
                    throw wrong("--header must read 'Name: value'.");
                }
                parsed.put(
                        header.substring(0, colon).strip(),
                        header.substring(colon + 1).strip());
            }
            return parsed;
        }

        private ParameterException wrong(String message) {
            return new ParameterException(spec.commandLine(), message);
        }
    }

    /** Removes a peer. */
    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Remove a peer.")
    static final class Remove implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private PeersCommand parent;

        @Mixin
        private WorkspaceOptions options = new WorkspaceOptions();

        @Parameters(paramLabel = "ID", description = "The peer's id.")
        @SuppressWarnings("NullAway.Init")
        private String id;

        @Override
        public Integer call() {
            Terminal terminal = parent.main.terminal();
            try (Workspace workspace = options.open(terminal)) {
                boolean removed =
                        WorkspaceId.parse(id).map(book(workspace)::remove).orElse(false);
                if (!removed) {
                    terminal.err().println("No peer has the id '" + id + "'; 'toolspec4j peers list' shows them.");
                    return ExitCode.FOUND;
                }
                terminal.out().println("Removed " + id + ".");
            }
            return ExitCode.OK;
        }
    }
}
