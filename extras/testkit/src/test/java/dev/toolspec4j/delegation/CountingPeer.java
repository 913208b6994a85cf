package dev.toolspec4j.delegation;

import dev.toolspec4j.testkit.PeerStep;
import dev.toolspec4j.testkit.ScriptedPeer;
import dev.toolspec4j.testkit.ScriptedPeer.Received;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A peer that is done with each task when it is asked for the second time, and counts how often it got each message.
 */
final class CountingPeer implements AutoCloseable {
    private static final Pattern MESSAGE_ID = Pattern.compile("\"messageId\":\"([^\"]+)\"");
    private static final Pattern TASK_ID = Pattern.compile("\"params\":\\{\"id\":\"([^\"]+)\"");

    private final ScriptedPeer server = ScriptedPeer.start();
    private final Map<String, Integer> messages = new ConcurrentHashMap<>();
    private final Map<String, Integer> polls = new ConcurrentHashMap<>();

    CountingPeer() throws IOException {
        server.otherwise(PeerStep.by(this::answer));
    }

    URI url() {
        return server.url();
    }

    /** Returns how often the message was read to its end. */
    int timesSeen(String messageId) {
        return messages.getOrDefault(messageId, 0);
    }

    private PeerStep answer(Received request) {
        Matcher message = MESSAGE_ID.matcher(request.body());
        if (message.find()) {
            messages.merge(message.group(1), 1, Integer::sum);
            return PeerStep.task(message.group(1), "working", "");
        }
        Matcher task = TASK_ID.matcher(request.body());
        if (!task.find()) {
            return PeerStep.error(-32602, "no task is named");
        }
        boolean done = polls.merge(task.group(1), 1, Integer::sum) > 1;
        return PeerStep.task(task.group(1), done ? "completed" : "working", "done " + task.group(1));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
