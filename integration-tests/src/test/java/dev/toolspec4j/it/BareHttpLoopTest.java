package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.testkit.ModelReply;
import dev.toolspec4j.testkit.ScriptedModel;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ProviderTools;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The README's agent without any framework. */
class BareHttpLoopTest {
    // sample:bare-http-loop
    static String ask(ToolRegistry tools, URI completions, String question) throws IOException, InterruptedException {
        List<Object> messages = new ArrayList<>(List.of(Map.of("role", "user", "content", question)));
        while (true) {
            String body = "{\"model\":\"gpt-5-mini\",\"tools\":" + ProviderTools.openAi(tools) + ",\"messages\":"
                    + JsonText.of(messages) + "}";
            HttpRequest request = HttpRequest.newBuilder(completions)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            String answer = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
            List<?> choices = (List<?>) JsonText.readObject(answer).get("choices");
            Map<?, ?> message = (Map<?, ?>) ((Map<?, ?>) choices.get(0)).get("message");
            messages.add(message);
            if (!(message.get("tool_calls") instanceof List<?> calls)) {
                return String.valueOf(message.get("content"));
            }
            for (Object call : calls) {
                Map<?, ?> function = (Map<?, ?>) ((Map<?, ?>) call).get("function");
                ToolResult result = tools.call(
                        (String) function.get("name"), (String) function.get("arguments"), CallContext.none());
                messages.add(
                        Map.of("role", "tool", "tool_call_id", ((Map<?, ?>) call).get("id"), "content", result.text()));
            }
        }
    }
    // end

    @Test
    void runsTheToolsThatTheModelCallsUntilItAnswers() throws Exception {
        try (ScriptedModel model = ScriptedModel.playing(
                ModelReply.calls("list_peers", "{}"),
                ModelReply.calls("no_such_tool", "nonsense"),
                ModelReply.says("There is nobody."))) {
            URI completions = URI.create(model.baseUrl() + "/chat/completions");

            assertThat(ask(BuiltinTools.catalogue(), completions, "Who is there?"))
                    .isEqualTo("There is nobody.");

            assertThat(model.requests()).hasSize(3);
            assertThat(model.requests().get(2).get("messages").toString())
                    .contains("tool_call_id=call_1", "no workspace is open")
                    .contains("no tool is named 'no_such_tool'");
            assertThat((List<?>) model.requests().get(0).get("tools")).hasSize(8);
        }
    }
}
