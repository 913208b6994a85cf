package dev.toolspec4j.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.toolspec4j.testkit.ModelReply;
import dev.toolspec4j.testkit.ScriptedModel;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** One AI service, several users. */
class PerMemoryIdTest {
    interface Assistant {
        String ask(@MemoryId String user, @UserMessage String question);
    }

    @Test
    void twoUsersNeverSeeEachOthersNotes() {
        Map<Object, ToolRegistry> registries = new ConcurrentHashMap<>();
        try (ScriptedModel model = ScriptedModel.deciding(PerMemoryIdTest::next)) {
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(Models.chat(model.baseUrl()))
                    .chatMemoryProvider(Memories::window)
                    .toolProvider(
                            LangChain4jTools.perMemoryId(id -> registries.computeIfAbsent(id, user -> notebook())))
                    .build();

            assistant.ask("ann", "keep ann's secret");
            assistant.ask("bob", "keep bob's secret");

            assertThat(assistant.ask("ann", "list")).isEqualTo("[ann's secret]");
            assertThat(assistant.ask("bob", "list")).isEqualTo("[bob's secret]");
        }
    }

    @Test
    void aUserWithoutRegistryEndsTheCallBeforeAnythingIsSent() {
        try (ScriptedModel model = ScriptedModel.deciding(PerMemoryIdTest::next)) {
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(Models.chat(model.baseUrl()))
                    .chatMemoryProvider(Memories::window)
                    .toolProvider(LangChain4jTools.perMemoryId(Map.<Object, ToolRegistry>of()::get))
                    .build();

            assertThatThrownBy(() -> assistant.ask("eve", "list")).hasMessageContaining("memory id 'eve'");
            assertThat(model.requests()).isEmpty();
        }
    }

    private static ModelReply next(Map<String, Object> request) {
        List<?> messages = (List<?>) request.get("messages");
        Map<?, ?> last = (Map<?, ?>) messages.get(messages.size() - 1);
        String content = String.valueOf(last.get("content"));
        if ("tool".equals(last.get("role"))) {
            return ModelReply.says(content);
        }
        return content.startsWith("keep ")
                ? ModelReply.calls("keep", "{\"note\":\"" + content.substring(5) + "\"}")
                : ModelReply.calls("list", "{}");
    }

    private static ToolRegistry notebook() {
        List<String> notes = new CopyOnWriteArrayList<>();
        JsonSchema note = JsonSchema.object()
                .string("note", "What to keep.")
                .required("note")
                .build();
        return Probe.registry(
                Probe.tool("keep", note, call -> {
                    notes.add(call.string("note"));
                    return ToolResult.text("kept");
                }),
                Probe.tool("list", call -> ToolResult.text(notes.toString())));
    }
}
