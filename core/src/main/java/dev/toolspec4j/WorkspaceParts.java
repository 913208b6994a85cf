package dev.toolspec4j;

import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.access.AccessPolicy;
import dev.toolspec4j.access.AuditLog;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcDelegationStore;
import dev.toolspec4j.backend.jdbc.JdbcInbox;
import dev.toolspec4j.backend.platform.PlatformAddress;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.delegation.A2aTransport;
import dev.toolspec4j.delegation.AuditedDelegations;
import dev.toolspec4j.delegation.DelegationClock;
import dev.toolspec4j.delegation.DelegationHandlers;
import dev.toolspec4j.delegation.DelegationNews;
import dev.toolspec4j.delegation.DelegationSettings;
import dev.toolspec4j.delegation.Delegations;
import dev.toolspec4j.delegation.DelegationsBuilder;
import dev.toolspec4j.delegation.RetryPolicy;
import dev.toolspec4j.delegation.TracedDelegations;
import dev.toolspec4j.memory.Memories;
import dev.toolspec4j.memory.MemoryHandlers;
import dev.toolspec4j.memory.SecretRedactor;
import dev.toolspec4j.memory.TracedMemoryStore;
import dev.toolspec4j.message.AttachmentRules;
import dev.toolspec4j.message.AttachmentStore;
import dev.toolspec4j.message.Inbox;
import dev.toolspec4j.message.MessageHandlers;
import dev.toolspec4j.telemetry.Telemetry;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceHandlers;

/**
 * What a workspace is made of.
 *
 * @param closing closes everything, newest first
 */
record WorkspaceParts(
        PeerDirectory peers,
        Delegations delegations,
        Memories memories,
        Inbox inbox,
        ToolRegistry tools,
        Telemetry telemetry,
        Closing closing) {

    /** Joins the parts that the settings describe; closes what was opened already when one cannot be. */
    static WorkspaceParts assemble(WorkspaceSettings settings) {
        Closing closing = new Closing();
        boolean complete = false;
        try {
            WorkspaceParts parts = assemble(settings, closing);
            complete = true;
            return parts;
        } finally {
            if (!complete) {
                closing.close();
            }
        }
    }

    private static WorkspaceParts assemble(WorkspaceSettings settings, Closing closing) {
        Database database = closing.keep(Stores.open(settings));
        AuditLog audit = closing.keep(audit(settings, database));
        Telemetry telemetry = telemetry(settings);
        A2aTransport direct = new A2aTransport(closing.keep(client(settings)));
        Backend backend = settings.platformUrl()
                .map(url -> Backend.platform(settings, new PlatformAddress(url), direct, closing))
                .orElseGet(() -> Backend.embedded(settings, database, direct, closing));
        Memories memories = new Memories(
                new TracedMemoryStore(backend.memories(), telemetry), settings.clock(), settings.memoryRetention());
        Inbox inbox = new JdbcInbox(database, settings.workspaceId());
        Delegations delegations = closing.keep(engine(settings, database, backend, closing)
                .listener(new TracedDelegations(telemetry))
                .listener(new AuditedDelegations(audit))
                .build());
        ToolRegistry tools = tools(settings, backend, memories, inbox, delegations)
                .guarded(audit.guard(AccessPolicy.of(settings.roles(), settings.customRoles())))
                .intercepted(new DelegationNews(delegations, BuiltinTools.wording()))
                .intercepted(telemetry.interceptor());
        return new WorkspaceParts(backend.peers(), delegations, memories, inbox, tools, telemetry, closing);
    }

    private static ToolRegistry tools(
            WorkspaceSettings settings, Backend backend, Memories memories, Inbox inbox, Delegations delegations) {
        return BuiltinTools.of(
                new WorkspaceHandlers(backend.peers(), BuiltinTools.names()),
                new DelegationHandlers(
                        delegations,
                        BuiltinTools.names(),
                        BuiltinTools.wording(),
                        backend.mirror(),
                        settings.fencePeerText()),
                new MessageHandlers(
                        inbox,
                        new AttachmentRules(settings.attachmentDirs()),
                        new AttachmentStore(settings.home().resolve("attachments")),
                        backend.user()),
                new MemoryHandlers(memories, BuiltinTools.names()));
    }

    private static Telemetry telemetry(WorkspaceSettings settings) {
        Telemetry telemetry =
                Telemetry.of(settings.openTelemetry(), settings.workspaceId().value());
        return settings.telemetryContent() ? telemetry.withContent(SecretRedactor.standard()::redact) : telemetry;
    }

    private static AuditLog audit(WorkspaceSettings settings, Database database) {
        return AuditLog.builder(settings.auditLog(), settings.workspaceId().value())
                .head(Stores.auditHead(database, settings))
                .redactor(SecretRedactor.standard()::redact)
                .clock(settings.clock())
                .open();
    }

    private static A2aClient client(WorkspaceSettings settings) {
        A2aClient.Builder client = A2aClient.builder().allowedAddresses(settings.allowedAddresses());
        settings.httpClient().ifPresent(client::http);
        settings.executor().ifPresent(client::executor);
        return client.build();
    }

    private static DelegationsBuilder engine(
            WorkspaceSettings settings, Database database, Backend backend, Closing closing) {
        DelegationSettings limits = DelegationSettings.standard()
                .withCallWait(settings.delegationTimeout())
                .withLifetime(settings.delegationLifetime())
                .with(new RetryPolicy(settings.retryAttempts(), settings.retryDelay()));
        DelegationsBuilder engine = Delegations.builder(
                        settings.workspaceId(), backend.peers(), new JdbcDelegationStore(database), backend.transport())
                .settings(limits)
                .clock(closing.keep(DelegationClock.system(settings.clock())));
        settings.executor().ifPresent(engine::workers);
        backend.mirror().ifPresent(engine::mirror);
        return engine;
    }
}
