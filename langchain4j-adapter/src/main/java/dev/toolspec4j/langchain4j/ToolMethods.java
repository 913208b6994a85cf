package dev.toolspec4j.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolHandler;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** LangChain4j's {@code @Tool} methods as specs, so that existing code moves into a registry unchanged. */
public final class ToolMethods {
    private ToolMethods() {}

    /**
     * Returns the object's {@code @Tool} methods by name, which is the one order that every JVM agrees on. Parameters,
     * {@code @P}, {@code @ToolMemoryId} and {@code InvocationParameters} work as in LangChain4j; the first line of a
     * method's description becomes the summary.
     *
     * <p>An {@code IllegalArgumentException} from a method is told to the model; any other exception is a broken tool,
     * whose message stays in the log.
     *
     * @param section the group to document the tools in
     * @param effects what a call of any of them may do; change one with {@code registry.replace}
     * @throws IllegalArgumentException when the object has no such method, or one that cannot be a spec
     */
    public static List<ToolSpec> specs(Object tools, Section section, ToolTraits.Effects effects) {
        List<ToolSpec> specs = new ArrayList<>();
        for (Method method : methods(tools.getClass())) {
            ToolExecutor executor = DefaultToolExecutor.builder()
                    .object(tools)
                    .originalMethod(method)
                    .methodToInvoke(method)
                    .wrapToolArgumentsExceptions(true)
                    .propagateToolExecutionExceptions(true)
                    .build();
            specs.add(spec(ToolSpecifications.toolSpecificationFrom(method), executor, section, effects));
        }
        if (specs.isEmpty()) {
            throw new IllegalArgumentException(tools.getClass().getName() + " has no method annotated with @Tool");
        }
        return List.copyOf(specs);
    }

    private static List<Method> methods(Class<?> type) {
        List<Method> found = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            Arrays.stream(at.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Tool.class) && !method.isBridge())
                    .filter(method -> found.stream().noneMatch(below -> overrides(below, method)))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(Method::getName));
        return found;
    }

    private static boolean overrides(Method below, Method above) {
        return below.getName().equals(above.getName())
                && Arrays.equals(below.getParameterTypes(), above.getParameterTypes());
    }

    private static ToolSpec spec(
            ToolSpecification method, ToolExecutor executor, Section section, ToolTraits.Effects effects) {
        String name = method.name();
        String description =
                Objects.requireNonNullElse(method.description(), "").strip();
        if (description.isEmpty()) {
            throw new IllegalArgumentException("the @Tool method '" + name + "' needs a description");
        }
        return ToolSpec.named(name)
                .summary(description.lines().findFirst().orElse(name).strip())
                .whenToUse(description)
                .input(schema(method))
                .section(section)
                .traits(ToolTraits.of(name, effects))
                .handler(handler(executor))
                .build();
    }

    private static JsonSchema schema(ToolSpecification method) {
        if (method.parameters() == null) {
            return JsonSchema.object().build();
        }
        Object parameters = JsonText.readObject(method.toJson()).get("parameters");
        return JsonSchema.of(JsonText.of(parameters));
    }

    private static ToolHandler handler(ToolExecutor executor) {
        return call -> {
            try {
                return result(executor.executeWithContext(request(call), context(call)));
            } catch (ToolArgumentsException e) {
                return refused(call, e);
            } catch (RuntimeException e) {
                // LangChain4j wraps what the method threw.
                if (e.getCause() instanceof InterruptedException interrupted) {
                    throw interrupted;
                }
                if (e.getCause() instanceof IllegalArgumentException reason) {
                    return refused(call, reason);
                }
                throw e;
            }
        };
    }

    private static ToolResult refused(ToolCall call, RuntimeException reason) {
        return ToolResult.failure(
                FailureKind.INVALID_ARGUMENTS,
                "'" + call.tool() + "' cannot do this: " + reason.getMessage() + ". Correct it and call again.");
    }

    private static ToolResult result(ToolExecutionResult result) {
        return result.isError()
                ? ToolResult.failure(FailureKind.BROKEN, result.resultText())
                : ToolResult.of(result.resultText(), Map.of("text", result.resultText()));
    }

    private static ToolExecutionRequest request(ToolCall call) {
        ToolExecutionRequest.Builder builder =
                ToolExecutionRequest.builder().name(call.tool()).arguments(JsonText.of(call.arguments()));
        call.context().callId().ifPresent(builder::id);
        return builder.build();
    }

    private static InvocationContext context(ToolCall call) {
        InvocationContext.Builder builder = InvocationContext.builder()
                .invocationId(UUID.randomUUID())
                .invocationParameters(InvocationParameters.from(call.context().attributes()));
        call.context().conversationId().ifPresent(builder::chatMemoryId);
        return builder.build();
    }
}
