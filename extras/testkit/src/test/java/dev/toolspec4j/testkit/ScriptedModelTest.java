package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.tool.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void givesItsAnswersInOrderAndThenFails() throws Exception {
        try (ScriptedModel model =
                ScriptedModel.playing(ModelReply.calls("look", "{\"where\":\"here\"}"), ModelReply.says("Found it."))) {
            assertThat(ask(model, false).body())
                    .contains("\"finish_reason\":\"tool_calls\"", "\"name\":\"look\"", "{\\\"where\\\":\\\"here\\\"}");
            assertThat(ask(model, false).body()).contains("\"content\":\"Found it.\"", "\"finish_reason\":\"stop\"");
            HttpResponse<String> none = ask(model, false);

            assertThat(none.statusCode()).isEqualTo(500);
            assertThat(none.body()).contains("no answer left");
            assertThat(model.requests())
                    .hasSize(3)
                    .allSatisfy(request -> assertThat(request).containsKey("messages"));
        }
    }

    @Test
    void decidesByTheRequest() throws Exception {
        try (ScriptedModel model = ScriptedModel.deciding(request ->
                request.containsKey("stream") ? ModelReply.fails(429, "slow down") : ModelReply.says("alone"))) {
            assertThat(ask(model, false).body()).contains("alone");
            assertThat(ask(model, true).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void streamsWhereTheClientAsksForIt() throws Exception {
        try (ScriptedModel model = ScriptedModel.playing(ModelReply.calls(
                new ModelReply.Call("first", "{}"), new ModelReply.Call("second", "no JSON at all")))) {
            HttpResponse<String> answer = ask(model, true);

            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(answer.body()).contains("data: {", "\"first\"", "\"second\"", "no JSON at all", "data: [DONE]");
        }
    }

    private HttpResponse<String> ask(ScriptedModel model, boolean streaming) throws Exception {
        Map<String, Object> message = Map.of("role", "user", "content", "Where?");
        Map<String, Object> body = streaming
                ? Map.of("model", "m", "stream", true, "messages", List.of(message))
                : Map.of("model", "m", "messages", List.of(message));
        return http.send(
                HttpRequest.newBuilder(URI.create(model.baseUrl() + "/chat/completions"))
                        .timeout(Duration.ofSeconds(60))
                        .POST(BodyPublishers.ofString(JsonText.of(body)))
                        .build(),
                BodyHandlers.ofString());
    }
}
