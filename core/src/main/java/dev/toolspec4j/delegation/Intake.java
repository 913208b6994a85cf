package dev.toolspec4j.delegation;

import dev.toolspec4j.delegation.Delegation.Addressee;
import dev.toolspec4j.delegation.Delegation.Exchange;
import dev.toolspec4j.delegation.Delegation.Ledger;
import dev.toolspec4j.delegation.Delegation.Message;
import dev.toolspec4j.delegation.Delegation.Origin;
import dev.toolspec4j.delegation.Delegation.Outcome;
import dev.toolspec4j.delegation.Delegation.Times;
import dev.toolspec4j.delegation.DelegationReceipt.Accepted;
import dev.toolspec4j.delegation.DelegationReceipt.Refusal;
import dev.toolspec4j.delegation.DelegationReceipt.Refused;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Checks what is asked for before anything happens, and puts it in the ledger before anything is sent. */
final class Intake {
    /** Leaves room for JSON's escapes below the 1 MiB at which platforms cut a request. */
    static final int MAX_TASK_BYTES = 256 * 1024;

    private final Engine engine;
    private final Drives drives;

    Intake(Engine engine, Drives drives) {
        this.engine = engine;
        this.drives = drives;
    }

    DelegationReceipt begin(Request request) {
        String workspaceId = request.workspaceId();
        String task = request.task();
        Optional<Refused> wrongText = objectionToText("the task", task);
        if (wrongText.isPresent()) {
            return wrongText.get();
        }
        Optional<WorkspaceId> target = WorkspaceId.parse(workspaceId);
        if (target.isEmpty()) {
            return unknownPeer(workspaceId);
        }
        if (target.get().equals(engine.self())) {
            return refused(Refusal.SELF, "'" + target.get() + "' is this workspace, which cannot delegate to itself");
        }
        DelegationPath path = DelegationPath.of(request.context());
        Optional<String> circle = path.objectionTo(target.get());
        if (circle.isPresent()) {
            return refused(Refusal.LOOP, circle.get());
        }
        return find(target.get(), request, path);
    }

    private DelegationReceipt find(WorkspaceId target, Request request, DelegationPath path) {
        Optional<Peer> found;
        try {
            found = engine.directory().find(target);
        } catch (PeerDirectoryException e) {
            return refused(Refusal.DIRECTORY, "peer '" + target + "' could not be looked up: " + e.getMessage());
        }
        if (found.isEmpty()) {
            return unknownPeer(target.value());
        }
        if (found.get().url().isEmpty()) {
            return refused(
                    Refusal.PEER_OFFLINE,
                    "peer " + found.get().name() + " ('" + target + "') has no address now; it is "
                            + found.get().status());
        }
        return store(found.get(), request, path);
    }

    private DelegationReceipt store(Peer peer, Request request, DelegationPath path) {
        UUID id = UUID.randomUUID();
        Optional<String> trace = engine.announcer()
                .beginning(id, request.context(), request.awaited())
                .or(() -> request.context().attribute("traceparent"));
        Delegation draft = draft(id, peer, request, trace, path.through(engine.self()));
        int limit = engine.settings().bounds().unfinished();
        Optional<Delegation> stored = Optional.empty();
        try {
            stored = engine.store().insert(draft, engine.lease(), limit);
        } finally {
            if (stored.isEmpty()) {
                engine.announcer().notBegun(id);
            }
        }
        if (stored.isEmpty()) {
            return refused(
                    Refusal.TOO_MANY,
                    limit
                            + " delegations are unfinished, which is the limit; wait until some are done, or cancel some");
        }
        engine.announcer().created(stored.get());
        drives.keepGoing(stored.get(), Optional.of(peer));
        return new Accepted(stored.get());
    }

    private Delegation draft(UUID id, Peer peer, Request request, Optional<String> trace, DelegationPath path) {
        Instant now = engine.clock().now().truncatedTo(ChronoUnit.MILLIS);
        return new Delegation(
                id,
                new Origin(engine.self(), request.context().conversationId(), trace, path),
                new Addressee(peer.id(), peer.name()),
                request.task(),
                Outcome.of(DelegationStatus.PENDING),
                Exchange.first(id, request.task()),
                new Times(now, now, now.plus(engine.settings().lifetime())),
                Ledger.fresh());
    }

    /** Answers what the peer asked. */
    DelegationReceipt answer(String taskId, String workspaceId, String text) {
        Optional<Refused> wrongText = objectionToText("the answer", text);
        if (wrongText.isPresent()) {
            return wrongText.get();
        }
        Optional<Delegation> found = Ids.uuid(taskId)
                .flatMap(engine.store()::find)
                .filter(delegation -> delegation.origin().workspace().equals(engine.self()));
        if (found.isEmpty()) {
            return refused(Refusal.UNKNOWN_TASK, "this workspace has no delegation '" + Ids.shortened(taskId) + "'");
        }
        return answer(found.get(), workspaceId, text);
    }

    private DelegationReceipt answer(Delegation asked, String workspaceId, String text) {
        String which = "delegation '" + asked.taskId() + "'";
        if (!WorkspaceId.parse(workspaceId).equals(Optional.of(asked.peer().id()))) {
            return refused(
                    Refusal.OTHER_PEER,
                    which + " went to '" + asked.peer().id() + "', not to '" + Ids.shortened(workspaceId) + "'");
        }
        if (asked.finished()) {
            return refused(
                    Refusal.FINISHED, which + " is over (" + asked.status().id() + "); it takes no more messages");
        }
        if (asked.status() != DelegationStatus.INPUT_REQUIRED) {
            return refused(
                    Refusal.NOT_ASKED, which + " is " + asked.status().id() + "; its peer has not asked anything");
        }
        Delegation answering = asked.with(asked.exchange().answering(new Message(UUID.randomUUID(), text)))
                .with(Outcome.of(DelegationStatus.IN_PROGRESS))
                .changedAt(engine.clock().now());
        Optional<Delegation> stored = engine.change(asked, answering);
        if (stored.isEmpty()) {
            return refused(Refusal.NOT_ASKED, which + " was answered or ended by somebody else a moment ago");
        }
        drives.keepGoing(stored.get(), Optional.empty());
        return new Accepted(stored.get());
    }

    private static Optional<Refused> objectionToText(String what, String text) {
        if (text.isBlank()) {
            return Optional.of(new Refused(Refusal.BLANK_TASK, what + " is blank; say what is to be done"));
        }
        int bytes = text.length() > MAX_TASK_BYTES ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= MAX_TASK_BYTES
                ? Optional.empty()
                : Optional.of(new Refused(
                        Refusal.TASK_TOO_LONG,
                        what + " is " + bytes + " bytes long and " + MAX_TASK_BYTES
                                + " is the limit; shorten it, or split it"));
    }

    private static Refused unknownPeer(String id) {
        return refused(Refusal.UNKNOWN_PEER, "no peer has the id '" + Ids.shortened(id) + "'");
    }

    private static Refused refused(Refusal refusal, String message) {
        return new Refused(refusal, message);
    }

    /**
     * What a caller asks for.
     *
     * @param awaited whether the caller waits for the end
     */
    record Request(String workspaceId, String task, CallContext context, boolean awaited) {}
}
