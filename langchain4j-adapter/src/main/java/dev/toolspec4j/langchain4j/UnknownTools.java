package dev.toolspec4j.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Answers calls of tools that the agent does not have. */
final class UnknownTools implements Function<ToolExecutionRequest, ToolExecutionResultMessage> {
    private final ToolRegistry registry;

    UnknownTools(ToolRegistry registry) {
        this.registry = registry;
    }

    @Override
    public ToolExecutionResultMessage apply(ToolExecutionRequest request) {
        String name = Objects.requireNonNullElse(request.name(), "");
        ToolResult answer = registry.find(name).isPresent()
                // The registry has the tool, but this agent was not given it: it must not run.
                ? ToolResult.failure(
                        FailureKind.UNKNOWN_TOOL, "the tool '" + name + "' is not offered here. Go on without it.")
                : registry.call(name, "", CallerContext.of(request, null, Map.of()));
        return ToolExecutionResultMessage.builder()
                .id(request.id())
                .toolName(name)
                .text(answer.text())
                .isError(true)
                .build();
    }
}
