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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the README's samples equal to code that runs here. */
class ReadmeSamplesTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path SOURCE = Path.of("src/test/java/dev/toolspec4j/it/ReadmeSamplesTest.java");

    @TempDir
    Path folder;

    interface Assistant {
        String chat(String message);
    }

    @Test
    void everySampleOfTheReadmeIsCodeOfThisClass() throws IOException {
        String source = Files.readString(SOURCE);
        Matcher samples = Pattern.compile("<!-- sample:([a-z0-9-]+) -->\\s+```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        int found = 0;
        while (samples.find()) {
            String name = samples.group(1);
            assertThat(codeOf(source, name)).as("sample '" + name + "'").isEqualTo(words(samples.group(2)));
            found++;
        }
        assertThat(found).isGreaterThanOrEqualTo(2);
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

    private static String codeOf(String source, String name) {
        Matcher code = Pattern.compile("// sample:" + name + "\\n(.*?)// end", Pattern.DOTALL)
                .matcher(source);
        assertThat(code.find()).as("the code of sample '" + name + "'").isTrue();
        return words(code.group(1));
    }

    /** Returns the text without its layout, which the formatter and the README's width may change. */
    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
