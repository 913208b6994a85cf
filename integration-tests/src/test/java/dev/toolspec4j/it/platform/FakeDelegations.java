package dev.toolspec4j.it.platform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The platform's delegations, which are rows of its activity log: newest first, 50 of them, results cut at 300 bytes.
 */
final class FakeDelegations {
    private static final int PREVIEW = 300;

    private final List<Map<String, Object>> rows = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> keys = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile Consumer<String> whenDelegated = id -> {};
    private final AtomicLong clock =
            new AtomicLong(Instant.parse("2026-05-01T00:00:00Z").getEpochSecond());

    /** Sets what becomes of a delegation as soon as it is asked for; it is given the id. */
    void whenDelegated(Consumer<String> reaction) {
        whenDelegated = reaction;
    }

    /** Makes the platform's run of a delegation end well. */
    void complete(String delegationId, String text) {
        request(delegationId).put("status", "completed");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", text);
        body.put("delegation_id", delegationId);
        result(delegationId, "completed", body);
    }

    /** Makes it fail; as on the platform, the result row does not name the delegation. */
    void fail(String delegationId, String error) {
        request(delegationId).put("status", "failed");
        request(delegationId).put("error", error);
        Map<String, Object> row = result(delegationId, "failed", Map.of());
        row.remove("delegation_id");
        row.put("error", error);
    }

    /** Makes the peer busy: both rows say queued. */
    void queue(String delegationId) {
        request(delegationId).put("status", "queued");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("delegation_id", delegationId);
        body.put("queued", true);
        result(delegationId, "queued", body);
    }

    /** Hands the queued message over and stitches the answer in: the request row stays queued, as on the platform. */
    void drain(String delegationId, String text) {
        Map<String, Object> row = row(
                each -> delegationId.equals(each.get("delegation_id")) && "delegate_result".equals(each.get("method")));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", text);
        body.put("delegation_id", delegationId);
        row.put("status", "completed");
        row.put("response_body", body);
    }

    /** Adds a row as it stands, such as a forged one. */
    void add(Map<String, Object> row) {
        rows.add(0, new LinkedHashMap<>(row));
    }

    /** Returns the rows of requests, newest first. */
    List<Map<String, Object>> begun() {
        synchronized (rows) {
            return rows.stream()
                    .filter(row -> "delegate".equals(row.get("method")))
                    .toList();
        }
    }

    FakeReply answer(FakeRequest request, String[] path) {
        if (path[2].equals("delegate")) {
            return delegate(request, path[1]);
        }
        if (path.length == 3) {
            return list(path[1]);
        }
        return path[3].equals("record") ? record(request, path[1]) : update(request, path[3]);
    }

    FakeReply activity(FakeRequest request, String workspace) {
        String asked = request.query().getOrDefault("limit", "100");
        int limit = Math.min(500, Integer.parseInt(asked));
        synchronized (rows) {
            return FakeReply.json(
                    200,
                    rows.stream()
                            .filter(row -> workspace.equals(row.get("workspace_id")))
                            .limit(limit)
                            .toList());
        }
    }

    private FakeReply delegate(FakeRequest request, String workspace) {
        String target = request.text("target_id");
        if (!FakeWorkspaces.isUuid(target) || request.text("task").isEmpty()) {
            return FakeReply.error(400, "target_id (UUID) and task are required");
        }
        if (target.equals(workspace)) {
            return FakeReply.error(400, "self-delegation is not allowed");
        }
        String key = request.text("idempotency_key");
        String known = keys.getOrDefault(workspace + " " + key, "");
        if (!key.isEmpty()
                && !known.isEmpty()
                && !"failed".equals(request(known).get("status"))) {
            Map<String, Object> hit = new LinkedHashMap<>();
            hit.put("delegation_id", known);
            hit.put("status", request(known).get("status"));
            hit.put("target_id", target);
            hit.put("idempotent_hit", true);
            return FakeReply.json(200, hit);
        }
        String id = UUID.randomUUID().toString();
        keys.put(workspace + " " + key, id);
        begin(workspace, target, request.text("task"), id, "pending");
        whenDelegated.accept(id);
        return FakeReply.json(202, Map.of("delegation_id", id, "status", "delegated", "target_id", target));
    }

    private FakeReply record(FakeRequest request, String workspace) {
        String id = request.text("delegation_id");
        String target = request.text("target_id");
        if (!FakeWorkspaces.isUuid(target) || request.text("task").isEmpty() || id.isEmpty()) {
            return FakeReply.error(400, "target_id (UUID), task and delegation_id are required");
        }
        begin(workspace, target, request.text("task"), id, "dispatched");
        return FakeReply.json(202, Map.of("delegation_id", id, "status", "recorded"));
    }

    private FakeReply update(FakeRequest request, String id) {
        String status = request.text("status");
        if (!status.equals("completed") && !status.equals("failed")) {
            return FakeReply.error(400, "status must be completed or failed");
        }
        synchronized (rows) {
            rows.stream().filter(row -> id.equals(row.get("delegation_id"))).forEach(row -> {
                row.put("status", status);
                if (!request.text("error").isEmpty()) {
                    row.put("error", request.text("error"));
                }
            });
        }
        if (status.equals("completed")) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("text", request.text("response_preview"));
            body.put("delegation_id", id);
            result(id, "completed", body);
        }
        return FakeReply.json(200, Map.of("status", status, "delegation_id", id));
    }

    private FakeReply list(String workspace) {
        synchronized (rows) {
            return FakeReply.json(
                    200,
                    rows.stream()
                            .filter(row -> workspace.equals(row.get("workspace_id")))
                            .limit(50)
                            .map(FakeDelegations::listed)
                            .toList());
        }
    }

    private static Map<String, Object> listed(Map<String, Object> row) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", row.get("id"));
        entry.put("type", "delegation");
        for (String member : List.of("source_id", "target_id", "summary", "status", "created_at")) {
            entry.put(member, row.getOrDefault(member, ""));
        }
        for (String member : List.of("delegation_id", "error")) {
            if (row.get(member) != null) {
                entry.put(member, row.get(member));
            }
        }
        if (row.get("response_body") instanceof Map<?, ?> body && !body.isEmpty()) {
            Object text = body.get("text");
            entry.put("response_preview", preview(text == null ? String.valueOf(body) : text.toString()));
        }
        return entry;
    }

    private static String preview(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= PREVIEW
                ? text
                : new String(Arrays.copyOf(bytes, PREVIEW), StandardCharsets.UTF_8) + "...";
    }

    private void begin(String workspace, String target, String task, String id, String status) {
        Map<String, Object> row = base(workspace, target, status);
        row.put("method", "delegate");
        row.put("summary", "Delegating to " + target);
        row.put("delegation_id", id);
        row.put("request_body", Map.of("task", task, "delegation_id", id));
        rows.add(0, row);
    }

    private Map<String, Object> result(String delegationId, String status, Map<String, Object> body) {
        Map<String, Object> row = base(String.valueOf(request(delegationId).get("workspace_id")), "", status);
        row.put("method", "delegate_result");
        row.put("summary", "Delegation " + status);
        row.put("delegation_id", delegationId);
        row.put("response_body", body);
        rows.add(0, row);
        return row;
    }

    private Map<String, Object> base(String workspace, String target, String status) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", UUID.randomUUID().toString());
        row.put("activity_type", "delegation");
        row.put("workspace_id", workspace);
        row.put("source_id", workspace);
        row.put("target_id", target);
        row.put("status", status);
        row.put("created_at", Instant.ofEpochSecond(clock.incrementAndGet()).toString());
        return row;
    }

    private Map<String, Object> request(String delegationId) {
        return row(row -> delegationId.equals(row.get("delegation_id")) && "delegate".equals(row.get("method")));
    }

    private Map<String, Object> row(Predicate<Map<String, Object>> wanted) {
        synchronized (rows) {
            return rows.stream().filter(wanted).findFirst().orElseThrow();
        }
    }
}
