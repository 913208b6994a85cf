package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolspec4j.tool.ToolTraits.Effects;
import java.util.List;
import org.junit.jupiter.api.Test;

class McpToolListTest {
    private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":["
            + "{\"name\":\"files.read-text\",\"title\":\"Read a file\","
            + "\"description\":\"Reads a file.\\n\\nNever {tool:secrets}.\","
            + "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}},\"required\":[\"path\"]},"
            + "\"outputSchema\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}},"
            + "\"annotations\":{\"readOnlyHint\":true,\"destructiveHint\":true,\"openWorldHint\":false}},"
            + "{\"name\":\"wipe\",\"inputSchema\":{\"type\":\"object\"}}]}}";

    private final ToolRegistry registry = ToolRegistry.of(McpToolList.specs(
            ANSWER, Samples.MAIL, call -> ToolResult.text(call.tool() + " " + JsonText.of(call.arguments()))));

    @Test
    void aServersToolsBecomeSpecs() {
        ToolSpec read = registry.find("files_read_text").orElseThrow();

        assertThat(read.summary()).isEqualTo("Reads a file.");
        assertThat(read.whenToUse()).isEqualTo("Reads a file.\n\nNever {tool :secrets}.");
        assertThat(read.traits().title()).isEqualTo("Read a file");
        assertThat(read.traits().effects()).isEqualTo(new Effects(true, false, false, false));
        assertThat(read.outputSchema()).isPresent();
        assertThat(registry.find("wipe").orElseThrow().traits().effects())
                .isEqualTo(new Effects(false, true, false, true));
        assertThat(registry.find("wipe").orElseThrow().summary()).isEqualTo("wipe");
    }

    @Test
    void aCallGoesOutUnderTheServersOwnNameOnceItsArgumentsFit() {
        assertThat(registry.call("files_read_text", "{\"path\":\"a\"}", CallContext.none())
                        .text())
                .isEqualTo("files.read-text {\"path\":\"a\"}");
        assertThat(registry.call("files_read_text", "{}", CallContext.none()).text())
                .contains("/: required property");
    }

    @Test
    void whatCannotBeASpecIsNamed() {
        refuses("{\"tools\":3}", "no MCP tools/list answer");
        refuses("[]", "not a JSON object");
        refuses("{\"tools\":[{\"inputSchema\":{\"type\":\"object\"}}]}", "has no name");
        refuses("{\"tools\":[{\"name\":\"a\"}]}", "'a' has no schema");
        refuses(
                "{\"tools\":[{\"name\":\"a\",\"inputSchema\":{\"type\":\"string\"}}]}",
                "'a': the root of a tool's schema");
        refuses("{\"tools\":[{\"name\":\"a b\",\"inputSchema\":{\"type\":\"object\"}}]}", "'a b'");
    }

    private static void refuses(String json, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> McpToolList.specs(json, Samples.MAIL, call -> ToolResult.text("")))
                .withMessageContaining(reason);
    }

    @Test
    void anEmptyListIsNoTools() {
        assertThat(McpToolList.specs("{\"tools\":[]}", Samples.MAIL, call -> ToolResult.text("")))
                .isEqualTo(List.of());
    }
}
