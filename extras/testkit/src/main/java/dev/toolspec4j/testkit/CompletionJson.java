package dev.toolspec4j.testkit;

import dev.toolspec4j.tool.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The JSON of OpenAI's chat completions, as far as clients look at it. */
final class CompletionJson {
    private CompletionJson() {}

    /** Returns the body of an answer in one piece. */
    static String whole(ModelReply reply, Supplier<String> ids) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message(reply, ids));
        choice.put("finish_reason", reason(reply));
        Map<String, Object> body = envelope("chat.completion", choice);
        body.put("usage", Map.of("prompt_tokens", 1, "completion_tokens", 1, "total_tokens", 2));
        return JsonText.of(body);
    }

    /** Returns the body of a streamed answer: the message in one event, its end in another. */
    static String events(ModelReply reply, Supplier<String> ids) {
        return event(message(reply, ids), null) + event(Map.of(), reason(reply)) + "data: [DONE]\n\n";
    }

    private static String event(Map<String, Object> delta, @Nullable String reason) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        if (reason != null) {
            choice.put("finish_reason", reason);
        }
        return "data: " + JsonText.of(envelope("chat.completion.chunk", choice)) + "\n\n";
    }

    private static Map<String, Object> envelope(String object, Map<String, Object> choice) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", "scripted");
        body.put("object", object);
        body.put("created", 1);
        body.put("model", "scripted");
        body.put("choices", List.of(choice));
        return body;
    }

    private static Map<String, Object> message(ModelReply reply, Supplier<String> ids) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        if (reply instanceof ModelReply.Text words) {
            message.put("content", words.text());
        }
        if (reply instanceof ModelReply.Calls several) {
            message.put("tool_calls", toolCalls(several, ids));
        }
        return message;
    }

    private static List<Map<String, Object>> toolCalls(ModelReply.Calls several, Supplier<String> ids) {
        List<Map<String, Object>> calls = new ArrayList<>();
        for (ModelReply.Call call : several.calls()) {
            Map<String, Object> function = new LinkedHashMap<>();
            function.put("name", call.tool());
            function.put("arguments", call.argumentsJson());
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("index", calls.size());
            json.put("id", ids.get());
            json.put("type", "function");
            json.put("function", function);
            calls.add(json);
        }
        return calls;
    }

    private static String reason(ModelReply reply) {
        return reply instanceof ModelReply.Calls ? "tool_calls" : "stop";
    }
}
