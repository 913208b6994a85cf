package dev.toolspec4j.langchain4j;

import dev.toolspec4j.tool.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reduces {@code allOf}, {@code anyOf}, {@code oneOf} and lists of types to one branch. Whatever the result accepts,
 * the whole schema accepts as far as these keywords go; what it no longer says is told in words.
 */
final class SchemaBranches {
    private static final List<String> CHOICES = List.of("anyOf", "oneOf");

    private final String path;
    private final LossListener losses;
    private final Map<String, Object> node;

    private SchemaBranches(String path, Map<?, ?> node, LossListener losses) {
        this.path = path;
        this.losses = losses;
        this.node = PortableSchema.members(node);
    }

    /** Returns the node without the keywords named above. */
    static Map<String, Object> reduced(String path, Map<?, ?> node, LossListener losses) {
        SchemaBranches work = new SchemaBranches(path, node, losses);
        work.mergeAll();
        CHOICES.forEach(work::choose);
        work.chooseType();
        return work.node;
    }

    private void mergeAll() {
        if (node.remove("allOf") instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof Map<?, ?> map) {
                    merge(reduced(path, map, losses));
                }
            }
        }
    }

    private void merge(Map<String, Object> part) {
        part.forEach((keyword, value) -> {
            Object own = node.get(keyword);
            if (own instanceof Map<?, ?> ours && value instanceof Map<?, ?> theirs && keyword.equals("properties")) {
                Map<String, Object> both = PortableSchema.members(theirs);
                both.putAll(PortableSchema.members(ours));
                node.put(keyword, both);
            } else if (own instanceof List<?> ours && value instanceof List<?> theirs && keyword.equals("required")) {
                Set<Object> both = new LinkedHashSet<>(ours);
                both.addAll(theirs);
                node.put(keyword, List.copyOf(both));
            } else if (own == null) {
                node.put(keyword, value);
            } else if (!own.equals(value) && !keyword.equals("description")) {
                losses.lost(path, "one of two values of '" + keyword + "' in allOf was left out");
            }
        });
    }

    private void choose(String keyword) {
        if (!(node.get(keyword) instanceof List<?> all)) {
            return;
        }
        List<Map<String, Object>> branches = new ArrayList<>();
        for (Object branch : all) {
            if (branch instanceof Map<?, ?> map && !"null".equals(map.get("type"))) {
                branches.add(reduced(path, map, losses));
            }
        }
        node.remove(keyword);
        if (branches.size() < all.size()) {
            losses.lost(path, "null is no longer among the values of " + keyword);
        }
        Set<String> texts = texts(branches);
        if (!texts.isEmpty()) {
            node.put("type", "string");
            node.put("enum", List.copyOf(texts));
            append(meanings(branches));
        } else if (branches.size() == 1 && !isShaped()) {
            branches.get(0).forEach(node::putIfAbsent);
        } else if (!branches.isEmpty()) {
            toWords(keyword, branches);
        }
    }

    private void toWords(String keyword, List<Map<String, Object>> branches) {
        List<Map<String, Object>> told = branches;
        String intro = keyword.equals("oneOf") ? "Exactly one of these must hold: " : "One of these must hold: ";
        if (!isShaped()) {
            branches.get(0).forEach(node::putIfAbsent);
            told = branches.subList(1, branches.size());
            intro = "Other forms, for callers that can send them: ";
        }
        losses.lost(path, keyword + " was reduced to one form, the others moved into the description");
        append(intro + told.stream().map(JsonText::of).collect(Collectors.joining(" or ")) + ".");
    }

    private boolean isShaped() {
        return node.containsKey("type") || node.containsKey("properties") || node.containsKey("enum");
    }

    private void chooseType() {
        if (!(node.get("type") instanceof List<?> types)) {
            return;
        }
        List<String> real = types.stream()
                .map(String::valueOf)
                .filter(type -> !type.equals("null"))
                .toList();
        if (real.size() < types.size()) {
            losses.lost(path, "null is no longer among the types");
        }
        if (real.isEmpty()) {
            node.remove("type");
            return;
        }
        String kept = real.contains("string") ? "string" : real.get(0);
        node.put("type", kept);
        if (real.size() > 1) {
            losses.lost(path, "of the types " + real + " only '" + kept + "' was kept");
        }
    }

    /** Returns the texts that the branches name one by one; empty when a branch is anything else. */
    private static Set<String> texts(List<Map<String, Object>> branches) {
        Set<String> texts = new LinkedHashSet<>();
        for (Map<String, Object> branch : branches) {
            if (branch.get("const") instanceof String text) {
                texts.add(text);
            } else if (branch.get("enum") instanceof List<?> list
                    && list.stream().allMatch(String.class::isInstance)) {
                list.forEach(text -> texts.add(String.valueOf(text)));
            } else {
                return Set.of();
            }
        }
        return texts;
    }

    private static String meanings(List<Map<String, Object>> branches) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (Map<String, Object> branch : branches) {
            Object meaning = branch.getOrDefault("description", branch.get("title"));
            if (branch.get("const") instanceof String text && meaning instanceof String words) {
                meanings.put(text, words);
            }
        }
        return meanings.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private void append(String words) {
        if (!words.isEmpty()) {
            Object before = node.get("description");
            node.put("description", before instanceof String text && !text.isBlank() ? text + " " + words : words);
        }
    }
}
