package dev.toolspec4j.delegation;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.delegation.DelegationClock.Alarm;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one delegation going: one step at a time, each on a worker, none while a request is on its way. Holds no thread
 * between steps.
 */
final class Drive {
    private static final Logger LOG = LoggerFactory.getLogger(Drive.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

    private final Engine engine;
    private final Steps steps;
    private final Runnable rested;
    private Delegation current;
    private boolean busy;
    private boolean wokenWhileBusy;
    private boolean over;
    private Alarm alarm = () -> {};
    /** What came of a reply that the store could not take yet: there is no other copy of it. */
    private volatile Optional<Supplier<Next>> owed = Optional.empty();

    /** @param rested called whenever a step was taken and none follows at once */
    Drive(Engine engine, Delegation delegation, Optional<Peer> peer, Runnable rested) {
        this.engine = engine;
        this.current = delegation;
        this.rested = rested;
        this.steps = new Steps(engine, this, peer);
    }

    /** Takes the next step soon, unless one is being taken: then right after it. */
    void wake() {
        synchronized (this) {
            if (over) {
                return;
            }
            if (busy) {
                wokenWhileBusy = true;
                return;
            }
            busy = true;
            alarm.cancel();
        }
        onWorker(this::turn);
    }

    /** Goes on from a state that somebody else stored; returns false when this drive has ended. */
    boolean adopt(Delegation newer) {
        synchronized (this) {
            if (over) {
                return false;
            }
            current = newer(newer);
        }
        return true;
    }

    /** Takes no further step. */
    void leave() {
        synchronized (this) {
            over = true;
            alarm.cancel();
        }
    }

    /** Returns whether a step, or a request, is under way. */
    synchronized boolean busy() {
        return busy && !over;
    }

    synchronized Delegation current() {
        return current;
    }

    /** Stores a change; returns false when somebody else was faster, and then goes on from what they stored. */
    boolean change(Delegation after) {
        Optional<Delegation> stored = engine.change(current(), after);
        if (stored.isEmpty()) {
            lostTo(engine.store().find(after.taskId()));
            return false;
        }
        synchronized (this) {
            current = newer(stored.get());
        }
        return true;
    }

    private void lostTo(Optional<Delegation> other) {
        Delegation now;
        boolean notOurs;
        synchronized (this) {
            current = other.map(this::newer).orElse(current);
            over |= other.isEmpty() || elsewhere(current);
            now = current;
            notOurs = over || now.finished();
        }
        if (notOurs) {
            engine.announcer().left(now);
        }
        if (now.status().settled()) {
            engine.waiting().wake(now.taskId());
        }
    }

    /** Who was told of a change may have stored the next one before this drive goes on. */
    private Delegation newer(Delegation other) {
        return other.ledger().fence() > current.ledger().fence() ? other : current;
    }

    private boolean elsewhere(Delegation now) {
        return !now.finished() && !now.ledger().driver().equals(Optional.of(engine.driver()));
    }

    /** Waits for a reply without a thread, and goes on with it on a worker. */
    void await(CompletableFuture<PeerReply> request, Duration atMost, Function<PeerReply, Next> reaction) {
        Alarm guard = engine.clock().after(atMost, () -> request.complete(overdue()));
        CompletableFuture<PeerReply> unused = request.whenComplete((reply, broken) -> {
            guard.cancel();
            PeerReply answer = broken == null ? reply : lost(broken);
            onWorker(() -> guarded(() -> reaction.apply(answer)));
        });
    }

    private void turn() {
        guarded(owed.orElse(() -> current().finished() ? steps.wrapUp() : steps.next()));
    }

    /** A step that breaks must not leave its delegation without a next one. */
    private void guarded(Supplier<Next> step) {
        Next next;
        try {
            next = step.get();
            owed = Optional.empty();
        } catch (StoreException e) {
            LOG.warn(
                    "the ledger cannot be used for delegation {} now; it is tried again: {}",
                    current().taskId(),
                    e.getMessage(),
                    e);
            owed = Optional.of(step);
            next = Next.in(AFTER_TROUBLE);
        } catch (RuntimeException e) {
            owed = Optional.empty();
            LOG.error(
                    "a step of delegation {} broke; it is tried again",
                    current().taskId(),
                    e);
            next = Next.in(AFTER_TROUBLE);
        }
        next.pause().ifPresent(this::rest);
    }

    private void rest(Duration pause) {
        boolean again;
        synchronized (this) {
            again = !over && (wokenWhileBusy || pause.isZero());
            wokenWhileBusy = false;
            busy = again;
            if (!over && !again) {
                alarm = engine.clock().after(pause, this::wake);
            }
        }
        if (again) {
            turn();
        } else {
            rested.run();
        }
    }

    synchronized boolean over() {
        return over;
    }

    private void onWorker(Runnable work) {
        try {
            engine.workers().execute(current().origin().position().wrap(work));
        } catch (RejectedExecutionException closed) {
            LOG.debug(
                    "delegation {} is left for the next start: the engine is closed",
                    current().taskId());
        }
    }

    private PeerReply overdue() {
        return new PeerReply.OutcomeUnknown("no answer came in time");
    }

    private PeerReply lost(Throwable broken) {
        LOG.error("a request of delegation {} broke", current().taskId(), broken);
        return new PeerReply.OutcomeUnknown(
                "the request broke on this side: " + broken.getClass().getSimpleName());
    }

    /**
     * What follows a step.
     *
     * @param pause until the next step; empty while a request is on its way
     */
    record Next(Optional<Duration> pause) {
        static Next atOnce() {
            return in(Duration.ZERO);
        }

        static Next in(Duration pause) {
            return new Next(Optional.of(pause.isNegative() ? Duration.ZERO : pause));
        }

        static Next withTheReply() {
            return new Next(Optional.empty());
        }
    }

    /** Returns what follows when there is nothing left to do. */
    Next end() {
        leave();
        return Next.atOnce();
    }

    Instant now() {
        return engine.clock().now();
    }
}
