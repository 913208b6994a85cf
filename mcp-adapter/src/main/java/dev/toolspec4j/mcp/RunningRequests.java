package dev.toolspec4j.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** The requests of a session that have no answer yet. */
final class RunningRequests {
    private static final Logger LOG = LoggerFactory.getLogger(RunningRequests.class);

    private final Map<Object, Running> byId = new ConcurrentHashMap<>();

    /** Starts a request; returns false, and does nothing, when one of this id is running. */
    boolean start(Object id, Mono<Void> work) {
        Running started = new Running(Disposables.swap(), new CompletableFuture<>());
        if (byId.putIfAbsent(id, started) != null) {
            return false;
        }
        started.work()
                .update(work.doFinally(signal -> {
                            byId.remove(id, started);
                            started.ended().complete(null);
                        })
                        .subscribe(done -> {}, e -> LOG.warn("request {} was not answered", id, e)));
        return true;
    }

    /** Interrupts a request, which is then not answered; does nothing when none of this id is running. */
    void cancel(Object id) {
        Running request = byId.get(id);
        if (request != null) {
            request.work().dispose();
        }
    }

    /** Interrupts all requests, which are then not answered. */
    void cancelAll() {
        byId.values().forEach(request -> request.work().dispose());
    }

    /** Waits until every request has its answer; returns false when some have none after that time. */
    boolean awaitNone(Duration longest) throws InterruptedException {
        CompletableFuture<?>[] ends = byId.values().stream().map(Running::ended).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("requests end without exceptions", e);
        }
    }

    private record Running(Disposable.Swap work, CompletableFuture<Void> ended) {}
}
