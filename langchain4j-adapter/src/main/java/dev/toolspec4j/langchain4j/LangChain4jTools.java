package dev.toolspec4j.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.observability.api.listener.AiServiceStartedListener;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.IllegalConfigurationException;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolErrorHandlerResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A registry's tools for LangChain4j, in the registry's order. Immutable and safe for use by several threads.
 *
 * <p>{@link #install} is the short way for {@link AiServices}; {@link #aiServiceTools}, {@link #asMap} and
 * {@link #toolProvider} are the same tools in the shapes that other parts of LangChain4j take.
 *
 * <p>A caller of an AI service can pass things to tools in LangChain4j's {@code InvocationParameters}: each becomes an
 * attribute of the tool's {@code CallContext}, but for the two named by {@link #OPENTELEMETRY_CONTEXT} and
 * {@link #DEADLINE}.
 */
public final class LangChain4jTools {
    /**
     * Invocation parameter that holds the {@code io.opentelemetry.context.Context} to run tools in. Needed only where
     * the thread that calls the AI service is not in that context itself.
     */
    public static final String OPENTELEMETRY_CONTEXT = "toolspec4j.opentelemetry_context";

    /** Invocation parameter that holds the {@code java.time.Instant} at which the caller stops waiting for tools. */
    public static final String DEADLINE = "toolspec4j.deadline";

    private final ToolRegistry registry;
    private final SchemaMode schemas;
    private final DescriptionMode descriptions;
    private final List<AiServiceTool> tools;
    private final List<String> losses;

    private LangChain4jTools(ToolRegistry registry, SchemaMode schemas, DescriptionMode descriptions) {
        this.registry = registry;
        this.schemas = schemas;
        this.descriptions = descriptions;
        SpecificationMapping mapping = new SpecificationMapping(registry, schemas, descriptions);
        List<AiServiceTool> mapped = new ArrayList<>();
        for (ToolSpec spec : registry.specs()) {
            mapped.add(AiServiceTool.builder()
                    .toolSpecification(mapping.of(spec))
                    .toolExecutor(new RegistryToolExecutor(registry, spec.name()))
                    .build());
        }
        this.tools = List.copyOf(mapped);
        this.losses = mapping.losses();
    }

    /** Returns the registry's tools with {@link SchemaMode#PORTABLE} schemas and their summaries as descriptions. */
    public static LangChain4jTools from(ToolRegistry registry) {
        return new LangChain4jTools(registry, SchemaMode.PORTABLE, DescriptionMode.SUMMARY);
    }

    /**
     * Returns a provider that gives each memory id the tools of its own registry, for one AI service with many users or
     * workspaces. Asked once per call of the AI service, on the calling thread.
     *
     * <p>Unknown tool names still need {@link #unknownToolStrategy} of any of the registries.
     *
     * @param registries from the memory id ({@code default} where the service has none) to the registry; what it throws
     *     ends the call before anything is sent to a model
     */
    public static ToolProvider perMemoryId(Function<Object, ToolRegistry> registries) {
        return request -> {
            ToolRegistry own = Objects.requireNonNull(
                    registries.apply(request.chatMemoryId()),
                    () -> "there is no tool registry for the memory id '" + request.chatMemoryId() + "'");
            return from(own).toolProvider().provideTools(request);
        };
    }

    /**
     * Returns a model like the given one whose answers are handled on the executor, one after the other for each
     * answer. With it a tool that takes minutes never holds the thread on which a provider's client reads its
     * connections, which LangChain4j otherwise does while tools run in a stream.
     *
     * @param executor runs the tools and the listeners of the stream; holds one thread for each answer whose tools are
     *     running, so it must not be the thread pool of the provider's client
     */
    public static StreamingChatModel handledOn(Executor executor, StreamingChatModel model) {
        return new OffloadingModel(model, executor);
    }

    /** Returns the same tools with other schemas. */
    public LangChain4jTools with(SchemaMode mode) {
        return new LangChain4jTools(registry, mode, descriptions);
    }

    /** Returns the same tools with other descriptions. */
    public LangChain4jTools with(DescriptionMode mode) {
        return new LangChain4jTools(registry, schemas, mode);
    }

    /** Returns the tools in order, for {@link AiServices#tools(List)}: keep the type when it goes into a variable. */
    public List<AiServiceTool> aiServiceTools() {
        return tools;
    }

    /** Returns the tools as an ordered, unmodifiable map, for agents and for {@link AiServices#tools(Map)}. */
    public Map<ToolSpecification, ToolExecutor> asMap() {
        Map<ToolSpecification, ToolExecutor> map = new LinkedHashMap<>();
        tools.forEach(tool -> map.put(tool.toolSpecification(), tool.toolExecutor()));
        return Collections.unmodifiableMap(map);
    }

    /** Returns a provider of the tools: the one shape that AI services, agents and Spring's starter all take. */
    public ToolProvider toolProvider() {
        return request -> {
            CallerContext.capture(request.invocationContext());
            return ToolProviderResult.builder().addAll(tools).build();
        };
    }

    /**
     * Returns the answer to a call of a tool that does not exist: it names the closest tool, or a renamed tool's
     * present name. LangChain4j's own default ends the whole call and leaves the chat memory broken. Never runs a tool.
     */
    public Function<ToolExecutionRequest, ToolExecutionResultMessage> unknownToolStrategy() {
        return new UnknownTools(registry);
    }

    /**
     * Adds the tools to the builder, and what keeps the conversation valid whatever goes wrong: answers to unknown tool
     * names, answers to arguments that an {@code @Tool} method of the caller's own cannot take, and the calling
     * thread's OpenTelemetry context for tools that run on other threads.
     *
     * <p>Add your own {@code @Tool} objects first, so that a clash of names is found here; call the builder's own
     * {@code hallucinatedToolNameStrategy} or {@code toolArgumentsErrorHandler} afterwards to replace ours.
     *
     * @return the builder
     * @throws IllegalConfigurationException when the builder already has a tool of the same name
     */
    public <T> AiServices<T> install(AiServices<T> builder) {
        try {
            builder.tools(tools);
        } catch (IllegalConfigurationException e) {
            IllegalConfigurationException clash = new IllegalConfigurationException(
                    "a tool of the registry has the name of a tool that the AI service already has (" + e.getMessage()
                            + "). Rename yours, or leave ours out with registry.without(name).");
            clash.initCause(e);
            throw clash;
        }
        AiServiceStartedListener capture = started -> CallerContext.capture(started.invocationContext());
        return builder.hallucinatedToolNameStrategy(unknownToolStrategy())
                .toolArgumentsErrorHandler((problem, context) -> ToolErrorHandlerResult.text(
                        "Error: the arguments do not fit: " + problem.getMessage() + " Correct them and call again."))
                .registerListener(capture);
    }

    /**
     * Returns what the tools' schemas lose on their way to LangChain4j, one line a loss with the tool, the JSON pointer
     * and the keyword. Empty for schemas of {@code JsonSchema.object()}.
     */
    public List<String> losses() {
        return losses;
    }

    static boolean isOwnParameter(String name) {
        return name.equals(OPENTELEMETRY_CONTEXT) || name.equals(DEADLINE);
    }
}
