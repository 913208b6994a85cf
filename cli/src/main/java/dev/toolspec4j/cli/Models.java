package dev.toolspec4j.cli;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Which model the agents of the command line run on. */
final class Models {
    private static final String OPENAI = "https://api.openai.com/v1";
    private static final String DEFAULT_MODEL = "gpt-4o-mini";

    private final Map<String, String> environment;

    Models(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Returns the models of an environment that names a server; throws {@link UnavailableException} when it does not.
     */
    static Models required(Map<String, String> environment) {
        Models models = new Models(environment);
        if (!models.configured()) {
            throw new UnavailableException(
                    "no model is configured; set OPENAI_API_KEY, or OPENAI_BASE_URL to the address of an"
                            + " OpenAI-compatible server such as http://localhost:11434/v1");
        }
        return models;
    }

    /** Returns whether the environment names an OpenAI-compatible server. */
    boolean configured() {
        return key().isPresent() || baseUrl().isPresent();
    }

    /** Returns what the transcript says about the model. */
    String describe(Optional<String> modelName) {
        return name(modelName) + " at " + baseUrl().orElse(OPENAI);
    }

    /** Returns the configured model. */
    ChatModel create(Optional<String> modelName) {
        return OpenAiChatModel.builder()
                .baseUrl(baseUrl().orElse(OPENAI))
                // Local servers ask for no key, but the client insists on sending one.
                .apiKey(key().orElse("none"))
                .modelName(name(modelName))
                .timeout(Duration.ofMinutes(5))
                .maxRetries(1)
                .build();
    }

    private String name(Optional<String> chosen) {
        return chosen.or(() -> text("OPENAI_MODEL")).orElse(DEFAULT_MODEL);
    }

    private Optional<String> key() {
        return text("OPENAI_API_KEY");
    }

    private Optional<String> baseUrl() {
        return text("OPENAI_BASE_URL");
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
