package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Guide.Bullet;
import dev.toolspec4j.prompt.Guide.Paragraph;
import dev.toolspec4j.prompt.Guide.Part;
import dev.toolspec4j.prompt.Guide.Passage;
import dev.toolspec4j.prompt.PromptOptions.Surface;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects what a prompt says from a registry. Used once, by one thread. */
final class GuideBuilder {
    /** Guidance of tools goes first when room is short, then sections' guidance, then what the caller added. */
    private static final int TOOL_RANK = 0;

    private static final int SECTION_RANK = 1;
    private static final int EXTRA_RANK = 2;

    private final ToolRegistry registry;
    private final PromptOptions options;
    private int paragraphs;

    private GuideBuilder(ToolRegistry registry, PromptOptions options) {
        this.registry = registry;
        this.options = options;
    }

    static Guide of(ToolRegistry registry, PromptOptions options) {
        refuseUnknown("tool", options.tools(), names(registry));
        refuseUnknown(
                "section",
                options.sections(),
                registry.sections().stream().map(Section::id).toList());
        ToolRegistry chosen = registry.only(spec ->
                options.tools().map(names -> names.contains(spec.name())).orElse(true)
                        && options.sections()
                                .map(ids -> ids.contains(spec.section().id()))
                                .orElse(true));
        refuseSameShownName(chosen, options);
        return new GuideBuilder(chosen, options).build();
    }

    private Guide build() {
        List<Part> parts = new ArrayList<>();
        registry.sections().forEach(section -> parts.add(part(section)));
        options.extraSections().forEach(extra -> parts.add(part(extra)));
        return new Guide(parts).without(Set.of());
    }

    private Part part(Section section) {
        List<Bullet> bullets = new ArrayList<>();
        List<Passage> passages = new ArrayList<>();
        if (options.surface() != Surface.MCP) {
            for (ToolSpec spec : registry.in(section)) {
                bullets.add(new Bullet(call(spec), spec.summary()));
                passages.add(new Passage(
                        "tool " + spec.name(),
                        Optional.of(shown(spec)),
                        TOOL_RANK,
                        paragraphs(registry.guidance(spec, options.shownName()))));
            }
        }
        passages.add(new Passage(
                "section " + section.id(),
                Optional.empty(),
                SECTION_RANK,
                paragraphs(registry.guidance(section, options.shownName()))));
        return new Part(section.id(), section.title(), bullets, passages, List.of());
    }

    private Part part(ExtraSection extra) {
        Section words = new Section("extra", extra.title(), extra.text());
        Passage passage = new Passage(
                "extra section " + extra.title(),
                Optional.empty(),
                EXTRA_RANK,
                paragraphs(registry.guidance(words, options.shownName())));
        return new Part(
                "",
                extra.title(),
                List.of(),
                List.of(passage),
                extra.items().stream().map(Characters::foreignLine).toList());
    }

    private String call(ToolSpec spec) {
        return options.surface() == Surface.CLI
                ? CommandLine.of(options.commandPrefix(), shown(spec), spec.inputSchema())
                : shown(spec);
    }

    private String shown(ToolSpec spec) {
        return options.shownName().apply(spec.name());
    }

    private List<Paragraph> paragraphs(String guidance) {
        return Paragraphs.of(guidance).stream()
                .map(text -> new Paragraph(paragraphs++, text))
                .toList();
    }

    private static List<String> names(ToolRegistry registry) {
        return registry.specs().stream().map(ToolSpec::name).toList();
    }

    private static void refuseUnknown(String what, Optional<Set<String>> chosen, List<String> known) {
        String unknown = chosen.orElse(Set.of()).stream()
                .filter(name -> !known.contains(name))
                .collect(Collectors.joining("', '"));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no " + what + " is named '" + unknown + "'; there are " + known);
        }
    }

    private static void refuseSameShownName(ToolRegistry registry, PromptOptions options) {
        Map<String, String> owners = new LinkedHashMap<>();
        for (String name : names(registry)) {
            String shown = options.shownName().apply(name);
            if (shown.isBlank() || shown.lines().count() > 1) {
                throw new IllegalArgumentException("tool '" + name + "' cannot be shown as '" + shown + "'");
            }
            String earlier = owners.putIfAbsent(shown, name);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "tools '" + earlier + "' and '" + name + "' are both shown as '" + shown + "'");
            }
        }
    }
}
