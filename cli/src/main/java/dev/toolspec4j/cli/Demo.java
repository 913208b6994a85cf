package dev.toolspec4j.cli;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Two agents, one delegation, one memory that survives a restart. */
final class Demo {
    private static final WorkspaceId LEAD = new WorkspaceId("lead");
    private static final WorkspaceId LIBRARIAN = new WorkspaceId("librarian");
    private static final List<String> NOTES = List.of(
            "Release 2.4 ships on 3 March 2027; Ada Okafor approves it after the load test.",
            "Release 2.5 is planned for June 2027 and brings the new billing API.",
            "The load test runs every Friday night on the staging cluster.",
            "Incidents are reported to the on-call engineer, this month Jonas Weber.",
            "The public API allows 600 requests a minute and answers 429 beyond that.");
    private static final String LEAD_ROLE =
            "You lead a small team. Ask a peer for facts you do not have, keep every answer you get as a memory, and answer"
                    + " the user in one or two sentences.";
    private static final String LIBRARIAN_ROLE =
            "You are a librarian. Look every question up in your memories and answer with what they say, nothing else.";

    private final Models models;
    private final Optional<String> modelName;
    private final Transcript transcript;
    private final Path home;

    Demo(Models models, Optional<String> modelName, Transcript transcript, Path home) {
        this.models = models;
        this.modelName = modelName;
        this.transcript = transcript;
        this.home = home;
    }

    int run(String question) throws IOException {
        transcript.line(
                models.configured()
                        ? "Model: " + models.describe(modelName)
                        : "Model: none configured, so a rule-based stand-in plays it (set OPENAI_API_KEY or OPENAI_BASE_URL for"
                                + " a real one); everything else is real");
        String answer = firstLife(question);
        transcript.line("");
        transcript.line("-- restart: everything was closed; the lead's workspace is opened again --");
        String remembered = secondLife(question);
        transcript.line("");
        boolean kept = remembered.toLowerCase(java.util.Locale.ROOT).contains("remember nothing");
        transcript.line(
                kept ? "Nothing was kept: the lead got no answer to keep." : "The answer survived the restart.");
        return answer.startsWith("Error: ") || kept ? ExitCode.FOUND : ExitCode.OK;
    }

    private String firstLife(String question) throws IOException {
        try (Workspace librarianHome = open(LIBRARIAN, "Librarian", "keeps the team's notes");
                Workspace leadHome = open(LEAD, "Lead", "answers the user").startDelegations()) {
            NOTES.forEach(librarianHome.memories()::commit);
            Agent librarian = Agent.with(
                    model(new LibrarianRules()),
                    librarianHome.tools().intercepted(transcript.of("librarian")),
                    LIBRARIAN_ROLE);
            AtomicInteger requests = new AtomicInteger();
            try (A2aServer server = A2aServer.serving(
                            "Librarian",
                            task -> librarian.answer(
                                    "request-" + requests.incrementAndGet(), task, new InvocationParameters()))
                    .description("Keeps the team's notes")
                    .start()) {
                introduce(leadHome, server.url());
                transcript.line("Peer: Librarian, an agent of its own, speaks A2A at " + server.url());
                transcript.line("");
                return ask(leadHome, question);
            }
        }
    }

    private String secondLife(String question) {
        try (Workspace leadHome = open(LEAD, "Lead", "answers the user")) {
            return ask(leadHome, "What do you remember about this: " + question);
        }
    }

    private String ask(Workspace workspace, String question) {
        transcript.says("user", question);
        Agent lead =
                Agent.with(model(new LeadRules()), workspace.tools().intercepted(transcript.of("lead")), LEAD_ROLE);
        String answer = lead.answer("demo", question, new InvocationParameters());
        transcript.says("lead", answer);
        return answer;
    }

    private Workspace open(WorkspaceId id, String name, String role) {
        return Workspace.open(WorkspaceSettings.builder()
                .workspaceId(id)
                .name(name)
                .role(role)
                .home(home.resolve(id.value()))
                .build());
    }

    private static void introduce(Workspace lead, URI url) {
        Peer librarian = new Peer(
                LIBRARIAN,
                "Librarian",
                "online",
                Optional.of("keeps the team's notes"),
                Optional.empty(),
                Optional.of(url),
                Optional.empty(),
                java.util.Map.of());
        lead.peerBook()
                .orElseThrow(() -> new IllegalStateException("an embedded workspace keeps its own peers"))
                .add(librarian);
    }

    private ChatModel model(StandInModel.Rules rules) {
        return models.configured() ? models.create(modelName) : new StandInModel(rules);
    }
}
