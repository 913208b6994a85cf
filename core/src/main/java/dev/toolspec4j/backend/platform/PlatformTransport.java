package dev.toolspec4j.backend.platform;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.TaskState;
import dev.toolspec4j.backend.platform.PlatformClient.Request;
import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.DelegationMirror.Mirrored;
import dev.toolspec4j.delegation.DelegationStatus;
import dev.toolspec4j.delegation.DelegationTransport;
import dev.toolspec4j.internal.http.HttpAnswer;
import dev.toolspec4j.workspace.Peer;
import java.net.ConnectException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Has the platform hand the task over, and reads from its lists what becomes of it. Slower than {@code direct}, but the
 * only way on which a busy peer's late answer arrives.
 *
 * <p>Each message goes out with its id as idempotency key: sent again, it is the same task, and a task that is
 * delegated again on purpose is another one. The platform can neither ask back nor stop a task; what the model asked to
 * stop runs on at the peer.
 */
public final class PlatformTransport implements DelegationTransport {
    private static final String REMOTE = "platform:";
    private static final String MOST_ACTIVITIES = "500";
    private static final int KEY = 32;

    private final PlatformClient platform;
    private final DelegationRows rows;

    /** Makes the transport of the client's workspace. */
    public PlatformTransport(PlatformClient platform) {
        this.platform = platform;
        this.rows = new DelegationRows(platform.self());
    }

    /** Returns whether the platform carries this delegation, by the name that the task has there. */
    static boolean carries(Delegation delegation) {
        return delegation
                .exchange()
                .remoteTaskId()
                .filter(id -> id.startsWith(REMOTE))
                .isPresent();
    }

    @Override
    public CompletableFuture<PeerReply> send(Peer peer, Delegation delegation, Instant until) {
        Optional<Delegation.Message> outgoing = delegation.exchange().outgoing();
        if (outgoing.isEmpty() || delegation.exchange().remoteTaskId().isPresent()) {
            return CompletableFuture.completedFuture(
                    new PeerReply.Refused(0, "the platform hands over first messages only", false));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("target_id", peer.id().value());
        body.put("task", outgoing.get().text());
        body.put(
                "idempotency_key",
                outgoing.get().id().toString().replace("-", "").substring(0, KEY));
        Request request = Request.post(body, "workspaces", self(), "delegate").of(delegation);
        return platform.start(request)
                .thenApply(this::taken)
                .exceptionallyCompose(lost -> cause(lost) instanceof ConnectException
                        ? CompletableFuture.completedFuture(notReached(lost))
                        : readBack(request));
    }

    /** With the same key the platform answers what it made of the request whose reply was lost. */
    private CompletableFuture<PeerReply> readBack(Request request) {
        return platform.start(request)
                .thenApply(this::taken)
                .exceptionally(lost ->
                        new PeerReply.OutcomeUnknown("the platform's answer was lost twice (" + described(lost) + ")"));
    }

    @Override
    public CompletableFuture<PeerReply> poll(Peer peer, Delegation delegation, Instant until) {
        String id = remoteId(delegation);
        return platform.start(Request.get("workspaces", self(), "delegations").of(delegation))
                .thenCompose(answer -> state(answer, id, delegation))
                .exceptionally(PlatformTransport::notReached);
    }

    @Override
    public CompletableFuture<PeerReply> cancel(Peer peer, Delegation delegation, Instant until) {
        return CompletableFuture.completedFuture(
                new PeerReply.Refused(0, "the platform cannot stop a task that it handed over", false));
    }

    @Override
    public boolean canPoll(Delegation delegation) {
        return carries(delegation);
    }

    private PeerReply taken(HttpAnswer answer) {
        Optional<String> id = answer.object().flatMap(body -> MemoryRows.text(body, "delegation_id"));
        if (answer.isSuccess() && id.isPresent()) {
            return working(id.get());
        }
        if (answer.isSuccess()) {
            return new PeerReply.OutcomeUnknown(
                    PlatformErrors.garbled("hand over a task", answer).text());
        }
        return refused(answer, "hand over a task");
    }

    private PeerReply refused(HttpAnswer answer, String asked) {
        PlatformException refusal = platform.refusal(asked, answer);
        return refusal.reason() == PlatformException.Reason.UNAVAILABLE
                ? new PeerReply.NotSent(refusal.text(), refusal.retryAfter())
                : new PeerReply.Refused(
                        answer.status(), refusal.text(), refusal.reason() == PlatformException.Reason.UNAUTHENTICATED);
    }

    private CompletableFuture<PeerReply> state(HttpAnswer answer, String id, Delegation delegation) {
        if (!answer.isSuccess()) {
            return CompletableFuture.completedFuture(refused(answer, "list the delegations"));
        }
        Optional<Mirrored> known = list(answer).flatMap(entries -> rows.merged(entries, id));
        if (known.isEmpty()) {
            return whole(
                    id,
                    delegation,
                    result -> result.map(text -> done(id, text))
                            .orElseGet(() -> new PeerReply.NotSent(
                                    "the platform's list does not show the task among its newest", Optional.empty())));
        }
        DelegationStatus status = known.get().status();
        if (status == DelegationStatus.COMPLETED) {
            return whole(
                    id,
                    delegation,
                    result -> result.or(known.get()::result)
                            .map(text -> done(id, text))
                            .orElseGet(() -> new PeerReply.Failed(
                                    0, "the platform says that the task is completed, without an answer")));
        }
        return CompletableFuture.completedFuture(unfinishedOrFailed(known.get(), delegation));
    }

    private static PeerReply unfinishedOrFailed(Mirrored known, Delegation delegation) {
        if (known.status() == DelegationStatus.FAILED) {
            return new PeerReply.Task(
                    Optional.empty(),
                    Optional.empty(),
                    TaskState.FAILED,
                    known.error().orElse("the platform gave no cause"));
        }
        return known.status() == DelegationStatus.QUEUED
                ? new PeerReply.Queued(
                        Map.of("queued", true),
                        "peer '" + delegation.peer().id() + "' is busy; the platform keeps the message for it")
                : working(known.taskId());
    }

    private CompletableFuture<PeerReply> whole(
            String id, Delegation delegation, Function<Optional<String>, PeerReply> reply) {
        Request request = Request.get("workspaces", self(), "activity")
                .with(Map.of("type", "delegation", "limit", MOST_ACTIVITIES))
                .of(delegation);
        return platform.start(request)
                .thenApply(answer -> list(answer).flatMap(entries -> rows.result(entries, id)))
                .exceptionally(lost -> Optional.empty())
                .thenApply(reply);
    }

    private static Optional<List<?>> list(HttpAnswer answer) {
        return answer.isSuccess() && answer.json().orElse("") instanceof List<?> entries
                ? Optional.of(entries)
                : Optional.empty();
    }

    private static PeerReply working(String id) {
        return new PeerReply.Task(Optional.of(REMOTE + id), Optional.empty(), TaskState.WORKING, "");
    }

    private static PeerReply done(String id, String text) {
        return new PeerReply.Task(Optional.of(REMOTE + id), Optional.empty(), TaskState.COMPLETED, text);
    }

    private static PeerReply notReached(Throwable lost) {
        return new PeerReply.NotSent("the platform could not be reached (" + described(lost) + ")", Optional.empty());
    }

    private static String described(Throwable lost) {
        Throwable cause = cause(lost);
        String message = cause.getMessage();
        String type = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    private static Throwable cause(Throwable lost) {
        Throwable cause = lost.getCause();
        return lost instanceof CompletionException && cause != null ? cause : lost;
    }

    private static String remoteId(Delegation delegation) {
        return delegation
                .exchange()
                .remoteTaskId()
                .filter(id -> id.startsWith(REMOTE))
                .map(id -> id.substring(REMOTE.length()))
                .orElseThrow(() -> new IllegalStateException(
                        "the platform does not carry delegation '" + delegation.taskId() + "'"));
    }

    private String self() {
        return platform.self().value();
    }
}
