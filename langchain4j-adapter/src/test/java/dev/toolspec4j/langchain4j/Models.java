package dev.toolspec4j.langchain4j;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;

/** LangChain4j's own OpenAI client, pointed at a server of the test. */
final class Models {
    private Models() {}

    static OpenAiChatModel chat(String baseUrl) {
        return OpenAiChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey("none")
                .modelName("scripted")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    static OpenAiStreamingChatModel streaming(String baseUrl) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey("none")
                .modelName("scripted")
                .timeout(Duration.ofSeconds(60))
                .build();
    }
}
