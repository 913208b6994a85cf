package dev.toolspec4j.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.service.AiServices;
import dev.toolspec4j.testkit.ModelReply;
import dev.toolspec4j.testkit.ModelReply.Call;
import dev.toolspec4j.testkit.ScriptedModel;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Providers refuse a conversation in which a tool call has no answer. */
class ConversationStaysValidTest {
    private static final JsonSchema ORDER = JsonSchema.object()
            .string("order_id", "The order's number.")
            .required("order_id")
            .build();

    private static final List<Call> FAILING = List.of(
            new Call("lookup", "not json"),
            new Call("lookup", "[1]"),
            new Call("lookup", "{\"order_id\":"),
            new Call("lookup", "{\"order_id\":{}}"),
            new Call("lookup", "null"),
            new Call("lookup", ""),
            new Call("lookupp", "{}"),
            new Call("nothing_like_it", "{}"),
            new Call("", "{}"),
            new Call("breaks", "{}"),
            new Call("runs_out_of_stack", "{}"),
            new Call("own", "not json"),
            new Call("own", "{\"count\":\"many\"}"));

    interface Assistant {
        String ask(String question);
    }

    @Test
    void afterAThousandFailures() {
        SplittableRandom random = new SplittableRandom(20261122);
        AtomicInteger injected = new AtomicInteger();
        ChatMemory memory = Memories.window("one");
        try (ScriptedModel model = ScriptedModel.deciding(request -> next(request, random, injected))) {
            Assistant assistant = LangChain4jTools.from(registry())
                    .install(AiServices.builder(Assistant.class)
                            .chatModel(Models.chat(model.baseUrl()))
                            .chatMemory(memory)
                            .tools(new OwnTools()))
                    .build();
            int asked = 0;
            while (injected.get() < 1_000) {
                ask(assistant, asked++ % 10 == 0 ? "interrupt" : "fail");
            }

            assertThat(assistant.ask("work")).isEqualTo("the tool said: order 17 is late");
        }
    }

    private static void ask(Assistant assistant, String question) {
        if (question.equals("interrupt")) {
            // The flag is set again by the tool, so that LangChain4j's next call of the model ends the loop.
            assertThatThrownBy(() -> assistant.ask(question)).isInstanceOf(RuntimeException.class);
            assertThat(Thread.interrupted()).isTrue();
        } else {
            assertThat(assistant.ask(question)).startsWith("the tool said: Error: ");
        }
    }

    private static ModelReply next(Map<String, Object> request, SplittableRandom random, AtomicInteger injected) {
        List<Map<String, Object>> messages = messages(request);
        if (!isValid(messages)) {
            return ModelReply.fails(400, "a tool call has no answer");
        }
        Map<String, Object> last = messages.get(messages.size() - 1);
        if ("tool".equals(last.get("role"))) {
            return ModelReply.says("the tool said: " + last.get("content"));
        }
        if ("work".equals(last.get("content"))) {
            return ModelReply.calls("lookup", "{\"order_id\":\"17\"}");
        }
        if ("interrupt".equals(last.get("content"))) {
            injected.incrementAndGet();
            return ModelReply.calls("interrupted", "{}");
        }
        Call[] calls = new Call[8];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = FAILING.get(random.nextInt(FAILING.size()));
        }
        injected.addAndGet(calls.length);
        return ModelReply.calls(calls);
    }

    /** Returns whether each tool call is answered before anything else is said, as providers demand. */
    private static boolean isValid(List<Map<String, Object>> messages) {
        List<Object> unanswered = new ArrayList<>();
        for (Map<String, Object> message : messages) {
            if ("tool".equals(message.get("role"))) {
                if (!unanswered.remove(message.get("tool_call_id"))) {
                    return false;
                }
            } else if (!unanswered.isEmpty()) {
                return false;
            }
            if (message.get("tool_calls") instanceof List<?> calls) {
                calls.forEach(call -> unanswered.add(((Map<?, ?>) call).get("id")));
            }
        }
        return unanswered.isEmpty();
    }

    @SuppressWarnings("unchecked") // The body of a chat completion request.
    private static List<Map<String, Object>> messages(Map<String, Object> request) {
        return (List<Map<String, Object>>) request.get("messages");
    }

    private static ToolRegistry registry() {
        return Probe.registry(
                Probe.tool("lookup", ORDER, call -> ToolResult.text("order " + call.string("order_id") + " is late")),
                Probe.tool("breaks", call -> {
                    throw new IllegalStateException("broken");
                }),
                Probe.tool("runs_out_of_stack", call -> endless(0)),
                Probe.tool("interrupted", call -> {
                    throw new InterruptedException("the user pressed stop");
                }));
    }

    private static ToolResult endless(int depth) {
        return depth < 0
                ? ToolResult.text("overflown")
                : ToolResult.text(endless(depth + 1).text() + depth);
    }

    /** A tool of the user's own, which LangChain4j runs. */
    static final class OwnTools {
        @Tool("Mine")
        String own(@P("How many") int count) {
            return String.valueOf(count);
        }
    }
}
