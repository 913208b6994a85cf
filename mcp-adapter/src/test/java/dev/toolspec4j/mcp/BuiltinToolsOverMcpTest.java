package dev.toolspec4j.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltinToolsOverMcpTest {
    private static final int MOST_CHARACTERS = 4_400;
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private final ToolRegistry registry = BuiltinTools.catalogue();

    @Test
    void fitIntoTheBudgetOfTheirList() {
        String line = listed();

        assertThat(line.length()).as("characters of %s", line).isLessThanOrEqualTo(MOST_CHARACTERS);
    }

    @Test
    void showNoFormerNameAnywhereInTheirList() {
        String line = listed();

        assertThat(registry.specs().stream().flatMap(spec -> spec.traits().formerNames().stream()))
                .isNotEmpty()
                .noneMatch(line::contains);
    }

    @Test
    void carryTitleAndMetaOfTheirSpecs() {
        for (Map<String, Object> tool : tools()) {
            ToolSpec spec = registry.find((String) tool.get("name")).orElseThrow();
            assertThat(tool).containsEntry("title", spec.traits().title());
            Map<?, ?> meta = (Map<?, ?>) tool.get("_meta");
            assertThat(meta.get("dev.toolspec4j/section"))
                    .isEqualTo(spec.section().id());
            assertThat(meta.get("dev.toolspec4j/permission"))
                    .isEqualTo(spec.traits().permission().orElse(null));
        }
    }

    @Test
    void keepTheOrderOfTheirSchemasMembers() {
        String line = listed();

        registry.specs()
                .forEach(spec -> assertThat(line).contains(spec.inputSchema().json()));
    }

    private String listed() {
        try (RawClient client = RawClient.initialized(registry)) {
            return client.askForLine(LIST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> tools() {
        Map<String, Object> result =
                (Map<String, Object>) JsonText.readObject(listed()).get("result");
        return (List<Map<String, Object>>) result.get("tools");
    }
}
