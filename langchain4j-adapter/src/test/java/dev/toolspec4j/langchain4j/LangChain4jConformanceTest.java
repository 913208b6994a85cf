package dev.toolspec4j.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.testkit.AdapterConformance;
import dev.toolspec4j.testkit.ExposedTool;
import dev.toolspec4j.testkit.ModelReply;
import dev.toolspec4j.testkit.ScriptedModel;
import dev.toolspec4j.testkit.Surface;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ToolRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The conformance kit on what really leaves: the tools in the body of a request to an OpenAI-compatible server. */
class LangChain4jConformanceTest {
    @Nested
    class Portable extends Kit {
        Portable() {
            super(SchemaMode.PORTABLE);
        }
    }

    @Nested
    class Faithful extends Kit {
        Faithful() {
            super(SchemaMode.FAITHFUL);
        }
    }

    abstract static class Kit extends AdapterConformance {
        private final SchemaMode mode;

        Kit(SchemaMode mode) {
            this.mode = mode;
        }

        @Override
        protected String adapter() {
            return "LangChain4j " + mode;
        }

        @Override
        protected ToolRegistry registry() {
            return BuiltinTools.catalogue();
        }

        @Override
        protected Surface surface(ToolRegistry registry) {
            return new OnTheWire(LangChain4jTools.from(registry).with(mode));
        }
    }

    interface Assistant {
        String ask(String question);
    }

    private record OnTheWire(LangChain4jTools adapter) implements Surface {
        @Override
        public Optional<List<ExposedTool>> tools() {
            try (ScriptedModel model = ScriptedModel.playing(ModelReply.says("hello"))) {
                adapter.install(AiServices.builder(Assistant.class)
                                .chatModel(OpenAiChatModel.builder()
                                        .baseUrl(model.baseUrl())
                                        .apiKey("none")
                                        .modelName("scripted")
                                        .maxRetries(0)
                                        .build()))
                        .build()
                        .ask("hello");
                return Optional.of(sent(model.requests().get(0)));
            }
        }

        @Override
        public Optional<Answer> call(String tool, String argumentsJson) {
            ToolExecutionRequest request = ToolExecutionRequest.builder()
                    .id("call_1")
                    .name(tool)
                    .arguments(argumentsJson)
                    .build();
            Optional<AiServiceTool> found = adapter.aiServiceTools().stream()
                    .filter(known -> known.name().equals(tool))
                    .findFirst();
            if (found.isEmpty()) {
                ToolExecutionResultMessage message =
                        adapter.unknownToolStrategy().apply(request);
                return Optional.of(new Answer(message.text(), message.isError()));
            }
            ToolExecutionResult result = found.get().toolExecutor().executeWithContext(request, null);
            return Optional.of(new Answer(result.resultText(), result.isError()));
        }

        private static List<ExposedTool> sent(Map<String, Object> body) {
            List<ExposedTool> exposed = new ArrayList<>();
            for (Object tool : body.get("tools") instanceof List<?> list ? list : List.of()) {
                Map<?, ?> function = (Map<?, ?>) ((Map<?, ?>) tool).get("function");
                exposed.add(ExposedTool.of(
                        (String) function.get("name"),
                        (String) function.get("description"),
                        JsonText.of(function.get("parameters"))));
            }
            return exposed;
        }
    }
}
