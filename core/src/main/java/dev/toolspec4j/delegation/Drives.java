package dev.toolspec4j.delegation;

import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All delegations that this process keeps going: renews their leases, takes up what nobody holds. */
final class Drives {
    private static final Logger LOG = LoggerFactory.getLogger(Drives.class);
    private static final int CLAIMED_AT_A_TIME = 500;

    private final Engine engine;
    private final Map<UUID, Drive> drives = new ConcurrentHashMap<>();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private volatile boolean closed;
    private volatile boolean untidy = true;

    Drives(Engine engine) {
        this.engine = engine;
    }

    /** Takes up unfinished delegations that no living process holds, now and from time to time. */
    void takeUpWork() {
        claiming.set(true);
        if (ticking.compareAndSet(false, true)) {
            later(Duration.ZERO);
        } else {
            onWorker(this::claim);
        }
    }

    /** Keeps the delegation going, which this process holds. */
    void keepGoing(Delegation delegation, Optional<Peer> peer) {
        if (closed) {
            return;
        }
        if (ticking.compareAndSet(false, true)) {
            later(engine.settings().leases().renewal());
        }
        UUID taskId = delegation.taskId();
        Drive kept = drives.compute(
                taskId,
                (id, present) -> present != null && present.adopt(delegation)
                        ? present
                        : new Drive(engine, delegation, peer, () -> rested(id)));
        kept.wake();
    }

    private void rested(UUID id) {
        Drive drive = drives.get(id);
        if (drive == null) {
            return;
        }
        if (closed) {
            leave(drive);
        }
        if (drive.over()) {
            untidy = true;
            drives.remove(id, drive);
        }
        if (closed) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Returns whether this process keeps the delegation going. */
    boolean keeps(UUID id) {
        return drives.containsKey(id);
    }

    /** Lets requests that are on their way come back for a short while, then leaves the rest to the next start. */
    void close() throws InterruptedException {
        closed = true;
        drives.values().stream().filter(drive -> !drive.busy()).forEach(Drive::leave);
        long end = System.nanoTime() + engine.settings().leases().closing().toNanos();
        synchronized (this) {
            long left = end - System.nanoTime();
            while (left > 0 && drives.values().stream().anyMatch(Drive::busy)) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        }
        drives.values().forEach(this::leave);
    }

    private void leave(Drive drive) {
        drive.leave();
        if (!drive.current().finished()) {
            engine.announcer().left(drive.current());
        }
    }

    private void later(Duration pause) {
        engine.clock().after(pause, () -> onWorker(this::tick));
    }

    private void tick() {
        if (closed) {
            return;
        }
        try {
            if (!drives.isEmpty()) {
                engine.store().renew(engine.lease());
            }
            claim();
            tidy();
        } catch (StoreException e) {
            LOG.warn("the delegation store cannot be used now; leases may run out: {}", e.getMessage(), e);
        } finally {
            later(engine.settings().leases().renewal());
        }
    }

    private void claim() {
        if (!claiming.get() || closed) {
            return;
        }
        int claimed;
        do {
            var work = engine.store().claim(engine.self(), engine.lease(), CLAIMED_AT_A_TIME);
            work.forEach(this::resume);
            claimed = work.size();
        } while (claimed == CLAIMED_AT_A_TIME);
    }

    private void resume(Delegation delegation) {
        if (!delegation.finished()) {
            engine.announcer().resumed(delegation);
        }
        keepGoing(delegation, Optional.empty());
    }

    private void tidy() {
        if (untidy) {
            untidy = false;
            engine.store()
                    .forgetFinished(engine.self(), engine.settings().bounds().finished());
        }
    }

    private void onWorker(Runnable work) {
        try {
            engine.workers().execute(work);
        } catch (RejectedExecutionException shutDown) {
            LOG.debug("no more work is taken up: the engine is closed");
        }
    }
}
