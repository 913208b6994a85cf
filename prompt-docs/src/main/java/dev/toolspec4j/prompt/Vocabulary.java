package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.Catalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a catalogue knows: names, former names, arguments, and how its names are written. Immutable. */
final class Vocabulary {
    private static final double RELATED = 0.3;
    private static final Pattern STAND_IN = Pattern.compile(
            "(?i)(^|[_.-])(foo|bar|baz|tool|tools|toolname|example|dummy|placeholder|xyz)([_.-]|$)|^(my|your|some|a|x)[_.-]"
                    + "|^(?:name|x|y|other|mcp_.*)$");

    private final Map<String, Optional<Set<String>>> arguments = new LinkedHashMap<>();
    private final Map<String, String> former = new LinkedHashMap<>();
    private final Set<String> otherWords = new HashSet<>();
    private final Set<Names.Shape> shapes = EnumSet.noneOf(Names.Shape.class);

    Vocabulary(Catalogue catalogue) {
        for (Catalogue.Entry entry : catalogue.entries()) {
            arguments.put(entry.name(), arguments(entry.inputSchema()));
            shapes.add(Names.shape(entry.name()));
            entry.formerNames().forEach(name -> former.put(name, entry.name()));
            collectWords(entry.inputSchema());
        }
        arguments.keySet().forEach(former::remove);
        shapes.remove(Names.Shape.NONE);
    }

    Set<String> names() {
        return arguments.keySet();
    }

    boolean isTool(String name) {
        return arguments.containsKey(name);
    }

    /** Returns the present name of a tool that had this name. */
    Optional<String> renamed(String name) {
        return Optional.ofNullable(former.get(name));
    }

    /** Returns whether the word means something else in the catalogue: an argument or a value. */
    boolean isOtherWord(String name) {
        return otherWords.contains(name);
    }

    /** Returns the arguments the tool takes; empty when its schema does not limit them. */
    Optional<Set<String>> arguments(String tool) {
        return arguments.getOrDefault(tool, Optional.empty());
    }

    /** Returns whether the name is written as the catalogue's are, and is no stand-in such as {@code my_tool}. */
    boolean looksLikeTool(String name) {
        return shapes.contains(Names.shape(name)) && !STAND_IN.matcher(name).find() && name.length() <= 64;
    }

    /**
     * Returns whether the name starts with the word that most of the catalogue's names start with, as in a name space.
     */
    boolean hasOurPrefix(String name) {
        List<String> words = Names.words(name);
        if (words.size() < 2 || Names.startsWithVerb(name) || !looksLikeTool(name) || isOtherWord(name)) {
            return false;
        }
        long sharing = names().stream()
                .filter(known -> Names.words(known).get(0).equals(words.get(0)))
                .count();
        return sharing >= 3 && sharing * 2 >= names().size();
    }

    boolean isStandIn(String name) {
        return STAND_IN.matcher(name).find();
    }

    /** Returns the tool whose name, or former name of several words, this may be a misspelling of. */
    Optional<String> close(String name) {
        Optional<String> present =
                names().stream().filter(known -> Names.close(name, known)).min(nearest(name));
        return present.or(() -> former.keySet().stream()
                .filter(known -> Names.words(known).size() > 1 && Names.close(name, known))
                .min(nearest(name))
                .map(former::get));
    }

    /** Returns the one tool whose name this is but for a word that is left out. */
    Optional<String> shortened(String name) {
        List<String> whole =
                names().stream().filter(known -> Names.lacksWord(name, known)).toList();
        return whole.size() == 1 ? Optional.of(whole.get(0)) : Optional.empty();
    }

    /** Returns the tool whose name has most words in common with this, if any is worth suggesting. */
    Optional<String> related(String name) {
        return names().stream()
                .filter(known -> Names.overlap(name, known) >= RELATED)
                .min(Comparator.comparingDouble((String known) -> -Names.overlap(name, known))
                        .thenComparing(nearest(name)));
    }

    /** Returns the tool's argument that was meant, or else which there are. */
    String suggestArgument(String tool, String wrong) {
        Set<String> known = arguments(tool).orElse(Set.of());
        return known.stream()
                .filter(name -> Names.close(wrong, name) || Names.overlap(wrong, name) >= 0.5)
                .min(nearest(wrong))
                .orElse(known.size() == 1 ? known.iterator().next() : "");
    }

    private static Comparator<String> nearest(String name) {
        return Comparator.comparingInt((String known) -> Names.distance(name, known))
                .thenComparing(Comparator.naturalOrder());
    }

    private static Optional<Set<String>> arguments(Map<String, Object> schema) {
        if (schema.isEmpty() || schema.containsKey("$ref") || schema.containsKey("patternProperties")) {
            return Optional.empty();
        }
        Object more = schema.get("additionalProperties");
        if (more instanceof Map<?, ?> || Boolean.TRUE.equals(more)) {
            return Optional.empty();
        }
        Set<String> names = new LinkedHashSet<>(keys(schema.get("properties")));
        for (String join : List.of("allOf", "anyOf", "oneOf")) {
            if (schema.get(join) instanceof List<?> branches) {
                branches.forEach(branch -> {
                    if (branch instanceof Map<?, ?> map) {
                        names.addAll(keys(map.get("properties")));
                    }
                });
            }
        }
        return Optional.of(names);
    }

    private static List<String> keys(@Nullable Object properties) {
        List<String> keys = new ArrayList<>();
        if (properties instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> keys.add(String.valueOf(key)));
        }
        return keys;
    }

    private void collectWords(Map<?, ?> schema) {
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                otherWords.add(String.valueOf(name));
                if (property instanceof Map<?, ?> inner) {
                    collectWords(inner);
                }
            });
        }
        if (schema.get("enum") instanceof List<?> values) {
            values.forEach(value -> otherWords.add(String.valueOf(value)));
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            collectWords(items);
        }
    }
}
