package dev.toolspec4j.it.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user's chat window, uploads to it, and the activity log's writing side. */
final class FakeMessages {
    private static final long LARGEST_FILE = 25L * 1024 * 1024;
    private static final Pattern PART = Pattern.compile(
            "Content-Disposition: form-data; name=\"files\"; filename=\"([^\"]*)\"\r\n(?:[A-Za-z-]+: [^\r]*\r\n)*\r\n",
            Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("Content-Type: ([^\r]+)");
    private static final Set<String> ACTIVITIES =
            Set.of("a2a_send", "a2a_receive", "task_update", "agent_log", "skill_promotion", "memory_write", "error");

    private final FakeWorkspaces workspaces;
    private final List<Map<String, Object>> shown = Collections.synchronizedList(new ArrayList<>());
    private final List<Map<String, Object>> activities = Collections.synchronizedList(new ArrayList<>());

    FakeMessages(FakeWorkspaces workspaces) {
        this.workspaces = workspaces;
    }

    /** Returns what the user saw. */
    List<Map<String, Object>> shown() {
        return new ArrayList<>(shown);
    }

    FakeReply answer(FakeRequest request, String[] path) {
        return switch (path[2]) {
            case "notify" -> notify(request, path[1]);
            case "activity" -> activity(request, path[1]);
            default -> upload(request);
        };
    }

    private FakeReply notify(FakeRequest request, String workspace) {
        if (!workspaces.exists(workspace)) {
            return FakeReply.error(404, "workspace not found");
        }
        if (request.text("message").isEmpty()) {
            return FakeReply.error(400, "message is required");
        }
        Object attachments = request.json().getOrDefault("attachments", List.of());
        int index = 0;
        for (Object each : (List<?>) attachments) {
            Map<?, ?> file = (Map<?, ?>) each;
            if ("".equals(text(file, "uri")) || "".equals(text(file, "name"))) {
                return FakeReply.error(400, "attachment[" + index + "] needs uri and name");
            }
            index++;
        }
        shown.add(request.json());
        return FakeReply.json(200, Map.of("status", "sent"));
    }

    private FakeReply activity(FakeRequest request, String workspace) {
        if (!ACTIVITIES.contains(request.text("activity_type"))) {
            return FakeReply.error(400, "unknown activity_type");
        }
        String source = request.text("source_id");
        if (!source.isEmpty() && !source.equals(workspace)) {
            return FakeReply.error(403, "source_id must be the workspace");
        }
        activities.add(request.json());
        return FakeReply.json(200, Map.of("status", "logged"));
    }

    private static FakeReply upload(FakeRequest request) {
        if (!request.header("Content-Type").startsWith("multipart/form-data; boundary=")) {
            return FakeReply.error(400, "not multipart");
        }
        String boundary = request.header("Content-Type").replaceAll(".*boundary=", "");
        List<Map<String, Object>> files = new ArrayList<>();
        for (String part : request.bytes().split(Pattern.quote("--" + boundary), -1)) {
            Matcher head = PART.matcher(part);
            if (head.find()) {
                long size = part.length() - 2L - head.end();
                if (size > LARGEST_FILE) {
                    return FakeReply.error(413, "file too large");
                }
                files.add(file(head.group(1), part.substring(0, head.end()), size));
            }
        }
        return files.isEmpty() ? FakeReply.error(400, "no files") : FakeReply.json(200, Map.of("files", files));
    }

    private static Map<String, Object> file(String name, String head, long size) {
        Matcher type = TYPE.matcher(head);
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("uri", "workspace:/workspace/.molecule/chat-uploads/0123456789abcdef0123456789abcdef-" + name);
        file.put("name", name);
        file.put("mimeType", type.find() ? type.group(1) : "application/octet-stream");
        file.put("size", size);
        return file;
    }

    private static String text(Map<?, ?> map, String member) {
        return map.get(member) instanceof String text ? text : "";
    }
}
