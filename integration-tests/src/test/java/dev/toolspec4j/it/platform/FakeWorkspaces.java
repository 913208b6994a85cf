package dev.toolspec4j.it.platform;

import dev.toolspec4j.workspace.WorkspaceId;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The workspaces, their tokens, and who may reach whom. */
final class FakeWorkspaces {
    private final Map<String, Map<String, Object>> rows = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, String> tokens = Collections.synchronizedMap(new HashMap<>());
    private final List<Map<String, Object>> heartbeats = Collections.synchronizedList(new ArrayList<>());

    /** Adds a workspace that is online and has a token; a blank parent makes it a root. */
    WorkspaceId add(String name, String parent) {
        WorkspaceId id = addWithoutToken(name, parent);
        rotateToken(id);
        return id;
    }

    WorkspaceId addWithoutToken(String name, String parent) {
        return add(UUID.randomUUID().toString(), name, parent);
    }

    /** Enters a workspace under an id of the test's own, with a token, or moves it. */
    void place(WorkspaceId id, String name, Optional<WorkspaceId> parent) {
        if (rows.containsKey(id.value())) {
            set(id, "parent_id", parent.map(WorkspaceId::value).orElse(null));
        } else {
            add(id.value(), name, parent.map(WorkspaceId::value).orElse(""));
            rotateToken(id);
        }
    }

    private WorkspaceId add(String id, String name, String parent) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("name", name);
        row.put("role", null);
        row.put("tier", 2);
        row.put("status", "online");
        row.put("url", "http://127.0.0.1:1/" + id);
        row.put("parent_id", parent.isEmpty() ? null : parent);
        row.put("active_tasks", 0);
        row.put("agent_card", null);
        rows.put(id, row);
        return new WorkspaceId(id);
    }

    /** Revokes the token and makes another. */
    String rotateToken(WorkspaceId id) {
        String token = UUID.randomUUID().toString().replace("-", "") + "0123456789_";
        tokens.put(id.value(), token);
        return token;
    }

    String tokenOf(WorkspaceId id) {
        return tokens.get(id.value());
    }

    boolean isTokenOf(String id, String bearer) {
        return !bearer.isEmpty() && bearer.equals(tokens.get(id));
    }

    /** Changes a member of a workspace's row. */
    void set(WorkspaceId id, String member, Object value) {
        rows.get(id.value()).put(member, value);
    }

    void serveAt(WorkspaceId id, URI url) {
        set(id, "url", url.toString());
    }

    List<Map<String, Object>> heartbeats() {
        return new ArrayList<>(heartbeats);
    }

    boolean isRoot(String id) {
        return rows.containsKey(id) && parentOf(id).isEmpty();
    }

    String parentOf(String id) {
        Object parent = rows.getOrDefault(id, Map.of()).get("parent_id");
        return parent == null ? "" : parent.toString();
    }

    boolean exists(String id) {
        return rows.containsKey(id) && !"removed".equals(rows.get(id).get("status"));
    }

    FakeReply describe(String id) {
        if (!isUuid(id) && !rows.containsKey(id)) {
            return FakeReply.error(400, "invalid workspace id");
        }
        if (!rows.containsKey(id)) {
            return FakeReply.error(404, "workspace not found");
        }
        Map<String, Object> row = new LinkedHashMap<>(rows.get(id));
        row.put("max_concurrent_tasks", 1);
        row.put("a_member_from_the_future", List.of(1, 2));
        return FakeReply.json(200, row);
    }

    FakeReply registry(FakeRequest request, String[] path) {
        return switch (path[1]) {
            case "register" -> register(request);
            case "heartbeat" -> heartbeat(request);
            case "update-card" -> updateCard(request);
            case "discover" -> discover(request, path[2]);
            default -> peers(request, path[1]);
        };
    }

    private FakeReply register(FakeRequest request) {
        String id = request.text("id");
        if (id.isEmpty() || request.text("url").isEmpty() || !(request.json().get("agent_card") instanceof Map)) {
            return FakeReply.error(400, "id, url and agent_card are required");
        }
        if (!request.text("url").matches("https?://.+")) {
            return FakeReply.error(400, "url must be http or https");
        }
        if (refusesCaller(id, request)) {
            return FakeReply.error(401, "invalid token");
        }
        rows.get(id).put("url", request.text("url"));
        rows.get(id).put("agent_card", request.json().get("agent_card"));
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("status", "registered"));
        if (!tokens.containsKey(id)) {
            answer.put("auth_token", rotateToken(new WorkspaceId(id)));
        }
        return FakeReply.json(200, answer);
    }

    private FakeReply heartbeat(FakeRequest request) {
        String id = request.text("workspace_id");
        if (!rows.containsKey(id)) {
            return FakeReply.error(400, "workspace_id is required");
        }
        if (refusesCaller(id, request)) {
            return FakeReply.error(401, "invalid token");
        }
        heartbeats.add(request.json());
        return FakeReply.json(200, Map.of("status", "ok"));
    }

    private FakeReply updateCard(FakeRequest request) {
        String id = request.text("workspace_id");
        if (!rows.containsKey(id) || !(request.json().get("agent_card") instanceof Map)) {
            return FakeReply.error(400, "workspace_id and agent_card are required");
        }
        if (refusesCaller(id, request)) {
            return FakeReply.error(401, "invalid token");
        }
        rows.get(id).put("agent_card", request.json().get("agent_card"));
        return FakeReply.json(200, Map.of("status", "updated"));
    }

    private FakeReply discover(FakeRequest request, String target) {
        String caller = request.header("X-Workspace-ID");
        if (caller.isEmpty()) {
            return FakeReply.error(400, "X-Workspace-ID header is required");
        }
        if (refusesCaller(caller, request)) {
            return FakeReply.error(401, request.bearer().isEmpty() ? "missing token" : "invalid token");
        }
        if (!rows.containsKey(target) || !canCommunicate(caller, target)) {
            return FakeReply.error(403, "not allowed to communicate with this workspace");
        }
        Map<String, Object> row = rows.get(target);
        String status = String.valueOf(row.get("status"));
        if (!status.equals("online") && !status.equals("degraded")) {
            return FakeReply.json(503, Map.of("error", "workspace is not reachable", "status", status));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", target);
        answer.put("url", row.get("url"));
        answer.put("name", row.get("name"));
        return FakeReply.json(200, answer);
    }

    private FakeReply peers(FakeRequest request, String id) {
        if (!rows.containsKey(id)) {
            return FakeReply.error(404, "workspace not found");
        }
        if (refusesCaller(id, request)) {
            return FakeReply.error(401, request.bearer().isEmpty() ? "missing token" : "invalid token");
        }
        List<Map<String, Object>> siblings = new ArrayList<>();
        List<Map<String, Object>> children = new ArrayList<>();
        List<Map<String, Object>> parents = new ArrayList<>();
        rows.forEach((other, row) -> {
            if (!other.equals(id) && !"removed".equals(row.get("status"))) {
                if (parentOf(other).equals(id)) {
                    children.add(row);
                } else if (other.equals(parentOf(id))) {
                    parents.add(row);
                } else if (parentOf(other).equals(parentOf(id))) {
                    siblings.add(row);
                }
            }
        });
        List<Object> all = new ArrayList<>(siblings);
        all.addAll(children);
        all.addAll(parents);
        return FakeReply.json(200, all);
    }

    /** A workspace without a token passes; one with a token must show it. */
    private boolean refusesCaller(String id, FakeRequest request) {
        return tokens.containsKey(id) && !isTokenOf(id, request.bearer());
    }

    private boolean canCommunicate(String a, String b) {
        return a.equals(b) || parentOf(a).equals(parentOf(b)) || isAbove(a, b) || isAbove(b, a);
    }

    private boolean isAbove(String ancestor, String id) {
        String at = parentOf(id);
        for (int steps = 0; steps < 32 && !at.isEmpty(); steps++) {
            if (at.equals(ancestor)) {
                return true;
            }
            at = parentOf(at);
        }
        return false;
    }

    static boolean isUuid(String id) {
        return id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
}
