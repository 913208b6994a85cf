package dev.toolspec4j.it.platform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The platform's memories: its scopes, its word search, its limit of 50, its redaction and its fence. */
final class FakeMemories {
    private static final int PAGE = 50;
    private static final Set<String> STOP_WORDS =
            Set.of("a", "an", "the", "is", "of", "to", "in", "and", "what", "are");

    private final FakeWorkspaces workspaces;
    private final List<Row> rows = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong clock =
            new AtomicLong(Instant.parse("2026-05-01T00:00:00Z").getEpochSecond());

    FakeMemories(FakeWorkspaces workspaces) {
        this.workspaces = workspaces;
    }

    int count() {
        return rows.size();
    }

    FakeReply answer(FakeRequest request, String[] path) {
        return switch (request.method()) {
            case "POST" -> commit(request, path[1]);
            case "GET" -> recall(request, path[1]);
            case "DELETE" -> forget(path[1], path[3]);
            default -> FakeReply.error(405, "method not allowed");
        };
    }

    private FakeReply commit(FakeRequest request, String workspace) {
        String content = request.text("content");
        String scope = request.text("scope");
        if (content.isEmpty()) {
            return FakeReply.error(400, "content is required");
        }
        if (!Set.of("LOCAL", "TEAM", "GLOBAL").contains(scope)) {
            return FakeReply.error(400, "scope must be LOCAL, TEAM, or GLOBAL");
        }
        if (scope.equals("GLOBAL") && !workspaces.isRoot(workspace)) {
            return FakeReply.error(403, "only root workspaces can write GLOBAL memories");
        }
        String kept = content.replaceAll("\\bsk-[A-Za-z0-9]{16,}", "[REDACTED:SK_TOKEN]")
                .replaceAll("[A-Za-z0-9+/=]{33,}", "[REDACTED:BASE64_BLOB]");
        String stored = scope.equals("GLOBAL") ? kept.replace("[MEMORY ", "[_MEMORY ") : kept;
        Row row = new Row(UUID.randomUUID().toString(), workspace, scope, stored, clock.incrementAndGet());
        rows.add(row);
        return FakeReply.json(201, Map.of("id", row.id, "scope", scope, "namespace", "general"));
    }

    private FakeReply recall(FakeRequest request, String workspace) {
        String scope = request.query().getOrDefault("scope", "");
        String query = request.query().getOrDefault("q", "");
        List<Map<String, Object>> found;
        synchronized (rows) {
            found = rows.stream()
                    .filter(row -> isVisible(row, workspace, scope))
                    .filter(row -> matches(row.content, query))
                    .sorted(Comparator.comparingLong(Row::created).reversed())
                    .limit(limit(request.query().getOrDefault("limit", "")))
                    .map(FakeMemories::json)
                    .toList();
        }
        return FakeReply.json(200, found);
    }

    private FakeReply forget(String workspace, String id) {
        boolean removed = rows.removeIf(row -> row.id.equals(id) && row.workspace.equals(workspace));
        return removed ? FakeReply.json(200, Map.of("status", "deleted")) : FakeReply.error(404, "memory not found");
    }

    private boolean isVisible(Row row, String workspace, String scope) {
        return switch (scope) {
            case "LOCAL" -> row.scope.equals("LOCAL") && row.workspace.equals(workspace);
            case "TEAM" -> {
                String top = workspaces.isRoot(workspace) ? workspace : workspaces.parentOf(workspace);
                boolean inTeam = row.workspace.equals(top)
                        || workspaces.parentOf(row.workspace).equals(top);
                yield row.scope.equals("TEAM") && inTeam && workspaces.exists(row.workspace);
            }
            case "GLOBAL" -> row.scope.equals("GLOBAL");
            default -> row.workspace.equals(workspace);
        };
    }

    private static boolean matches(String content, String query) {
        if (query.isEmpty()) {
            return true;
        }
        if (query.equals("%") || query.equals("_")) {
            return true; // As one byte it goes into ILIKE as it is.
        }
        if (query.getBytes(StandardCharsets.UTF_8).length == 1) {
            return content.toLowerCase(Locale.ROOT).contains(query.toLowerCase(Locale.ROOT));
        }
        Set<String> wanted = stems(query);
        return !wanted.isEmpty() && stems(content).containsAll(wanted);
    }

    private static Set<String> stems(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty() && !STOP_WORDS.contains(word))
                .map(word -> word.replaceAll("(ing|ed|es|s)$", ""))
                .collect(Collectors.toSet());
    }

    private static int limit(String asked) {
        return asked.matches("[1-9]|[1-4]\\d") ? Integer.parseInt(asked) : PAGE;
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", row.id);
        json.put("workspace_id", row.workspace);
        json.put(
                "content",
                row.scope.equals("GLOBAL")
                        ? "[MEMORY id=" + row.id + " scope=GLOBAL from=" + row.workspace + "]: " + row.content
                        : row.content);
        json.put("scope", row.scope);
        json.put("namespace", "general");
        json.put("created_at", Instant.ofEpochSecond(row.created).toString());
        return json;
    }

    private record Row(String id, String workspace, String scope, String content, long created) {}
}
