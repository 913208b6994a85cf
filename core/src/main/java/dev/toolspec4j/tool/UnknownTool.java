package dev.toolspec4j.tool;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Says to a model what to do about a name that no tool has. */
final class UnknownTool implements UnaryOperator<String> {
    private static final int MAX_SHOWN = 60;

    private final Map<String, ToolSpec> specs;
    private final Set<String> removed;

    UnknownTool(Map<String, ToolSpec> specs, Set<String> removed) {
        this.specs = specs;
        this.removed = removed;
    }

    @Override
    public String apply(String asked) {
        String shown = shown(asked);
        if (specs.isEmpty()) {
            return "no tool is named '" + shown + "': there are no tools. Go on without one.";
        }
        Optional<String> renamed = specs.values().stream()
                .filter(spec -> spec.traits().formerNames().stream().anyMatch(asked::equalsIgnoreCase))
                .map(ToolSpec::name)
                .findFirst();
        if (renamed.isPresent()) {
            return "the tool '" + shown + "' is now named '" + renamed.get() + "'. Call '" + renamed.get() + "'.";
        }
        String all = "The tools are: " + String.join(", ", specs.keySet()) + ".";
        if (removed.contains(asked)) {
            return "the tool '" + shown + "' is not offered here. " + all;
        }
        return ClosestName.of(asked, specs.keySet())
                .map(near -> "no tool is named '" + shown + "'. Did you mean '" + near + "'?")
                .orElse("no tool is named '" + shown + "'. " + all);
    }

    /** Returns the name on one line and not too long, since a model may have sent anything. */
    static String shown(String asked) {
        String line = asked.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }
}
