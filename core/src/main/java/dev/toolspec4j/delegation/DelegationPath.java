package dev.toolspec4j.delegation;

import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.WorkspaceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Through whose hands a task has come, so that it cannot go in a circle.
 *
 * <p>The keys are the same in a message's metadata and in {@link CallContext#attributes()}: whoever serves this
 * workspace as a peer passes the incoming message's metadata on as attributes.
 *
 * @param hops how often the task was handed on; 0 where it began
 * @param visited who handed it on, first to last; copied
 */
public record DelegationPath(int hops, List<WorkspaceId> visited) {
    /** The key of the hop count, a whole number. */
    public static final String HOPS = "delegation_hops";

    /** The key of the visited workspaces, ids with commas between them. */
    public static final String VISITED = "delegation_visited";

    /** How often one task may be handed on. */
    public static final int MAX_HOPS = 8;

    private static final int MAX_VISITED = 64;

    /** Checks the count and copies the list. */
    public DelegationPath {
        if (hops < 0) {
            throw new IllegalArgumentException("a hop count is 0 or more, was " + hops);
        }
        visited = List.copyOf(visited);
    }

    /** Returns the path of a task that begins here. */
    public static DelegationPath none() {
        return new DelegationPath(0, List.of());
    }

    /** Returns the path that an incoming call's attributes tell; what cannot be understood counts as absent. */
    public static DelegationPath of(CallContext context) {
        return of(context.attributes());
    }

    /** Returns the path that a message's metadata tells; what cannot be understood counts as absent. */
    public static DelegationPath of(Map<String, ?> metadata) {
        List<WorkspaceId> visited = visited(metadata.get(VISITED))
                .flatMap(id -> WorkspaceId.parse(id).stream())
                .limit(MAX_VISITED)
                .toList();
        return new DelegationPath(Math.max(hops(metadata), visited.size()), visited);
    }

    /** Returns the path after this workspace has handed the task on. */
    public DelegationPath through(WorkspaceId self) {
        List<WorkspaceId> longer = new ArrayList<>(visited);
        longer.add(self);
        return new DelegationPath(hops + 1, longer);
    }

    /** Returns why this task must not be handed to the workspace; empty when it may. */
    public Optional<String> objectionTo(WorkspaceId target) {
        if (visited.contains(target)) {
            return Optional.of("workspace '" + target + "' handed this task on already (" + spelled()
                    + "), so delegating it there would go in a circle");
        }
        return hops >= MAX_HOPS
                ? Optional.of("this task was handed on " + hops + " times already, and " + MAX_HOPS + " is the limit")
                : Optional.empty();
    }

    /** Returns the path as it travels in a message's metadata. */
    public Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(HOPS, hops);
        metadata.put(VISITED, spelled());
        return metadata;
    }

    private String spelled() {
        return String.join(",", visited.stream().map(WorkspaceId::value).toList());
    }

    private static int hops(Map<String, ?> metadata) {
        if (metadata.get(HOPS) instanceof Number number) {
            return (int) Math.max(0, Math.min(Integer.MAX_VALUE - 1, number.longValue()));
        }
        return metadata.get(HOPS) instanceof String text && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static Stream<String> visited(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf);
        }
        return value instanceof String text ? Arrays.stream(text.split(",", MAX_VISITED + 1)) : Stream.empty();
    }
}
