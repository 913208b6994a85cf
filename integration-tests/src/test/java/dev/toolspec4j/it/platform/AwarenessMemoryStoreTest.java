package dev.toolspec4j.it.platform;

import static dev.toolspec4j.it.platform.PlatformHome.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories in an awareness service, as a model meets them. */
@Timeout(120)
class AwarenessMemoryStoreTest {
    @TempDir
    Path folder;

    private PlatformHome home;
    private FakeAwareness awareness;

    @BeforeEach
    void aWorkspaceWhoseMemoriesAreElsewhere() throws Exception {
        home = new PlatformHome(folder);
        awareness = new FakeAwareness();
        home.with("AWARENESS_URL", awareness.url() + "/aware/");
    }

    @AfterEach
    void stop() {
        awareness.close();
        home.close();
    }

    @Test
    void memoriesGoToTheNamespaceAndNotToThePlatform() {
        try (Workspace workspace = home.open()) {
            ToolResult kept = call(workspace, "commit_memory", "{'content':'The sky is blue.','scope':'TEAM'}");
            assertThat(kept.structured())
                    .containsEntry("success", true)
                    .containsEntry("scope", "TEAM")
                    .containsEntry("id", "1");
            assertThat(call(workspace, "recall_memory", "{'query':'sky','scope':'TEAM'}")
                            .text())
                    .isEqualTo("[TEAM] The sky is blue.");
            assertThat(call(workspace, "recall_memory", "{}").text()).isEqualTo("[TEAM] The sky is blue.");
        }

        String path = "/aware/api/v1/namespaces/workspace:" + home.me + "/memories";
        List<FakeRequest> requests = awareness.requests();
        assertThat(requests).hasSize(3).allSatisfy(request -> {
            assertThat(request.path()).isEqualTo(path);
            assertThat(request.headers()).doesNotContainKeys("authorization", "x-workspace-id");
        });
        assertThat(requests.get(0).json()).isEqualTo(Map.of("content", "The sky is blue.", "scope", "TEAM"));
        assertThat(requests.get(1).query()).isEqualTo(Map.of("q", "sky", "scope", "TEAM"));
        assertThat(requests.get(2).query()).isEmpty();
        assertThat(home.platform.requests()).isEmpty();
    }

    @Test
    void aNamespaceOfItsOwnIsUsedAndASecretIsGoneBeforeItIsSent() {
        try (Workspace workspace = home.with("AWARENESS_NAMESPACE", "team a/b").open()) {
            call(workspace, "commit_memory", "{'content':'key sk-abcdefghijklmnopqrstuvwxyz'}");
        }

        assertThat(awareness.requests().get(0).rawPath()).isEqualTo("/aware/api/v1/namespaces/team%20a%2Fb/memories");
        assertThat(awareness.requests().get(0).text("content")).startsWith("key [REDACTED");
    }

    @Test
    void aListAndAnObjectWithAListAreBothRead() {
        try (Workspace workspace = home.open()) {
            awareness.next(
                    FakeReply.raw(
                            200,
                            "application/json",
                            "[{\"content\":\"one\",\"scope\":\"GLOBAL\",\"id\":\"a\"},null,7,\"x\",[],{},{\"content\":\"two\"}]"));
            assertThat(call(workspace, "recall_memory", "{'query':'o'}").text().lines())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("[GLOBAL] [MEMORY id=a scope=GLOBAL") && line.endsWith(": one"))
                    .contains("[LOCAL] two");
            awareness.next(FakeReply.json(
                    200, Map.of("memories", List.of(Map.of("content", "three", "scope", "local", "id", 3)))));
            assertThat(call(workspace, "recall_memory", "{'query':'o'}").text()).isEqualTo("[LOCAL] three");
            awareness.next(FakeReply.json(200, Map.of("memories", List.of())));
            assertThat(call(workspace, "recall_memory", "{'query':'o'}").text()).isEqualTo("No memories found.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "\"ok\"", ""})
    void aKeptMemoryIsKeptWhateverTheAnswerLooksLike(String body) {
        awareness.next(FakeReply.raw(200, "application/json", body));
        try (Workspace workspace = home.open()) {
            assertThat(call(workspace, "commit_memory", "{'content':'c'}").structured())
                    .containsEntry("success", true)
                    .containsEntry("id", "unnamed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, '{\"error\":\"disk full\"}', unavailable, disk full",
        "500, 'raw words', unavailable, raw words",
        "429, '', unavailable, 429",
        "401, '{\"error\":\"who?\"}', denied, who?",
        "403, '{\"error\":{\"message\":\"no\"}}', denied, 403",
        "400, '{\"error\":\"bad scope\"}', invalid_arguments, bad scope",
        "302, '', unavailable, 302",
        "404, '<html>', unavailable, AWARENESS_URL"
    })
    void everyTroubleIsLoudAndAudited(int status, String body, String kind, String said) throws Exception {
        try (Workspace workspace = home.open()) {
            for (String tool : List.of("commit_memory", "recall_memory")) {
                awareness.next(FakeReply.raw(status, "text/plain", body));
                ToolResult result = call(workspace, tool, "{'content':'c','query':'c'}");
                assertThat(result.text()).startsWith("Error: ").contains(said, "the awareness service at");
                assertThat(result.structured()).containsEntry("success", false).containsEntry("kind", kind);
            }
        }
        assertThat(awareness.requests()).as("nothing is sent twice").hasSize(2);
        assertThat(Files.readAllLines(folder.resolve("home").resolve("audit.jsonl")))
                .filteredOn(line -> line.matches(".*\"outcome\":\"(failure|denied)\".*"))
                .hasSize(2);
    }

    @Test
    void aServiceThatIsDownOrAnswersWithAPageIsSaidToBe() {
        try (Workspace workspace = home.open()) {
            awareness.next(FakeReply.raw(200, "text/html", "<html>Sign in</html>"));
            assertThat(call(workspace, "recall_memory", "{}").text())
                    .startsWith("Error: ")
                    .contains("no list of memories", "AWARENESS_URL");
            awareness.close();
            assertThat(call(workspace, "commit_memory", "{'content':'c'}").text())
                    .contains("could not be asked", "check AWARENESS_URL and that it is up");
        }
    }

    @Test
    void whatTheServiceCannotDoIsSaid() {
        try (Workspace workspace = home.open()) {
            assertThatThrownBy(() -> workspace.memories().forget("1"))
                    .hasMessageContaining("the awareness service cannot delete");
        }
    }

    @Test
    void itWorksWithoutAPlatformToo() {
        home.with("PLATFORM_URL", "");
        try (Workspace workspace = home.open()) {
            call(workspace, "commit_memory", "{'content':'c'}");
            assertThat(call(workspace, "recall_memory", "{}").text()).isEqualTo("[LOCAL] c");
        }
        assertThat(awareness.requests()).hasSize(2);
    }

    @Test
    void withoutTheVariableThePlatformKeepsTheMemories() {
        home.with("AWARENESS_URL", "");
        try (Workspace workspace = home.open()) {
            call(workspace, "commit_memory", "{'content':'c'}");
        }
        assertThat(awareness.requests()).isEmpty();
        assertThat(home.platform.memories.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aware.example", "ftp://aware.example", "http://ada:pass-word@aware.example"})
    void anAddressThatCannotWorkIsRefusedAtTheStart(String url) {
        home.with("AWARENESS_URL", url);

        assertThatThrownBy(home::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AWARENESS_URL")
                .hasMessageNotContaining("pass-word");
    }

    @Test
    void aNamespaceThatManyWouldShareByAccidentIsRefusedAtTheStart() {
        home.with("PLATFORM_URL", "").with("WORKSPACE_ID", "");
        assertThatThrownBy(home::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AWARENESS_NAMESPACE");

        home.with("AWARENESS_NAMESPACE", "mine");
        try (Workspace workspace = home.open()) {
            assertThat(workspace.info().id()).isEqualTo(new WorkspaceId("local"));
        }
    }
}
