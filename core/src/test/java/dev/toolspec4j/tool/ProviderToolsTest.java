package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class ProviderToolsTest {
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\","
            + "\"description\":\"The mail.\"}},\"required\":[\"id\"]}";
    private static final String EMPTY = "{\"type\":\"object\",\"properties\":{}}";

    private final ToolRegistry registry = Samples.registry(
            Samples.tool("read").input(JsonSchema.of(SCHEMA)).build(),
            Samples.tool("count").build());

    @Test
    void openAiChatCompletions() {
        assertThat(ProviderTools.openAi(registry))
                .isEqualTo("[{\"type\":\"function\",\"function\":{\"name\":\"read\",\"description\":\"Does read.\","
                        + "\"parameters\":" + SCHEMA + "}},"
                        + "{\"type\":\"function\",\"function\":{\"name\":\"count\",\"description\":\"Does count.\","
                        + "\"parameters\":" + EMPTY + "}}]");
    }

    @Test
    void openAiResponses() {
        assertThat(ProviderTools.openAiResponses(registry))
                .startsWith("[{\"type\":\"function\",\"name\":\"read\",\"description\":\"Does read.\",\"parameters\":"
                        + SCHEMA + ",\"strict\":false},");
    }

    @Test
    void anthropic() {
        assertThat(ProviderTools.anthropic(registry))
                .isEqualTo("[{\"name\":\"read\",\"description\":\"Does read.\",\"input_schema\":" + SCHEMA + "},"
                        + "{\"name\":\"count\",\"description\":\"Does count.\",\"input_schema\":" + EMPTY + "}]");
    }

    @Test
    void geminiGetsNoEmptyObject() {
        assertThat(ProviderTools.gemini(registry))
                .isEqualTo("[{\"functionDeclarations\":[{\"name\":\"read\",\"description\":\"Does read.\","
                        + "\"parametersJsonSchema\":" + SCHEMA + "},"
                        + "{\"name\":\"count\",\"description\":\"Does count.\"}]}]");
    }

    @Test
    void everyFormIsReadBackAsTheSameCatalogue() {
        for (String json : new String[] {
            ProviderTools.openAi(registry),
            ProviderTools.openAiResponses(registry),
            ProviderTools.anthropic(registry),
            ProviderTools.gemini(registry)
        }) {
            assertThat(Catalogue.fromJson(json).entries())
                    .extracting(Catalogue.Entry::name, Catalogue.Entry::summary, Catalogue.Entry::arguments)
                    .isEqualTo(Catalogue.of(registry).entries().stream()
                            .map(entry -> tuple(entry.name(), entry.summary(), entry.arguments()))
                            .toList());
        }
    }
}
