package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.langchain4j.LangChain4jTools;
import dev.toolspec4j.prompt.Drift;
import dev.toolspec4j.prompt.DriftChecker;
import dev.toolspec4j.prompt.PromptDocs;
import dev.toolspec4j.testkit.ModelReply;
import dev.toolspec4j.testkit.ScriptedModel;
import dev.toolspec4j.tool.Catalogue;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ToolRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The system prompt that leaves for the model, checked against the tools that leave in the same request. */
class PromptOfAnAgentTest {
    private static final ToolRegistry ALL = BuiltinTools.catalogue();

    interface Assistant {
        String chat(String message);
    }

    @Test
    void theGeneratedPromptFitsTheToolsThatTheModelGets() {
        assertThat(drifts(PromptDocs.of(ALL).render(), ALL)).isEmpty();
    }

    @Test
    void aPromptThatNamesAToolWhichTheAgentLacksIsReported() {
        String missing = BuiltinTools.names().recallMemory();

        List<Drift> drifts = drifts(PromptDocs.of(ALL).render(), ALL.without(missing));

        assertThat(drifts).isNotEmpty().extracting(Drift::found).containsOnly(missing);
    }

    @Test
    void aPromptThatForgetsAToolWhichTheAgentHasIsReported() {
        String forgotten = BuiltinTools.names().listPeers();
        String prompt =
                "<!-- tools:all -->\n" + PromptDocs.of(ALL.without(forgotten)).render();

        assertThat(drifts(prompt, ALL))
                .singleElement()
                .satisfies(drift -> assertThat(drift.kind()).isEqualTo(Drift.Kind.MISSING_TOOL))
                .satisfies(drift -> assertThat(drift.text()).contains(forgotten));
    }

    /** Lets an agent with this prompt and these tools ask a model once, and compares what left. */
    private static List<Drift> drifts(String prompt, ToolRegistry tools) {
        try (ScriptedModel model = ScriptedModel.playing(ModelReply.says("fine"))) {
            LangChain4jTools.from(tools)
                    .install(AiServices.builder(Assistant.class)
                            .chatModel(OpenAiChatModel.builder()
                                    .baseUrl(model.baseUrl())
                                    .apiKey("none")
                                    .modelName("scripted")
                                    .build()))
                    .systemMessage(prompt)
                    .build()
                    .chat("Hello");
            Map<String, Object> request = model.requests().get(0);
            Map<?, ?> system = (Map<?, ?>) ((List<?>) request.get("messages")).get(0);
            return DriftChecker.of(Catalogue.fromJson(JsonText.of(request.get("tools"))))
                    .check(String.valueOf(system.get("content")));
        }
    }
}
