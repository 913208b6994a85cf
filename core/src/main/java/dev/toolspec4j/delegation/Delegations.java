package dev.toolspec4j.delegation;

import dev.toolspec4j.delegation.DelegationReceipt.Accepted;
import dev.toolspec4j.delegation.DelegationReceipt.Refusal;
import dev.toolspec4j.delegation.DelegationReceipt.Refused;
import dev.toolspec4j.delegation.Waiting.Waiter;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Hands tasks to peers and follows them to exactly one honest outcome each. A delegation is stored before it is sent;
 * nothing that a peer may have read is sent twice; a final state is never left.
 *
 * <p>Waiting delegations hold no thread. Safe for use by several threads; several processes may share one store, and
 * each delegation is driven by one of them. Methods throw {@link dev.toolspec4j.workspace.StoreException} when the
 * store cannot be used.
 */
public final class Delegations implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Engine engine;
    private final Drives drives;
    private final Intake intake;
    private final Runnable closing;
    private volatile boolean closed;

    Delegations(Engine engine, Runnable closing) {
        this.engine = engine;
        this.closing = closing;
        this.drives = new Drives(engine);
        this.intake = new Intake(engine, drives);
    }

    /**
     * Returns a builder of an engine.
     *
     * @param self whose delegations it keeps
     * @param directory knows the peers
     * @param store the ledger
     * @param transport carries the messages
     */
    public static DelegationsBuilder builder(
            WorkspaceId self, PeerDirectory directory, DelegationStore store, DelegationTransport transport) {
        return new DelegationsBuilder(self, directory, store, transport);
    }

    /** Returns whose delegations these are. */
    public WorkspaceId workspace() {
        return engine.self();
    }

    /**
     * Hands a task to a peer and waits until it is settled, or until the call wait, or the context's deadline if that
     * is sooner, is over. The end of the waiting, by time or interruption, does not end the delegation.
     *
     * @param workspaceId the peer's id
     * @param task what it is to do; not blank, at most 256 KiB
     * @return the delegation as it stands at the end of the waiting, or why there is none
     * @throws InterruptedException when the caller gave up; the delegation goes on
     */
    public DelegationReceipt delegate(String workspaceId, String task, CallContext context)
            throws InterruptedException {
        return settled(begin(new Intake.Request(workspaceId, task, context, true)), context);
    }

    /** Hands a task to a peer and returns as soon as it is stored. */
    public DelegationReceipt delegateAsync(String workspaceId, String task, CallContext context) {
        return begin(new Intake.Request(workspaceId, task, context, false));
    }

    private DelegationReceipt begin(Intake.Request request) {
        return closed ? refusedAsClosed() : intake.begin(request);
    }

    /**
     * Answers what a peer asked, and waits like {@link #delegate}.
     *
     * @param taskId the delegation that asks
     * @param workspaceId the peer it was given to
     * @param answer what the peer is told; not blank, at most 256 KiB
     */
    public DelegationReceipt answer(String taskId, String workspaceId, String answer, CallContext context)
            throws InterruptedException {
        return closed ? refusedAsClosed() : settled(intake.answer(taskId, workspaceId, answer), context);
    }

    /**
     * Waits until a delegation of this workspace is settled: over, queued, or waiting for an answer.
     *
     * @return the delegation as it stands then, or when the waiting ended; empty when there is none of this id
     */
    public Optional<Delegation> await(UUID taskId, Duration atMost) throws InterruptedException {
        if (atMost.isNegative() || atMost.isZero()) {
            return find(taskId);
        }
        Waiter waiter = engine.waiting().begin(taskId);
        DelegationClock.Alarm end = engine.clock().after(atMost, waiter::wake);
        try {
            lookAgain(taskId, waiter);
            Optional<Delegation> now = find(taskId);
            if (now.isEmpty() || now.get().status().settled() || closed) {
                return now;
            }
            waiter.await(engine.clock());
            return find(taskId);
        } finally {
            end.cancel();
            engine.waiting().end(taskId, waiter);
        }
    }

    /** Another process may drive it, or take it over, and does not wake this one's waiters. */
    private void lookAgain(UUID taskId, Waiter waiter) {
        if (closed) {
            return;
        }
        engine.clock()
                .after(
                        LOOK_AGAIN,
                        () -> engine.workers().execute(() -> {
                            if (waiter.isWoken()) {
                                return;
                            }
                            if (drives.keeps(taskId)
                                    || find(taskId)
                                            .filter(delegation ->
                                                    !delegation.status().settled())
                                            .isPresent()) {
                                lookAgain(taskId, waiter);
                            } else {
                                waiter.wake();
                            }
                        }));
    }

    /** Returns this workspace's delegation of the id. */
    public Optional<Delegation> find(UUID taskId) {
        return engine.store()
                .find(taskId)
                .filter(delegation -> delegation.origin().workspace().equals(engine.self()));
    }

    /** Returns this workspace's delegations, newest first: all, or those to one peer. */
    public List<Delegation> list(Optional<WorkspaceId> peer, int limit) {
        DelegationQuery all = DelegationQuery.newest(engine.self(), limit);
        return engine.store().list(peer.map(all::to).orElse(all));
    }

    /** Returns how many delegations this workspace has in its ledger: all, or those to one peer. */
    public int count(Optional<WorkspaceId> peer) {
        DelegationQuery all = DelegationQuery.newest(engine.self(), 1);
        return engine.store().count(peer.map(all::to).orElse(all));
    }

    /** Returns the delegations that ended, or asked a question, and whose news was not told yet, newest first. */
    public List<Delegation> unread(int limit) {
        return engine.store().list(DelegationQuery.newest(engine.self(), limit).unread());
    }

    /** Returns those of {@link #unread(int)} that belong to a conversation. */
    public List<Delegation> unread(String conversationId, int limit) {
        return engine.store()
                .list(DelegationQuery.newest(engine.self(), limit)
                        .in(conversationId)
                        .unread());
    }

    /** Notes that a delegation's end was told. Does nothing while it is unfinished, or when that is noted already. */
    public void markRead(UUID taskId) {
        Optional<Delegation> untold = untold(taskId);
        while (untold.isPresent()) {
            Delegation told = untold.get().with(untold.get().ledger().told());
            untold = engine.store().update(told, engine.lease()).isPresent() ? Optional.empty() : untold(taskId);
        }
    }

    private Optional<Delegation> untold(UUID taskId) {
        return find(taskId)
                .filter(Delegation::finished)
                .filter(delegation -> !delegation.ledger().read());
    }

    /**
     * Cancels a delegation: it is canceled at once, and the peer, if it may have the task, is told to stop as soon as
     * it can be.
     *
     * @return the delegation as it stands then, which is another end if it came first; empty when there is none
     */
    public Optional<Delegation> cancel(UUID taskId) {
        Optional<Delegation> now = find(taskId);
        while (now.isPresent() && !now.get().finished()) {
            Optional<Delegation> canceled = engine.change(
                    now.get(), Transitions.canceled(now.get(), engine.clock().now()));
            canceled.ifPresent(delegation -> drives.keepGoing(delegation, Optional.empty()));
            now = canceled.or(() -> find(taskId));
        }
        return now;
    }

    /**
     * Has the listener told of every delegation that ends in this process from now on, whoever asked for it. It is
     * called on the engine's threads and must be quick.
     *
     * @return what takes the listener off again
     */
    public Runnable onFinished(Consumer<Delegation> listener) {
        return engine.announcer().add(listener);
    }

    /** Takes up the unfinished delegations that no living process drives, now and whenever there are any. */
    public Delegations start() {
        drives.takeUpWork();
        return this;
    }

    /**
     * Waits briefly for replies that are on their way, then leaves unfinished delegations to whoever takes them up.
     * Ends the engine's threads; the store, directory and transport stay the caller's to close.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            drives.close();
            engine.store().renew(engine.noLease());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            engine.waiting().wakeAll();
            closing.run();
        }
    }

    private DelegationReceipt settled(DelegationReceipt receipt, CallContext context) throws InterruptedException {
        if (receipt instanceof Accepted accepted) {
            Delegation begun = accepted.delegation();
            return new Accepted(await(begun.taskId(), callWait(context)).orElse(begun));
        }
        return receipt;
    }

    private Duration callWait(CallContext context) {
        Duration most = engine.settings().callWait();
        Instant now = engine.clock().now();
        return context.deadline()
                .map(deadline -> Duration.between(now, deadline))
                .filter(sooner -> sooner.compareTo(most) < 0)
                .orElse(most);
    }

    private static Refused refusedAsClosed() {
        return new Refused(
                Refusal.CLOSED,
                "this workspace was closed, so nothing was delegated; whoever runs it must open it again");
    }
}
