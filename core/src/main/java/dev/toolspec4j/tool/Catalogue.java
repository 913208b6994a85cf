package dev.toolspec4j.tool;

import dev.toolspec4j.internal.json.Json;
import dev.toolspec4j.internal.json.JsonException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names, texts and schemas of tools wherever they come from, for checks. Unlike {@link ToolRegistry} it takes what it
 * is given, since finding faults in it is the reader's business.
 *
 * @param entries the tools in order; copied
 */
public record Catalogue(List<Entry> entries) {
    /** Copies the list. */
    public Catalogue {
        entries = List.copyOf(entries);
    }

    /** Returns the registry's tools. */
    public static Catalogue of(ToolRegistry registry) {
        try {
            return fromJson(registry.toJson());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a registry's own JSON cannot be read", e);
        }
    }

    /**
     * Reads {@link ToolRegistry#toJson()}, an MCP {@code tools/list} answer (with or without its JSON-RPC envelope), or
     * an OpenAI-style, Anthropic-style or Gemini-style tool list.
     *
     * @throws IllegalArgumentException when the text is none of these; the message says what was looked for
     */
    public static Catalogue fromJson(String json) {
        try {
            List<Entry> entries = new ArrayList<>();
            for (Object tool : tools(Json.read(json))) {
                if (tool instanceof Map<?, ?> map) {
                    read(Json.strings(map), entries);
                }
            }
            return new Catalogue(entries);
        } catch (JsonException e) {
            throw new IllegalArgumentException("the catalogue is not JSON: " + e.reason(), e);
        }
    }

    /** Returns the entry of exactly this name. */
    public Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    private static void read(Map<String, Object> tool, List<Entry> entries) {
        if (tool.get("functionDeclarations") instanceof List<?> declarations) {
            declarations.forEach(inner -> {
                if (inner instanceof Map<?, ?> map) {
                    read(Json.strings(map), entries);
                }
            });
            return;
        }
        Map<String, Object> body = tool.get("function") instanceof Map<?, ?> function ? Json.strings(function) : tool;
        entries.add(new Entry(
                text(body, "name"),
                first(body, "summary", "description"),
                text(body, "when_to_use"),
                schema(body),
                effects(body),
                names(body)));
    }

    private static List<?> tools(@Nullable Object root) {
        if (root instanceof List<?> list) {
            return list;
        }
        if (root instanceof Map<?, ?> map) {
            if (map.get("tools") instanceof List<?> list) {
                return list;
            }
            if (map.get("result") instanceof Map<?, ?> result && result.get("tools") instanceof List<?> list) {
                return list;
            }
        }
        throw new IllegalArgumentException(
                "no tools in the catalogue: expected a list of tools, an object with a 'tools'"
                        + " list, or an MCP tools/list answer");
    }

    private static Map<String, Object> schema(Map<String, Object> body) {
        for (String member : List.of("input_schema", "inputSchema", "parameters", "parametersJsonSchema")) {
            if (body.get(member) instanceof Map<?, ?> map) {
                return Json.strings(map);
            }
        }
        return Map.of();
    }

    private static Map<String, Boolean> effects(Map<String, Object> body) {
        Map<String, Boolean> effects = new LinkedHashMap<>();
        Map<String, String> members = Map.of(
                "read_only", "readOnlyHint",
                "destructive", "destructiveHint",
                "idempotent", "idempotentHint",
                "open_world", "openWorldHint");
        Object own = body.get("effects");
        Object hints = body.get("annotations");
        for (String name : List.of("read_only", "destructive", "idempotent", "open_world")) {
            if (own instanceof Map<?, ?> map && map.get(name) instanceof Boolean value) {
                effects.put(name, value);
            } else if (hints instanceof Map<?, ?> map && map.get(members.get(name)) instanceof Boolean value) {
                effects.put(name, value);
            }
        }
        return effects;
    }

    private static List<String> names(Map<String, Object> body) {
        return body.get("former_names") instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static String first(Map<String, Object> body, String preferred, String other) {
        String text = text(body, preferred);
        return text.isEmpty() ? text(body, other) : text;
    }

    private static String text(Map<String, Object> body, String member) {
        return body.get(member) instanceof String text ? text : "";
    }

    /**
     * One tool.
     *
     * @param name as it stands in the source; empty when the source gives none
     * @param summary its description; may be empty
     * @param whenToUse its guidance, references resolved; may be empty
     * @param inputSchema JSON Schema as an ordered map; empty when there is none
     * @param effects those of {@code read_only}, {@code destructive}, {@code idempotent}, {@code open_world} that are
     *     stated
     * @param formerNames names it had before
     */
    public record Entry(
            String name,
            String summary,
            String whenToUse,
            Map<String, Object> inputSchema,
            Map<String, Boolean> effects,
            List<String> formerNames) {
        /** Copies the collections, keeping their order. */
        public Entry {
            inputSchema = Frozen.map(inputSchema);
            effects = Collections.unmodifiableMap(new LinkedHashMap<>(effects));
            formerNames = List.copyOf(formerNames);
        }

        /** Returns the names of the arguments the tool takes, in order. */
        public List<String> arguments() {
            return inputSchema.get("properties") instanceof Map<?, ?> map
                    ? map.keySet().stream().map(String::valueOf).toList()
                    : List.of();
        }
    }
}
