package dev.toolspec4j.delegation;

import dev.toolspec4j.testkit.PeerStep;
import dev.toolspec4j.testkit.ScriptedPeer;
import dev.toolspec4j.testkit.ScriptedPeer.Received;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A peer that fails in every way that a peer can, as a seed says, and keeps a record of each message that it read. */
final class FaultyPeer implements AutoCloseable {
    private static final Pattern MESSAGE_ID = Pattern.compile("\"messageId\":\"([^\"]+)\"");
    private static final List<Fault> ALL = List.of(Fault.values());
    private static final List<Fault> FAULTS = List.copyOf(EnumSet.range(Fault.DROP, Fault.STALL));
    private static final Map<String, String> RETRY_LATER =
            Map.of("Content-Type", "application/json", "Retry-After", "7");

    private final ScriptedPeer server = ScriptedPeer.start();
    private final List<Sending> sendings = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom(0);
    private Fault next = Fault.MESSAGE;
    private boolean delivered;

    FaultyPeer() throws IOException {
        server.otherwise(PeerStep.by(this::answer));
    }

    URI url() {
        return server.url();
    }

    /** Begins a new run: forgets what was read. */
    synchronized void begin(SplittableRandom chance) {
        random = chance;
        next = draw();
        delivered = false;
        sendings.clear();
    }

    private Fault draw() {
        return ALL.get(random.nextInt(ALL.size()));
    }

    /** Returns whether it will read the next message and then say nothing. */
    synchronized boolean stallsNext() {
        return next == Fault.STALL;
    }

    /** Waits until a message was read that its sender has given up waiting for. */
    synchronized void awaitReading(int messages) {
        while (sendings.size() < messages) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted before the peer had read message " + messages, e);
            }
        }
    }

    /** Returns each message that was read, with what was done about it. */
    synchronized List<Sending> sendings() {
        return List.copyOf(sendings);
    }

    /** Returns whether a whole result went out. */
    synchronized boolean delivered() {
        return delivered;
    }

    private synchronized PeerStep answer(Received request) {
        if (request.body().contains("\"message/send\"")) {
            Fault fault = next;
            next = draw();
            sendings.add(new Sending(messageId(request), fault));
            notifyAll();
            return step(fault);
        }
        if (request.body().contains("\"tasks/cancel\"")) {
            return PeerStep.task("remote", "canceled", "stopped");
        }
        return poll();
    }

    private PeerStep poll() {
        int chance = random.nextInt(100);
        if (chance < 30) {
            Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
            return step(fault == Fault.STALL ? Fault.DROP : fault);
        }
        if (chance < 65) {
            return PeerStep.task("remote", "working", "");
        }
        if (chance < 85) {
            return result(PeerStep.task("remote", "completed", "the result"));
        }
        return PeerStep.task("remote", chance < 93 ? "failed" : "rejected", "no luck");
    }

    private PeerStep step(Fault fault) {
        return switch (fault) {
            case DROP -> PeerStep.drop();
            case RESET -> PeerStep.reset();
            case TIMEOUT_408 -> PeerStep.status(408, "text/plain", "too slow");
            case BUSY_429 -> PeerStep.status(429, "text/plain", "slow down");
            case BUSY_429_RETRY_AFTER -> PeerStep.status(429, RETRY_LATER, "{}");
            case DOWN_503 -> PeerStep.status(503, "text/plain", "down");
            case DOWN_503_RETRY_AFTER -> PeerStep.status(503, RETRY_LATER, "{}");
            case DOWN_503_RETRY_NOW -> PeerStep.status(503, Map.of("Retry-After", "0"), "");
            case REDIRECT_302 -> PeerStep.status(302, Map.of("Location", server.url() + "elsewhere"), "");
            case BROKEN_500 -> PeerStep.status(500, "text/html", "<html>broken</html>");
            case CUT_BODY -> PeerStep.cut("{\"jsonrpc\":\"2.0\",\"result\":{");
            case TRUNCATED_JSON -> PeerStep.json("{\"jsonrpc\":\"2.0\",\"result\":{\"kind\":\"task\"");
            case WRONG_TYPE -> PeerStep.status(200, "text/html", "<html>hello</html>");
            case EMPTY_RESULT -> PeerStep.result("{}");
            case DUPLICATE_IDS ->
                PeerStep.result(
                        "{\"kind\":\"task\",\"id\":\"remote\",\"id\":\"remote\",\"status\":{\"state\":\"working\"}}");
            case STALL -> PeerStep.stall();
            case TASK -> PeerStep.task("remote", "submitted", "");
            case TASK_THEN_CLOSED -> PeerStep.thenClose(PeerStep.task("remote", "working", ""));
            case MESSAGE -> result(PeerStep.message("the result"));
        };
    }

    private PeerStep result(PeerStep answer) {
        delivered = true;
        return answer;
    }

    private static String messageId(Received request) {
        Matcher id = MESSAGE_ID.matcher(request.body());
        return id.find() ? id.group(1) : "none";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** What goes wrong with one request; from {@link #TASK} on nothing does. */
    enum Fault {
        DROP,
        RESET,
        TIMEOUT_408,
        BUSY_429,
        BUSY_429_RETRY_AFTER,
        DOWN_503,
        DOWN_503_RETRY_AFTER,
        DOWN_503_RETRY_NOW,
        REDIRECT_302,
        BROKEN_500,
        CUT_BODY,
        TRUNCATED_JSON,
        WRONG_TYPE,
        EMPTY_RESULT,
        DUPLICATE_IDS,
        STALL,
        TASK,
        TASK_THEN_CLOSED,
        MESSAGE;

        /** Returns whether the peer said that it did not take the message. */
        boolean saidNotTaken() {
            return switch (this) {
                case BUSY_429, BUSY_429_RETRY_AFTER, DOWN_503_RETRY_AFTER, DOWN_503_RETRY_NOW -> true;
                default -> false;
            };
        }
    }

    /**
     * A message that the peer read to its end.
     *
     * @param messageId as the client named it
     * @param fault what the peer did then
     */
    record Sending(String messageId, Fault fault) {}
}
