package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.a2a.A2aCall;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aEndpoint;
import dev.toolspec4j.workspace.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Says what is configured and whether it works. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Show what is configured and whether it works. Exit code 1 when something does not.")
final class DoctorCommand implements Callable<Integer> {
    private static final Duration CARD_LIMIT = Duration.ofSeconds(3);

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    private final List<Check> checks = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = main.terminal();
        good("java", Runtime.version() + " on " + System.getProperty("os.name"));
        WorkspaceSettings settings = options.settings(terminal);
        good(
                "workspace",
                settings.workspaceId()
                        + (settings.name().equals(settings.workspaceId().value()) ? "" : " (" + settings.name() + ")"));
        good("home", settings.home().toString());
        good("roles", settings.roles().isEmpty() ? "none: nothing is permitted" : String.join(", ", settings.roles()));
        good(
                "files may be sent from",
                settings.attachmentDirs().isEmpty()
                        ? "nowhere"
                        : settings.attachmentDirs().toString());
        Models models = new Models(terminal.environment());
        good("model", models.configured() ? models.describe(Optional.empty()) : "none configured");
        store(settings);
        return print(terminal);
    }

    private void store(WorkspaceSettings settings) throws InterruptedException {
        String where = settings.platformUrl()
                        .map(url -> "platform " + url + ", ledger ")
                        .orElse("")
                + settings.store().replaceAll("\\?.*", "");
        try (Workspace workspace = Workspace.open(settings);
                A2aClient client = A2aClient.builder()
                        .allowedAddresses(settings.allowedAddresses())
                        .build()) {
            List<Peer> peers = workspace.peers().list();
            good("store", where);
            good(
                    "peers",
                    peers.isEmpty() ? "none; add one with 'toolspec4j peers add NAME URL'" : peers.size() + " known");
            for (Peer peer : peers) {
                reach(client, peer);
            }
        } catch (RuntimeException e) {
            bad("store", where + ": " + e.getMessage());
        }
    }

    private void reach(A2aClient client, Peer peer) throws InterruptedException {
        Optional<A2aEndpoint> endpoint = A2aEndpoint.of(peer);
        if (endpoint.isEmpty()) {
            bad("peer " + peer.id(), "offline: it has no address");
            return;
        }
        try {
            String name = client.card(
                            endpoint.get(), A2aCall.until(Instant.now().plus(CARD_LIMIT)))
                    .name();
            good("peer " + peer.id(), peer.url().map(Object::toString).orElse("") + " answers as " + name);
        } catch (java.io.IOException e) {
            bad("peer " + peer.id(), "no agent card: " + FileTrouble.describe(e));
        }
    }

    private int print(Terminal terminal) {
        if (json) {
            checks.forEach(check -> terminal.out().println(Json.of(check.facts())));
        } else {
            Table table = new Table("CHECK", "STATE", "DETAIL");
            checks.forEach(check -> table.row(check.subject(), check.works() ? "ok" : "PROBLEM", check.detail()));
            terminal.out().println(table);
        }
        return checks.stream().allMatch(Check::works) ? ExitCode.OK : ExitCode.FOUND;
    }

    private void good(String subject, String detail) {
        checks.add(new Check(subject, true, detail));
    }

    private void bad(String subject, String detail) {
        checks.add(new Check(subject, false, detail));
    }

    private record Check(String subject, boolean works, String detail) {
        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("check", subject);
            facts.put("ok", works);
            facts.put("detail", detail);
            return facts;
        }
    }
}
