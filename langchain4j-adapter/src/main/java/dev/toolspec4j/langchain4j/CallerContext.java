package dev.toolspec4j.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.toolspec4j.tool.CallContext;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller of an AI service passes to tools: through {@link InvocationParameters}, and, for OpenTelemetry, by the
 * thread that called the service. LangChain4j itself loses the latter where tools run on other threads.
 */
final class CallerContext {
    private static final String CAPTURED = "toolspec4j.captured_context";

    private CallerContext() {}

    /** Keeps the calling thread's OpenTelemetry context with the invocation. Call it on that thread. */
    static void capture(@Nullable InvocationContext invocation) {
        if (invocation != null && invocation.invocationParameters() != null) {
            invocation.invocationParameters().put(CAPTURED, Context.current());
        }
    }

    /** Returns the context for the registry. */
    static CallContext of(ToolExecutionRequest request, @Nullable Object memoryId, Map<String, Object> parameters) {
        CallContext.Builder builder = CallContext.builder();
        if (request.id() != null) {
            builder.callId(request.id());
        }
        if (memoryId != null) {
            builder.conversationId(String.valueOf(memoryId));
        }
        if (parameters.get(LangChain4jTools.DEADLINE) instanceof Instant deadline) {
            builder.deadline(deadline);
        }
        Map<String, Object> attributes = new LinkedHashMap<>(parameters);
        attributes.keySet().removeIf(LangChain4jTools::isOwnParameter);
        attributes.remove(CAPTURED);
        return builder.attributes(attributes).build();
    }

    /** Returns the invocation's parameters; empty where there are none. */
    static Map<String, Object> parameters(@Nullable InvocationContext invocation) {
        return Optional.ofNullable(invocation)
                .map(InvocationContext::invocationParameters)
                .map(InvocationParameters::asMap)
                .orElse(Map.of());
    }

    /** Returns the context to trace in: the one passed by hand, else this thread's, else the calling thread's. */
    static Context tracing(Map<String, Object> parameters) {
        if (parameters.get(LangChain4jTools.OPENTELEMETRY_CONTEXT) instanceof Context passed) {
            return passed;
        }
        Context here = Context.current();
        return here == Context.root() && parameters.get(CAPTURED) instanceof Context captured ? captured : here;
    }
}
