package dev.toolspec4j.backend.platform;

import dev.toolspec4j.backend.platform.PlatformClient.Request;
import dev.toolspec4j.internal.http.HttpAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells the platform that this program runs a workspace: for programs that do, and never done by a tool call. Safe for
 * use by several threads. Every method throws {@link PlatformException} when the platform refuses or is down.
 */
public final class PlatformRegistration {
    private final PlatformClient platform;

    /** Makes one for the client's workspace. */
    public PlatformRegistration(PlatformClient platform) {
        this.platform = platform;
    }

    /**
     * Registers the workspace and keeps the token that the platform hands out the first time.
     *
     * @param url where it speaks A2A; http or https
     * @param agentCard its card, not empty
     * @throws IOException when the platform refuses, or the token could not be written
     */
    public void register(URI url, Map<String, ?> agentCard) throws IOException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", platform.self().value());
        body.put("url", url.toString());
        body.put("agent_card", agentCard);
        String asked = "register this workspace";
        HttpAnswer answer = platform.ask(asked, Request.post(body, "registry", "register"), 200);
        Map<String, Object> facts = answer.object().orElseThrow(() -> PlatformErrors.garbled(asked, answer));
        if (facts.get("auth_token") instanceof String token && !token.isBlank()) {
            platform.tokens().save(token);
        }
    }

    /** Sends a heartbeat; the platform wants one every 30 seconds. It replaces everything that the one before said. */
    public void heartbeat(Heartbeat beat) throws PlatformException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("workspace_id", platform.self().value());
        body.put("error_rate", beat.errorRate);
        body.put("sample_error", beat.sampleError);
        body.put("active_tasks", beat.activeTasks);
        body.put("uptime_seconds", beat.uptimeSeconds);
        body.put("current_task", beat.currentTask);
        body.put("runtime_state", beat.wedged ? "wedged" : "");
        if (!beat.runtimeMetadata.isEmpty()) {
            body.put("runtime_metadata", beat.runtimeMetadata);
        }
        platform.ask("take a heartbeat", Request.post(body, "registry", "heartbeat"), 200);
    }

    /** Replaces the workspace's agent card. */
    public void updateCard(Map<String, ?> agentCard) throws PlatformException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("workspace_id", platform.self().value());
        body.put("agent_card", agentCard);
        platform.ask("update the agent card", Request.post(body, "registry", "update-card"), 200);
    }

    /**
     * How the workspace is.
     *
     * @param errorRate 0 to 1; from 0.5 the platform shows the workspace as degraded
     * @param sampleError an error to show; may be empty
     * @param activeTasks how much it has to do; below its limit the platform hands over one queued message
     * @param uptimeSeconds how long it runs
     * @param currentTask what it does, for people; may be empty
     * @param wedged whether it cannot go on by itself
     * @param runtimeMetadata what it can do and how long it may idle; when empty, the platform forgets what it had
     */
    public record Heartbeat(
            double errorRate,
            String sampleError,
            int activeTasks,
            long uptimeSeconds,
            String currentTask,
            boolean wedged,
            Map<String, Object> runtimeMetadata) {
        /** Checks the ranges and copies the metadata. */
        public Heartbeat {
            if (!(errorRate >= 0 && errorRate <= 1) || activeTasks < 0 || uptimeSeconds < 0) {
                throw new IllegalArgumentException("a heartbeat's error rate is 0 to 1 and its counts are not negative,"
                        + " were " + errorRate + ", " + activeTasks + ", " + uptimeSeconds);
            }
            runtimeMetadata = Map.copyOf(runtimeMetadata);
        }

        /** Returns the heartbeat of a healthy workspace. */
        public static Heartbeat healthy(int activeTasks, long uptimeSeconds) {
            return new Heartbeat(0, "", activeTasks, uptimeSeconds, "", false, Map.of());
        }
    }
}
