package dev.toolspec4j.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the tools of one registry must not do to each other. */
final class RegistryRules {
    private RegistryRules() {}

    /** Throws {@link IllegalArgumentException} naming both sides of the first clash. */
    static void check(List<ToolSpec> specs, Set<String> known, Set<String> gone) {
        refuseClashes(specs);
        refuseTwoSections(specs);
        for (ToolSpec spec : specs) {
            Section section = spec.section();
            refuseUnknown("tool '" + spec.name() + "'", spec.whenToUse(), known, gone);
            refuseUnknown("section '" + section.id() + "'", section.guidance(), known, gone);
        }
    }

    private static void refuseClashes(List<ToolSpec> specs) {
        Map<String, String> owners = new LinkedHashMap<>();
        for (ToolSpec spec : specs) {
            Stream.concat(Stream.of(spec.name()), spec.traits().formerNames().stream())
                    .forEach(name -> {
                        String claim = name.equals(spec.name())
                                ? "tool '" + name + "'"
                                : "tool '" + spec.name() + "' (formerly '" + name + "')";
                        String earlier = owners.putIfAbsent(name.toLowerCase(Locale.ROOT), claim);
                        if (earlier != null) {
                            throw new IllegalArgumentException(
                                    "two tools claim the name '" + name + "': " + earlier + " and " + claim);
                        }
                    });
        }
    }

    private static void refuseTwoSections(List<ToolSpec> specs) {
        Map<String, Section> byId = new LinkedHashMap<>();
        for (ToolSpec spec : specs) {
            Section earlier = byId.putIfAbsent(spec.section().id(), spec.section());
            if (earlier != null && !earlier.equals(spec.section())) {
                throw new IllegalArgumentException("tool '" + spec.name() + "': its section '"
                        + spec.section().id() + "' differs from another tool's section of the same id");
            }
        }
    }

    private static void refuseUnknown(String where, String text, Set<String> known, Set<String> gone) {
        if (References.isTorn(text)) {
            throw new IllegalArgumentException(
                    "the guidance of " + where + " holds '{tool:' without its end; write {tool:name}");
        }
        for (String name : References.in(text)) {
            if (!known.contains(name) && !gone.contains(name)) {
                throw new IllegalArgumentException(
                        "the guidance of " + where + " refers to '{tool:" + name + "}', but the tools are " + known);
            }
        }
    }
}
