package dev.toolspec4j.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.IllegalConfigurationException;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.toolspec4j.testkit.ModelReply;
import dev.toolspec4j.testkit.ScriptedModel;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

/** The adapter in a real AI service with LangChain4j's own OpenAI client. */
class AiServicesTest {
    private static final JsonSchema ORDER = JsonSchema.object()
            .string("order_id", "The order's number.")
            .choice("detail", "How much to tell.", "SHORT", "LONG")
            .required("order_id")
            .build();

    interface Assistant {
        String ask(String question);
    }

    interface Detailed {
        Result<String> ask(@MemoryId String user, @UserMessage String question, InvocationParameters parameters);
    }

    @Test
    void theToolsLeaveAsJsonTheCallRunsAndItsTextGoesBack() throws Exception {
        ToolRegistry registry = Probe.registry(
                Probe.tool("lookup", ORDER, call -> ToolResult.text("order " + call.string("order_id") + " is late")),
                Probe.tool("clock", call -> ToolResult.text("noon")));
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(
                    completion("{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_7\",\"type\":\"function\","
                            + "\"function\":{\"name\":\"lookup\",\"arguments\":\"{\\\"order_id\\\":\\\"17\\\"}\"}}]}"));
            server.enqueue(completion("{\"role\":\"assistant\",\"content\":\"It is late.\"}"));
            server.start();
            Assistant assistant = LangChain4jTools.from(registry)
                    .install(AiServices.builder(Assistant.class)
                            .chatModel(Models.chat(server.url("/v1").toString())))
                    .build();

            assertThat(assistant.ask("Where is order 17?")).isEqualTo("It is late.");

            Map<String, Object> first = body(server);
            assertThat(JsonText.of(first.get("tools")))
                    .isEqualTo(
                            "[{\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"description\":\"Does lookup.\","
                                    + "\"parameters\":{\"type\":\"object\",\"properties\":{"
                                    + "\"order_id\":{\"type\":\"string\",\"description\":\"The order's number.\"},"
                                    + "\"detail\":{\"type\":\"string\",\"description\":\"How much to tell.\",\"enum\":[\"SHORT\",\"LONG\"]}},"
                                    + "\"required\":[\"order_id\"]}}},"
                                    + "{\"type\":\"function\",\"function\":{\"name\":\"clock\",\"description\":\"Does clock.\","
                                    + "\"parameters\":{\"type\":\"object\",\"properties\":{},\"required\":[]}}}]");
            List<?> messages = (List<?>) body(server).get("messages");
            assertThat(messages.get(messages.size() - 1))
                    .isEqualTo(Map.of("role", "tool", "tool_call_id", "call_7", "content", "order 17 is late"));
        }
    }

    @Test
    void whatTheCallerPassesReachesTheToolAndFactsComeBackBesideTheText() {
        AtomicReference<CallContext> seen = new AtomicReference<>();
        Instant deadline = Instant.parse("2030-01-01T00:00:00Z");
        ToolRegistry registry = Probe.taking(ORDER, call -> {
            seen.set(call.context());
            return ToolResult.json(Map.of("task_id", "t-1"));
        });
        try (ScriptedModel model =
                ScriptedModel.playing(ModelReply.calls("lookup", "{\"order_id\":\"17\"}"), ModelReply.says("done"))) {
            Detailed assistant = LangChain4jTools.from(registry)
                    .install(AiServices.builder(Detailed.class)
                            .chatModel(Models.chat(model.baseUrl()))
                            .chatMemoryProvider(Memories::window))
                    .build();

            Result<String> result = assistant.ask(
                    "user-1",
                    "Where?",
                    InvocationParameters.from(
                            Map.of("traceparent", "00-abc", "tenant", 7, LangChain4jTools.DEADLINE, deadline)));

            CallContext context = seen.get();
            assertThat(context.callId()).contains("call_1");
            assertThat(context.conversationId()).contains("user-1");
            assertThat(context.deadline()).contains(deadline);
            assertThat(context.attribute("traceparent")).contains("00-abc");
            assertThat(context.attributes()).containsOnly(Map.entry("traceparent", "00-abc"), Map.entry("tenant", 7));
            assertThat(result.toolExecutions()).singleElement().satisfies(execution -> {
                assertThat(execution.resultObject()).isEqualTo(Map.of("task_id", "t-1"));
                assertThat(execution.attributes()).isEqualTo(Map.of("task_id", "t-1"));
                assertThat(execution.hasFailed()).isFalse();
            });
        }
    }

    @Test
    void aFailureIsMarkedAndItsKindIsKept() {
        ToolRegistry registry = Probe.taking(ORDER, call -> ToolResult.text("never"));
        try (ScriptedModel model =
                ScriptedModel.playing(ModelReply.calls("lookup", "{}"), ModelReply.says("I am sorry."))) {
            Detailed assistant = LangChain4jTools.from(registry)
                    .install(AiServices.builder(Detailed.class)
                            .chatModel(Models.chat(model.baseUrl()))
                            .chatMemoryProvider(Memories::window))
                    .build();

            Result<String> result = assistant.ask("user-1", "Where?", new InvocationParameters());

            assertThat(result.toolExecutions()).singleElement().satisfies(execution -> {
                assertThat(execution.hasFailed()).isTrue();
                assertThat(execution.attributes()).isEqualTo(Map.of("kind", "invalid_arguments"));
                assertThat(execution.result()).startsWith("Error: ").contains("order_id");
            });
        }
    }

    @Test
    void everyShapeServesTheSameTools() {
        LangChain4jTools tools = LangChain4jTools.from(Probe.registry(
                Probe.tool("lookup", ORDER, call -> ToolResult.text("late")),
                Probe.tool("clock", call -> ToolResult.text("noon"))));
        List<AiServiceTool> list = tools.aiServiceTools();

        assertThat(answered(AiServices.builder(Assistant.class).tools(list))).isEqualTo("late");
        assertThat(answered(AiServices.builder(Assistant.class).tools(tools.asMap())))
                .isEqualTo("late");
        assertThat(answered(AiServices.builder(Assistant.class).toolProvider(tools.toolProvider())))
                .isEqualTo("late");
        assertThat(tools.asMap().keySet()).extracting("name").containsExactly("lookup", "clock");
    }

    @Test
    void aClashWithAToolOfTheCallersOwnIsFoundWhenTheServiceIsBuilt() {
        LangChain4jTools tools = LangChain4jTools.from(Probe.taking(ORDER, call -> ToolResult.text("late")));

        assertThatThrownBy(
                        () -> tools.install(AiServices.builder(Assistant.class).tools(new OwnTools())))
                .isInstanceOf(IllegalConfigurationException.class)
                .hasMessageContaining("lookup")
                .hasMessageContaining("Rename yours, or leave ours out");
        assertThatThrownBy(
                        () -> tools.install(AiServices.builder(Assistant.class)).tools(new OwnTools()))
                .isInstanceOf(IllegalConfigurationException.class)
                .hasMessageContaining("lookup");
    }

    /** A tool of the user's own. */
    static final class OwnTools {
        @Tool("Mine")
        String lookup(String order) {
            return order;
        }
    }

    /** Returns what the tool's message to the model was. */
    private static String answered(AiServices<Assistant> builder) {
        try (ScriptedModel model =
                ScriptedModel.playing(ModelReply.calls("lookup", "{\"order_id\":\"17\"}"), ModelReply.says("done"))) {
            builder.chatModel(Models.chat(model.baseUrl())).build().ask("Where?");
            List<?> messages = (List<?>) model.requests().get(1).get("messages");
            return String.valueOf(((Map<?, ?>) messages.get(messages.size() - 1)).get("content"));
        }
    }

    private static MockResponse completion(String message) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(
                        "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                                + "\"message\":" + message + ",\"finish_reason\":\"stop\"}]}")
                .build();
    }

    private static Map<String, Object> body(MockWebServer server) throws InterruptedException {
        return JsonText.readObject(server.takeRequest().getBody().utf8());
    }
}
