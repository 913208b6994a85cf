package dev.toolspec4j.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model gets wrong when it calls the memory tools: it is told what, and nothing that was there is harmed. */
final class BadMemoryCallsTest {
    @TempDir
    Path folder;

    private Workspace workspace;

    @BeforeEach
    void open() {
        workspace = Workspace.open(WorkspaceSettings.builder()
                .workspaceId(new WorkspaceId("lead"))
                .home(folder.resolve("home"))
                .build());
        assertThat(commit("\"the deploy runs on Friday 🚀\"").isError()).isFalse();
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \\n\\t \"", "\"a\\u0000b\"", "\"a\\ud800\"", "7", "null", "{}"})
    void refusesContentThatCannotBeKept(String content) {
        assertRefused(commit(content), "content");
    }

    @Test
    void refusesContentOfOneByteTooMany() {
        assertRefused(commit("\"" + "x".repeat(100_001) + "\""), "100001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "51", "\"many\"", "1.5", "1e99"})
    void refusesALimitThatIsNone(String limit) {
        assertRefused(recall("{\"query\":\"deploy\",\"limit\":" + limit + "}"), "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WORLD", "LOCAL OR 1=1", "%", "\\ud800"})
    void refusesAScopeThatIsNone(String scope) {
        assertRefused(recall("{\"query\":\"deploy\",\"scope\":\"" + scope + "\"}"), "scope");
        assertRefused(
                workspace
                        .tools()
                        .call(
                                "commit_memory",
                                "{\"content\":\"a fact\",\"scope\":\"" + scope + "\"}",
                                CallContext.none()),
                "scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the of and", "\\\"", "%", "_", "*", "NEAR(", "' OR 1=1 --", "\\u0000", "\\ud800", "zebra"})
    void findsNothingForAQueryThatNothingAnswers(String query) {
        ToolResult result = recall("{\"query\":\"" + query + "\"}");

        assertThat(result.isError()).isFalse();
        assertThat(result.text()).isEqualTo("No memories found.");
    }

    @Test
    void answersAQueryOfTenThousandWords() {
        assertThat(recall("{\"query\":\"" + "deploy the thing ".repeat(10_000) + "\"}")
                        .text())
                .isEqualTo("[LOCAL] the deploy runs on Friday 🚀");
    }

    private void assertRefused(ToolResult result, String why) {
        assertThat(result.isError()).isTrue();
        assertThat(result.text()).startsWith("Error: ").contains(why).hasSizeLessThan(500);
        assertThat(recall("{\"query\":\"\"}").text()).isEqualTo("[LOCAL] the deploy runs on Friday 🚀");
    }

    private ToolResult commit(String content) {
        return workspace.tools().call("commit_memory", "{\"content\":" + content + "}", CallContext.none());
    }

    private ToolResult recall(String arguments) {
        return workspace.tools().call("recall_memory", arguments, CallContext.none());
    }
}
