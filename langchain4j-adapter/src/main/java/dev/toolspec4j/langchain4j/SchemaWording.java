package dev.toolspec4j.langchain4j;

import dev.toolspec4j.tool.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words what LangChain4j's schema types cannot say. */
final class SchemaWording {
    /** Keywords that tell a caller nothing. */
    private static final Set<String> SILENT =
            Set.of("$schema", "$id", "$comment", "$anchor", "$dynamicAnchor", "$vocabulary", "$defs", "definitions");

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("default", "Default: %s."),
            Map.entry("examples", "Examples: %s."),
            Map.entry("const", "Must be %s."),
            Map.entry("enum", "One of: %s."),
            Map.entry("format", "Format: %s."),
            Map.entry("pattern", "Must match the regular expression %s."),
            Map.entry("minLength", "At least %s characters."),
            Map.entry("maxLength", "At most %s characters."),
            Map.entry("minimum", "At least %s."),
            Map.entry("maximum", "At most %s."),
            Map.entry("exclusiveMinimum", "More than %s."),
            Map.entry("exclusiveMaximum", "Less than %s."),
            Map.entry("multipleOf", "A multiple of %s."),
            Map.entry("minItems", "At least %s items."),
            Map.entry("maxItems", "At most %s items."),
            Map.entry("minProperties", "At least %s members."),
            Map.entry("maxProperties", "At most %s members."));

    private static final Map<String, String> FLAGS = Map.of(
            "uniqueItems", "No item twice.",
            "deprecated", "Deprecated.",
            "readOnly", "Set by the tool; leave it out.",
            "writeOnly", "");

    private SchemaWording() {}

    /** Returns whether leaving the keyword out changes nothing for a caller. */
    static boolean isSilent(String keyword) {
        return SILENT.contains(keyword);
    }

    /** Returns a sentence that says what the keyword says; empty when there is nothing to say. */
    static String sentence(String keyword, @Nullable Object value) {
        if (FLAGS.containsKey(keyword)) {
            return Boolean.TRUE.equals(value) ? FLAGS.getOrDefault(keyword, "") : "";
        }
        return SENTENCES.getOrDefault(keyword, keyword + ": %s.").formatted(value(value));
    }

    private static String value(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(JsonText::of).collect(Collectors.joining(", "));
        }
        return value instanceof String text ? text : JsonText.of(value);
    }
}
