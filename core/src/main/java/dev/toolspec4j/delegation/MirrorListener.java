package dev.toolspec4j.delegation;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the mirror, in order and on a thread of its own: a slow mirror must not hold up delegations. */
final class MirrorListener implements DelegationListener {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorListener.class);
    private static final int QUEUED = 1_000;

    private final DelegationMirror mirror;
    private final ThreadPoolExecutor thread;

    MirrorListener(DelegationMirror mirror) {
        this.mirror = mirror;
        this.thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUED), task -> {
            Thread made = new Thread(task, "toolspec4j-delegation-mirror");
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void created(Delegation delegation) {
        tell(delegation, () -> mirror.record(delegation));
    }

    @Override
    public void finished(Delegation delegation) {
        tell(delegation, () -> mirror.update(delegation));
    }

    private void tell(Delegation delegation, Runnable telling) {
        try {
            thread.execute(delegation.origin().position().wrap(telling));
        } catch (RejectedExecutionException full) {
            LOG.warn("the mirror was not told of delegation {}: it is too slow, or closed", delegation.taskId());
        }
    }

    /** Tells what is left, for at most so long. */
    void close(long millis) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "the mirror was not told of {} changes before closing",
                        thread.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
