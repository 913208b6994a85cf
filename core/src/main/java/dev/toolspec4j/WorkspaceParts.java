package dev.toolspec4j;

import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.access.AccessPolicy;
import dev.toolspec4j.access.AuditLog;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcDelegationStore;
import dev.toolspec4j.backend.jdbc.JdbcInbox;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.backend.jdbc.JdbcPeerDirectory;
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
import dev.toolspec4j.message.AttachmentRules;
import dev.toolspec4j.message.AttachmentStore;
import dev.toolspec4j.message.Inbox;
import dev.toolspec4j.message.MessageHandlers;
import dev.toolspec4j.telemetry.Telemetry;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceHandlers;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.util.Optional;

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
        WorkspaceId id = settings.workspaceId();
        Database database = closing.keep(Stores.open(settings));
        AuditLog audit = closing.keep(audit(settings, database));
        Telemetry telemetry = Telemetry.of(settings.openTelemetry(), id.value());
        PeerDirectory peers = JdbcPeerDirectory.of(database, describe(settings));
        Memories memories =
                new Memories(JdbcMemoryStore.of(database, id), settings.clock(), settings.memoryRetention());
        Inbox inbox = new JdbcInbox(database, id);
        Delegations delegations = delegations(settings, database, peers, closing, telemetry, audit);
        ToolRegistry tools = BuiltinTools.of(
                        new WorkspaceHandlers(peers, BuiltinTools.names()),
                        new DelegationHandlers(
                                delegations,
                                BuiltinTools.names(),
                                BuiltinTools.wording(),
                                Optional.empty(),
                                settings.fencePeerText()),
                        new MessageHandlers(
                                inbox,
                                new AttachmentRules(settings.attachmentDirs()),
                                new AttachmentStore(settings.home().resolve("attachments")),
                                settings.userChannel()),
                        new MemoryHandlers(memories, BuiltinTools.names()))
                .guarded(audit.guard(AccessPolicy.of(settings.roles())))
                .intercepted(new DelegationNews(delegations, BuiltinTools.wording()))
                .intercepted(telemetry.interceptor());
        return new WorkspaceParts(peers, delegations, memories, inbox, tools, closing);
    }

    private static AuditLog audit(WorkspaceSettings settings, Database database) {
        return AuditLog.builder(settings.auditLog(), settings.workspaceId().value())
                .head(Stores.auditHead(database, settings))
                .redactor(SecretRedactor.standard()::redact)
                .clock(settings.clock())
                .open();
    }

    private static Delegations delegations(
            WorkspaceSettings settings,
            Database database,
            PeerDirectory peers,
            Closing closing,
            Telemetry telemetry,
            AuditLog audit) {
        A2aClient.Builder client = A2aClient.builder().allowedAddresses(settings.allowedAddresses());
        settings.httpClient().ifPresent(client::http);
        settings.executor().ifPresent(client::executor);
        A2aTransport transport = new A2aTransport(closing.keep(client.build()));
        DelegationSettings limits = DelegationSettings.standard()
                .withCallWait(settings.delegationTimeout())
                .withLifetime(settings.delegationLifetime())
                .with(new RetryPolicy(settings.retryAttempts(), settings.retryDelay()));
        DelegationsBuilder engine = Delegations.builder(
                        settings.workspaceId(), peers, new JdbcDelegationStore(database), transport)
                .settings(limits)
                .listener(new TracedDelegations(telemetry))
                .listener(new AuditedDelegations(audit))
                .clock(closing.keep(DelegationClock.system(settings.clock())));
        settings.executor().ifPresent(engine::workers);
        return closing.keep(engine.build());
    }

    private static WorkspaceInfo describe(WorkspaceSettings settings) {
        return new WorkspaceInfo(
                settings.workspaceId(),
                settings.name(),
                settings.role(),
                Optional.empty(),
                "online",
                settings.parentId());
    }
}
