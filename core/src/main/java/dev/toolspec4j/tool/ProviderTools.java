package dev.toolspec4j.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A registry's tools as the JSON that model providers take, for programs that use no framework: put the text into the
 * {@code tools} member of a request, and hand what the model calls to {@link ToolRegistry#call}. Tools in the
 * registry's order, descriptions are the summaries.
 */
public final class ProviderTools {
    private ProviderTools() {}

    /** Returns the list for OpenAI's chat completions, which most other servers understand too. */
    public static String openAi(ToolRegistry registry) {
        return list(registry, spec -> {
            Map<String, Object> function = named(spec);
            function.put("parameters", spec.inputSchema().members());
            Map<String, Object> tool = new LinkedHashMap<>();
            tool.put("type", "function");
            tool.put("function", function);
            return tool;
        });
    }

    /** Returns the list for OpenAI's Responses API. Not strict, since strict tools have no optional arguments. */
    public static String openAiResponses(ToolRegistry registry) {
        return list(registry, spec -> {
            Map<String, Object> tool = new LinkedHashMap<>();
            tool.put("type", "function");
            tool.putAll(named(spec));
            tool.put("parameters", spec.inputSchema().members());
            tool.put("strict", false);
            return tool;
        });
    }

    /** Returns the list for Anthropic's messages API. */
    public static String anthropic(ToolRegistry registry) {
        return list(registry, spec -> {
            Map<String, Object> tool = named(spec);
            tool.put("input_schema", spec.inputSchema().members());
            return tool;
        });
    }

    /** Returns the list for Gemini. A tool without parameters has no schema there: Gemini refuses an empty object. */
    public static String gemini(ToolRegistry registry) {
        List<Map<String, Object>> declarations =
                registry.specs().stream().map(ProviderTools::declaration).toList();
        return JsonText.of(List.of(Map.of("functionDeclarations", declarations)));
    }

    private static Map<String, Object> declaration(ToolSpec spec) {
        Map<String, Object> declaration = named(spec);
        Map<String, Object> schema = spec.inputSchema().members();
        boolean empty = schema.getOrDefault("properties", Map.of()).equals(Map.of()) && schema.size() <= 2;
        if (!empty) {
            declaration.put("parametersJsonSchema", schema);
        }
        return declaration;
    }

    private static String list(ToolRegistry registry, Function<ToolSpec, Map<String, Object>> form) {
        return JsonText.of(registry.specs().stream().map(form).toList());
    }

    private static Map<String, Object> named(ToolSpec spec) {
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("name", spec.name());
        tool.put("description", spec.summary());
        return tool;
    }
}
