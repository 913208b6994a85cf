package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.langchain4j.LangChain4jTools;
import dev.toolspec4j.prompt.PromptDocs;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's samples, each with what it promises. */
class ReadmeSamplesTest {
    @TempDir
    Path folder;

    interface Assistant {
        String chat(String message);
    }

    @Test
    void anAssistantWithTheTools() {
        ChatModel model = new AnsweringModel("Nothing yet.");
        // sample:langchain4j
        try (Workspace workspace = Workspace.fromEnvironment().startDelegations()) {
            ToolRegistry tools = workspace.tools();
            Assistant assistant = LangChain4jTools.from(tools)
                    .install(AiServices.builder(Assistant.class).chatModel(model))
                    .systemMessage(PromptDocs.of(tools).render())
                    .chatMemory(MessageWindowChatMemory.withMaxMessages(40))
                    .build();
            System.out.println(assistant.chat("What do we know about release 2.4?"));
        }
        // end
        assertThat(System.getenv("TOOLSPEC4J_HOME"))
                .as("the build sets a home of its own")
                .isNotBlank();
    }

    @Test
    void aToolOfYourOwn() {
        try (Workspace workspace = open()) {
            // sample:own-tool
            ToolSpec clock = ToolSpec.named("tell_time")
                    .summary("Tell the time in a time zone.")
                    .whenToUse("Whenever the user asks for the time.")
                    .input(JsonSchema.object()
                            .string("zone", "Such as Europe/Berlin")
                            .required("zone")
                            .build())
                    .section(new Section("time", "Time", ""))
                    .traits(ToolTraits.of("Tell the time", new ToolTraits.Effects(true, false, true, false)))
                    .handler(call -> ToolResult.text(
                            ZonedDateTime.now(ZoneId.of(call.string("zone"))).toString()))
                    .build();
            ToolRegistry tools = workspace.tools().with(clock);
            // end
            assertThat(tools.call("tell_time", "{\"zone\":\"Europe/Berlin\"}", CallContext.none())
                            .text())
                    .contains("Europe/Berlin");
            assertThat(PromptDocs.of(tools).render()).contains("tell_time");
            assertThat(LangChain4jTools.from(tools).aiServiceTools()).hasSize(9);
        }
    }

    private Workspace open() {
        return Workspace.open(
                WorkspaceSettings.builder().home(folder.resolve("home")).build());
    }
}
