package dev.toolspec4j.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs one tool of a registry for LangChain4j. No method throws, because an exception here would leave a tool call
 * without an answer in the chat memory, which providers refuse from then on.
 */
final class RegistryToolExecutor implements ToolExecutor {
    /** Facts that are worth keeping with the chat memory; texts, so that they survive being stored. */
    private static final List<String> ATTRIBUTES = List.of("task_id", "status", "kind");

    private final ToolRegistry registry;
    private final String tool;

    RegistryToolExecutor(ToolRegistry registry, String tool) {
        this.registry = registry;
        this.tool = tool;
    }

    @Override
    public String execute(ToolExecutionRequest request, @Nullable Object memoryId) {
        return call(request, memoryId, Map.of()).text();
    }

    @Override
    public ToolExecutionResult executeWithContext(ToolExecutionRequest request, @Nullable InvocationContext context) {
        return execute(request, context);
    }

    /** The one method that LangChain4j 2.0 is planned to call. */
    public ToolExecutionResult execute(ToolExecutionRequest request, @Nullable InvocationContext context) {
        Object memoryId = context == null ? null : context.chatMemoryId();
        ToolResult result = call(request, memoryId, CallerContext.parameters(context));
        return ToolExecutionResult.builder()
                .isError(result.isError())
                .result(result.structured())
                .resultText(result.text())
                .attributes(attributes(result.structured()))
                .build();
    }

    private ToolResult call(ToolExecutionRequest request, @Nullable Object memoryId, Map<String, Object> parameters) {
        return CallerContext.tracing(parameters)
                .wrapSupplier(
                        () -> registry.call(tool, request.arguments(), CallerContext.of(request, memoryId, parameters)))
                .get();
    }

    private static Map<String, Object> attributes(Map<String, Object> facts) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String name : ATTRIBUTES) {
            if (facts.get(name) instanceof String text) {
                attributes.put(name, text);
            }
        }
        return attributes;
    }
}
