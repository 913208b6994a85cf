package dev.toolspec4j.langchain4j;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds {@link SchemaMode#PORTABLE} schemas: LangChain4j's own types only, everything else in words. */
final class PortableSchema {
    private static final Set<String> NUMERIC = Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");

    private final LossListener losses;

    PortableSchema(LossListener losses) {
        this.losses = losses;
    }

    /** Returns the root of a schema without references. */
    JsonObjectSchema root(Map<String, Object> schema) {
        return object("", SchemaBranches.reduced("", schema, this::lost));
    }

    private JsonSchemaElement element(String path, @Nullable Object schema) {
        if (!(schema instanceof Map<?, ?> map)) {
            lost(path, "a schema of anything became a text");
            return described("Any text.");
        }
        Map<String, Object> node = SchemaBranches.reduced(path, map, this::lost);
        return switch (type(path, node)) {
            case "object" -> object(path, node);
            case "array" -> array(path, node);
            case "integer" -> worded(words(path, node, Set.of()), new JsonIntegerSchema(), PortableSchema::integer);
            case "number" -> worded(words(path, node, Set.of()), new JsonNumberSchema(), PortableSchema::number);
            case "boolean" -> worded(words(path, node, Set.of()), new JsonBooleanSchema(), PortableSchema::bool);
            default -> text(path, node);
        };
    }

    private String type(String path, Map<String, Object> node) {
        if (node.get("type") instanceof String type && !type.equals("null")) {
            return type;
        }
        if (node.containsKey("properties") || node.containsKey("additionalProperties")) {
            return "object";
        }
        if (node.containsKey("items") || node.containsKey("prefixItems")) {
            return "array";
        }
        Object sample = node.get("enum") instanceof List<?> list && !list.isEmpty() ? list.get(0) : node.get("const");
        if (sample instanceof Number || node.keySet().stream().anyMatch(NUMERIC::contains)) {
            return isWhole(sample) ? "integer" : "number";
        }
        if (sample instanceof Boolean) {
            return "boolean";
        }
        if (!(sample instanceof String)) {
            lost(path, "a schema without a type became a text");
        }
        return "string";
    }

    private static boolean isWhole(@Nullable Object sample) {
        return sample instanceof Number number
                && new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0;
    }

    private JsonObjectSchema object(String path, Map<String, Object> node) {
        JsonObjectSchema.Builder builder = JsonObjectSchema.builder();
        Map<String, Object> properties = node.get("properties") instanceof Map<?, ?> map ? members(map) : Map.of();
        properties.forEach((name, schema) -> builder.addProperty(name, element(path + "/properties/" + name, schema)));
        List<String> required = node.get("required") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        builder.required(
                required.stream().filter(properties::containsKey).distinct().toList());
        Map<String, Object> rest = new LinkedHashMap<>(node);
        if (properties.keySet().containsAll(required)) {
            rest.remove("required");
        }
        if (Boolean.FALSE.equals(node.get("additionalProperties"))) {
            builder.additionalProperties(false);
            lost(path, "additionalProperties:false is sent by LangChain4j to strict tools only");
            rest.remove("additionalProperties");
        }
        String words = words(path, rest, Set.of("properties"));
        if (properties.isEmpty() && !path.isEmpty()) {
            lost(path, "providers are not told of the members of a free-form object");
            words = (words.isEmpty() ? "" : words + " ") + "A JSON object with members of your choice.";
        }
        if (!words.isEmpty()) {
            builder.description(words);
        }
        return builder.build();
    }

    private JsonSchemaElement array(String path, Map<String, Object> node) {
        JsonArraySchema.Builder builder = JsonArraySchema.builder();
        Object items = node.get("items");
        if (items == null && node.get("prefixItems") instanceof List<?> first && !first.isEmpty()) {
            builder.items(element(path + "/prefixItems/0", first.get(0)));
        } else {
            builder.items(element(path + "/items", items));
        }
        String words = words(path, node, items instanceof Map ? Set.of("items") : Set.of());
        if (!words.isEmpty()) {
            builder.description(words);
        }
        return builder.build();
    }

    private JsonSchemaElement text(String path, Map<String, Object> node) {
        List<?> listed = node.get("enum") instanceof List<?> list
                ? list
                : node.get("const") instanceof String only ? List.of(only) : List.of();
        List<String> values = listed.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (values.size() < listed.size()) {
            lost(path, "members of enum that are empty, null or no text were left out");
        }
        if (values.isEmpty()) {
            return described(words(path, node, Set.of("enum")));
        }
        JsonEnumSchema.Builder builder = JsonEnumSchema.builder().enumValues(values);
        String words = words(path, node, Set.of("enum", "const"));
        return words.isEmpty() ? builder.build() : builder.description(words).build();
    }

    /** Returns the description and a sentence for each keyword that is not carried otherwise. */
    private String words(String path, Map<String, Object> node, Set<String> carried) {
        StringBuilder words = new StringBuilder();
        if (node.get("description") instanceof String description) {
            words.append(description);
        }
        node.forEach((keyword, value) -> {
            if (carried.contains(keyword) || isCarried(keyword)) {
                return;
            }
            if (keyword.equals("title")) {
                lost(path, "title was left out");
            } else {
                lost(path, keyword + " moved into the description");
                append(words, SchemaWording.sentence(keyword, value));
            }
        });
        if (words.isEmpty() && node.get("title") instanceof String title) {
            words.append(title);
        }
        return words.toString();
    }

    private static boolean isCarried(String keyword) {
        return keyword.equals("type") || keyword.equals("description") || SchemaWording.isSilent(keyword);
    }

    private static void append(StringBuilder words, String sentence) {
        if (!sentence.isEmpty()) {
            words.append(words.isEmpty() ? "" : " ").append(sentence);
        }
    }

    private static JsonSchemaElement worded(
            String words, JsonSchemaElement bare, Function<String, JsonSchemaElement> described) {
        return words.isEmpty() ? bare : described.apply(words);
    }

    private static JsonSchemaElement described(String words) {
        return worded(
                words,
                new JsonStringSchema(),
                text -> JsonStringSchema.builder().description(text).build());
    }

    private static JsonSchemaElement integer(String words) {
        return JsonIntegerSchema.builder().description(words).build();
    }

    private static JsonSchemaElement number(String words) {
        return JsonNumberSchema.builder().description(words).build();
    }

    private static JsonSchemaElement bool(String words) {
        return JsonBooleanSchema.builder().description(words).build();
    }

    private void lost(String path, String what) {
        losses.lost(path.isEmpty() ? "/" : path, what);
    }

    /** Returns an ordered copy that may be changed. */
    static Map<String, Object> members(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
