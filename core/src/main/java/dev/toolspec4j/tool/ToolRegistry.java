package dev.toolspec4j.tool;

import dev.toolspec4j.internal.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tools of an agent, in order, and the only way to call them. Everything that shows tools is generated from here.
 *
 * <p>Immutable and safe for use by several threads; {@code with}, {@code without}, {@code only}, {@code replace},
 * {@code replaceAll} and {@code intercepted} return new registries.
 */
public final class ToolRegistry {
    private final Map<String, ToolSpec> specs;
    private final Set<String> removed;
    private final CallPipeline pipeline;

    private ToolRegistry(
            Map<String, ToolSpec> specs,
            Set<String> removed,
            List<CallInterceptor> outer,
            List<CallInterceptor> guards) {
        this.specs = specs;
        this.removed = removed;
        this.pipeline = new CallPipeline(this::find, new UnknownTool(specs, removed), outer, guards);
    }

    /**
     * Returns a registry of these tools.
     *
     * @throws IllegalArgumentException when two names clash (ignoring case, former names included), two sections share
     *     an id but differ, or guidance refers to a tool that is not here; the message names both sides
     */
    public static ToolRegistry of(List<ToolSpec> specs) {
        return create(specs, Set.of(), List.of(), List.of());
    }

    /** Returns the tools in order. */
    public List<ToolSpec> specs() {
        return List.copyOf(specs.values());
    }

    /** Returns the tool of exactly this name. */
    public Optional<ToolSpec> find(String name) {
        return Optional.ofNullable(specs.get(name));
    }

    /** Returns the sections in the order of their first tools. */
    public List<Section> sections() {
        return specs.values().stream().map(ToolSpec::section).distinct().toList();
    }

    /** Returns the section's tools in order. */
    public List<ToolSpec> in(Section section) {
        return specs.values().stream()
                .filter(spec -> spec.section().equals(section))
                .toList();
    }

    /** Returns this registry and more tools after its own; refuses what {@link #of} refuses. */
    public ToolRegistry with(ToolSpec... more) {
        List<ToolSpec> all = new ArrayList<>(specs.values());
        all.addAll(List.of(more));
        return derive(all, removed);
    }

    /** Returns this registry without the named tools; throws {@link IllegalArgumentException} when it lacks one. */
    public ToolRegistry without(String... names) {
        Set<String> gone = new LinkedHashSet<>(List.of(names));
        gone.forEach(this::require);
        return only(spec -> !gone.contains(spec.name()));
    }

    /** Returns the tools that the condition keeps; guidance about the others is not shown any more. */
    public ToolRegistry only(Predicate<ToolSpec> kept) {
        Set<String> gone = new LinkedHashSet<>(removed);
        List<ToolSpec> left = new ArrayList<>();
        for (ToolSpec spec : specs.values()) {
            if (kept.test(spec)) {
                left.add(spec);
            } else {
                gone.add(spec.name());
            }
        }
        return derive(left, gone);
    }

    /** Returns this registry with one tool changed in its place; throws {@link IllegalArgumentException} without it. */
    public ToolRegistry replace(String name, UnaryOperator<ToolSpec> change) {
        require(name);
        return derive(
                specs.values().stream()
                        .map(spec -> spec.name().equals(name) ? change.apply(spec) : spec)
                        .toList(),
                removed);
    }

    /** Returns this registry with every tool changed in its place, so that a section can change for all its tools. */
    public ToolRegistry replaceAll(UnaryOperator<ToolSpec> change) {
        return derive(specs.values().stream().map(change).toList(), removed);
    }

    /**
     * Returns this registry with an interceptor round every call, unknown tools and bad arguments included. The one
     * added last is outermost.
     */
    public ToolRegistry intercepted(CallInterceptor outer) {
        return new ToolRegistry(specs, removed, pipeline.outerWith(outer), pipeline.guards());
    }

    /**
     * Returns this registry with an interceptor between the check of the arguments and the handler: permissions, audit,
     * approval. It sees known tools and checked arguments only. The one added last is innermost.
     */
    public ToolRegistry guarded(CallInterceptor guard) {
        return new ToolRegistry(specs, removed, pipeline.outer(), pipeline.guardsWith(guard));
    }

    /**
     * Returns the tool's guidance with references replaced by shown names, without paragraphs about removed tools.
     *
     * @param shownName the name under which a host shows a tool, such as {@code mcp__team__list_peers}
     */
    public String guidance(ToolSpec spec, UnaryOperator<String> shownName) {
        return References.resolve(spec.whenToUse(), specs::containsKey, shownName);
    }

    /** Returns the section's guidance with references replaced, without paragraphs about removed tools. */
    public String guidance(Section section, UnaryOperator<String> shownName) {
        return References.resolve(section.guidance(), specs::containsKey, shownName);
    }

    /**
     * Calls a tool. Never throws: whatever goes wrong is a failure that says what to do.
     *
     * @param argumentsJson a JSON object; empty, blank and {@code null} mean no arguments
     */
    public ToolResult call(String tool, @Nullable String argumentsJson, CallContext context) {
        try {
            return call(new ToolCall(tool, ArgumentReader.parse(argumentsJson), context));
        } catch (JsonException e) {
            return pipeline.runUnreadable(new ToolCall(tool, Map.of(), context), e.reason());
        }
    }

    /** Calls a tool. Never throws: whatever goes wrong is a failure that says what to do. */
    public ToolResult call(ToolCall call) {
        return pipeline.run(call);
    }

    /**
     * Returns the whole catalogue as JSON, references resolved: {@code {"sections":[…],"tools":[…]}}. The same registry
     * gives the same bytes in every JVM.
     */
    public String toJson() {
        return CatalogueJson.of(this);
    }

    private ToolRegistry derive(List<ToolSpec> changed, Set<String> gone) {
        return create(changed, gone, pipeline.outer(), pipeline.guards());
    }

    private void require(String name) {
        if (!specs.containsKey(name)) {
            throw new IllegalArgumentException("no tool is named '" + name + "'; there are " + specs.keySet());
        }
    }

    private static ToolRegistry create(
            List<ToolSpec> specs, Set<String> removed, List<CallInterceptor> outer, List<CallInterceptor> guards) {
        Map<String, ToolSpec> byName = new LinkedHashMap<>();
        specs.forEach(spec -> byName.put(spec.name(), spec));
        Set<String> gone = new LinkedHashSet<>(removed);
        gone.removeAll(byName.keySet());
        RegistryRules.check(specs, byName.keySet(), gone);
        return new ToolRegistry(byName, gone, outer, guards);
    }
}
