package dev.toolspec4j.a2a;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One task that a peer gave us. Its state moves under its own lock, and never out of a terminal one. */
final class ServerTask {
    private final String id = UUID.randomUUID().toString();
    private final String contextId;
    private final Clock clock;
    private final List<String> said = new ArrayList<>();
    private final List<String> messageIds = new ArrayList<>();
    private TaskState state = TaskState.SUBMITTED;
    private String text = "";
    private Instant changed;
    private Runnable stop = () -> {};
    private CompletableFuture<TaskSnapshot> pause = new CompletableFuture<>();

    ServerTask(String contextId, String firstText, Clock clock) {
        this.contextId = contextId;
        this.clock = clock;
        this.changed = clock.instant();
        said.add(firstText);
    }

    String id() {
        return id;
    }

    String contextId() {
        return contextId;
    }

    /** Returns the ids of the messages that led here; guarded by the owner's lock, not by this one. */
    List<String> messageIds() {
        return messageIds;
    }

    synchronized TaskSnapshot snapshot() {
        return new TaskSnapshot(id, contextId, state, text, changed);
    }

    /** Returns what was said, the peer's words first. */
    synchronized List<String> said() {
        return List.copyOf(said);
    }

    /** Returns a future that completes when the task next ends or asks. */
    synchronized CompletableFuture<TaskSnapshot> pause() {
        return pause.copy();
    }

    /** Returns whether nothing is being done for it now. */
    synchronized boolean idle() {
        return state.terminal() || state.interrupted();
    }

    /** Says how to stop the work that begins now. */
    synchronized void stoppedBy(Runnable stop) {
        this.stop = stop;
    }

    /** Goes on with an answer to the question; returns whether it was waiting for one. */
    synchronized boolean resume(String answer) {
        if (!state.interrupted()) {
            return false;
        }
        said.add(text);
        said.add(answer);
        pause = new CompletableFuture<>();
        move(TaskState.SUBMITTED, "");
        return true;
    }

    /** Returns whether the work may begin: not when the task was cancelled while it waited. */
    synchronized boolean begin() {
        if (state != TaskState.SUBMITTED) {
            return false;
        }
        move(TaskState.WORKING, "");
        return true;
    }

    /** Ends the task or has it ask, unless it has ended already. */
    void settle(TaskState next, String words) {
        CompletableFuture<TaskSnapshot> told;
        TaskSnapshot now;
        synchronized (this) {
            if (state.terminal()) {
                return;
            }
            move(next, words);
            told = pause;
            now = snapshot();
        }
        told.complete(now);
    }

    /** Stops the task and its work; returns whether that was still possible. */
    boolean cancel() {
        Runnable stopping;
        synchronized (this) {
            if (state.terminal()) {
                return state == TaskState.CANCELED;
            }
            stopping = stop;
        }
        settle(TaskState.CANCELED, "canceled on request");
        stopping.run();
        return snapshot().state() == TaskState.CANCELED;
    }

    private void move(TaskState next, String words) {
        state = next;
        text = words;
        changed = clock.instant();
    }
}
