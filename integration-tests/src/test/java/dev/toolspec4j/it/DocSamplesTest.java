package dev.toolspec4j.it;

import static dev.toolspec4j.testkit.InMemoryWorkspaceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.langchain4j.LangChain4jTools;
import dev.toolspec4j.langchain4j.ToolMethods;
import dev.toolspec4j.mcp.McpHttpOptions;
import dev.toolspec4j.mcp.McpHttpServer;
import dev.toolspec4j.mcp.McpOptions;
import dev.toolspec4j.mcp.McpServers;
import dev.toolspec4j.prompt.DriftChecker;
import dev.toolspec4j.prompt.ExtraSection;
import dev.toolspec4j.prompt.PromptDocs;
import dev.toolspec4j.prompt.PromptOptions;
import dev.toolspec4j.testkit.InMemoryWorkspace;
import dev.toolspec4j.testkit.ModelReply;
import dev.toolspec4j.testkit.PeerScript;
import dev.toolspec4j.testkit.ScriptedModel;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.Catalogue;
import dev.toolspec4j.tool.Description;
import dev.toolspec4j.tool.McpToolList;
import dev.toolspec4j.tool.ProviderTools;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import dev.toolspec4j.tool.ToolTraits.Effects;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/*.md, each with what it promises. */
class DocSamplesTest {
    @TempDir
    Path folder;

    interface Assistant {
        String chat(String message);
    }

    interface SharedAssistant {
        String chat(@MemoryId String user, @UserMessage String message);
    }

    // sample:record-input
    record Booking(
            @Description("Where to, as a city.") String city,
            @Description("How many nights.") int nights,
            @Description("Smoking or not.") Optional<Boolean> smoking) {}

    static ToolSpec booking() {
        return ToolSpec.named("book_room")
                .summary("Book a hotel room.")
                .whenToUse("When the user has named city and dates.")
                .input(
                        Booking.class,
                        (booking, call) ->
                                ToolResult.text("Booked " + booking.nights() + " nights in " + booking.city() + "."))
                .section(new Section("travel", "Travel", "Never book twice."))
                .traits(ToolTraits.of("Book a room", new Effects(false, false, false, true)))
                .build();
    }
    // end

    @Test
    void aToolFromARecord() {
        ToolRegistry tools = ToolRegistry.of(List.of(booking()));

        assertThat(tools.call("book_room", "{\"city\":\"Oslo\",\"nights\":2}", CallContext.none())
                        .text())
                .isEqualTo("Booked 2 nights in Oslo.");
        assertThat(tools.call("book_room", "{\"city\":\"Oslo\"}", CallContext.none())
                        .isError())
                .isTrue();
    }

    // sample:tool-methods
    static final class Shop {
        @Tool("Tells the price of an article, in euros.")
        String price(@P("The article.") String article) {
            return article + " costs 2";
        }
    }

    static ToolRegistry withShop(ToolRegistry tools) {
        Section section = new Section("shop", "Shop", "Prices change daily.");
        Effects effects = new Effects(true, false, true, false);
        return tools.with(ToolMethods.specs(new Shop(), section, effects).toArray(ToolSpec[]::new));
    }
    // end

    @Test
    void aToolFromALangChain4jMethod() {
        ToolRegistry tools = withShop(BuiltinTools.catalogue());

        assertThat(tools.call("price", "{\"article\":\"tea\"}", CallContext.none())
                        .text())
                .isEqualTo("tea costs 2");
        assertThat(PromptDocs.of(tools).render()).contains("## Shop", "Prices change daily.");
    }

    // sample:mcp-tool-list
    static ToolRegistry withFiles(ToolRegistry tools, String toolsListAnswer, RemoteTools remote) {
        Section section = new Section("files", "Files", "Paths are relative to the project.");
        return tools.with(
                McpToolList.specs(toolsListAnswer, section, remote::call).toArray(ToolSpec[]::new));
    }

    interface RemoteTools {
        ToolResult call(ToolCall call) throws InterruptedException;
    }
    // end

    @Test
    void toolsOfAnMcpServer() {
        String answer = "{\"tools\":[{\"name\":\"read-file\",\"description\":\"Reads a file.\",\"inputSchema\":"
                + "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}},\"required\":[\"path\"]}}]}";

        ToolRegistry tools = withFiles(
                BuiltinTools.catalogue(), answer, call -> ToolResult.text(call.tool() + " " + call.arguments()));

        assertThat(tools.call("read_file", "{\"path\":\"a.txt\"}", CallContext.none())
                        .text())
                .isEqualTo("read-file {path=a.txt}");
    }

    @Test
    void toolsAsProvidersWantThem() {
        ToolRegistry tools = BuiltinTools.catalogue();
        // sample:provider-json
        String openAi = ProviderTools.openAi(tools); // chat completions
        String responses = ProviderTools.openAiResponses(tools);
        String anthropic = ProviderTools.anthropic(tools);
        String gemini = ProviderTools.gemini(tools);
        // end
        assertThat(List.of(openAi, responses, anthropic, gemini))
                .allSatisfy(json -> assertThat(json).startsWith("[").contains("recall_memory"));
    }

    @Test
    void anAgentInATestWithoutModelPeerOrFile() {
        // sample:testkit
        try (ScriptedModel model = ScriptedModel.playing(
                        ModelReply.calls("delegate_task", "{\"workspace_id\":\"ada\",\"task\":\"What is 6 times 7?\"}"),
                        ModelReply.calls("commit_memory", "{\"content\":\"6 times 7 is 42\"}"),
                        ModelReply.says("It is 42."));
                InMemoryWorkspace workspace = InMemoryWorkspace.builder("lead")
                        .peer("ada", PeerScript.answers("42"))
                        .peer("bob", PeerScript.unreachable())
                        .open()) {
            Assistant assistant = LangChain4jTools.from(workspace.tools())
                    .install(AiServices.builder(Assistant.class).chatModel(client(model)))
                    .build();

            assertThat(assistant.chat("What is 6 times 7?")).isEqualTo("It is 42.");
            assertThat(workspace)
                    .calledExactly("delegate_task", "commit_memory")
                    .hasNoFailedCall()
                    .delegatedTo("ada", "6 times 7")
                    .remembers("42")
                    .toldUserNothing();
        }
        // end
    }

    @Test
    void onePromptForThisMoment() {
        try (Workspace workspace = open("lead")) {
            // sample:live-prompt
            PromptOptions options = PromptOptions.defaults()
                    .withSection(ExtraSection.of(
                            BuiltinTools.peersSection(workspace.peers().list(), BuiltinTools.names())))
                    .withSection(ExtraSection.of(
                            BuiltinTools.arrivedSection(workspace.delegations().unread(20), BuiltinTools.names())))
                    .maxTokens(1_200);
            String prompt = PromptDocs.of(workspace.tools()).render(options);
            // end
            assertThat(prompt).contains("## Your peers", "There are none at present");
        }
    }

    @Test
    void driftFoundInAUnitTest() throws Exception {
        Path prompts = Files.createDirectory(folder.resolve("prompts"));
        Files.writeString(prompts.resolve("system.md"), "Call `recall_memory` first.\n");
        ToolRegistry tools = BuiltinTools.catalogue();
        // sample:drift-test
        DriftChecker checker = DriftChecker.of(Catalogue.of(tools));
        assertThat(checker.check(prompts)).isEmpty();
        // end
        assertThat(checker.check("Call `recal_memory` first.")).hasSize(1);
    }

    @Test
    void oneServiceForManyUsers() {
        Map<String, Workspace> workspaces = new ConcurrentHashMap<>();
        try (ScriptedModel model = ScriptedModel.deciding(DocSamplesTest::memoryKeeper)) {
            // sample:per-memory-id
            SharedAssistant assistant = AiServices.builder(SharedAssistant.class)
                    .chatModel(client(model))
                    .chatMemoryProvider(user -> MessageWindowChatMemory.withMaxMessages(40))
                    .toolProvider(LangChain4jTools.perMemoryId(user -> workspaces
                            .computeIfAbsent(user.toString(), this::open)
                            .tools()))
                    .build();
            // end
            assistant.chat("ann", "keep the code is 1234");
            assistant.chat("bob", "keep the code is 9876");

            assertThat(assistant.chat("ann", "recall")).contains("1234").doesNotContain("9876");
            assertThat(assistant.chat("bob", "recall")).contains("9876").doesNotContain("1234");
            assertThat(workspaces.get("ann").memories().recall("code")).hasSize(1);
        } finally {
            workspaces.values().forEach(Workspace::close);
        }
    }

    @Test
    void anMcpServerInYourProgram() throws Exception {
        ToolRegistry tools = BuiltinTools.catalogue();
        // sample:mcp-server
        PromptDocs docs = PromptDocs.of(tools);
        McpOptions options = McpOptions.builder()
                .instructions(docs.instructions(McpOptions.MAX_INSTRUCTIONS))
                .guide(docs.render())
                .build();
        try (McpHttpServer server =
                McpServers.http(tools, options, McpHttpOptions.builder().build())) {
            System.out.println("MCP at " + server.uri());
        }
        // end
    }

    /** The workspace of one user; all of them share one file. */
    private Workspace open(String user) {
        return Workspace.open(WorkspaceSettings.builder()
                .workspaceId(new WorkspaceId(user))
                .home(folder.resolve("home"))
                .build());
    }

    private static ModelReply memoryKeeper(Map<String, Object> request) {
        List<?> messages = (List<?>) request.get("messages");
        Map<?, ?> last = (Map<?, ?>) messages.get(messages.size() - 1);
        String content = String.valueOf(last.get("content"));
        if ("tool".equals(last.get("role"))) {
            return ModelReply.says(content);
        }
        return content.startsWith("keep ")
                ? ModelReply.calls("commit_memory", "{\"content\":\"" + content.substring(5) + "\"}")
                : ModelReply.calls("recall_memory", "{}");
    }

    private static ChatModel client(ScriptedModel model) {
        return OpenAiChatModel.builder()
                .baseUrl(model.baseUrl())
                .apiKey("none")
                .modelName("scripted")
                .build();
    }
}
