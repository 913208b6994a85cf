package dev.toolspec4j.it.platform;

import static dev.toolspec4j.it.platform.PlatformHome.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.tool.ToolResult;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, lists and files on a platform that are not as they should be, as a model or an operator meets them. */
@Timeout(120)
class PlatformBadInputTest {
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private PlatformHome home;

    @BeforeEach
    void aWorkspaceOnThePlatform() throws Exception {
        home = new PlatformHome(folder);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "///"})
    void aSlashAtTheEndOfTheAddressDoesNotMatter(String end) {
        try (Workspace workspace =
                home.with("PLATFORM_URL", home.platform.url() + end).open()) {
            assertThat(call(workspace, "list_peers", "{}").text()).contains("Sibling");
        }
    }

    @Test
    void thePlatformMayLiveBelowAPath() {
        home.platform.liveBelow("/molecule");
        try (Workspace workspace =
                home.with("PLATFORM_URL", home.platform.url() + "/molecule/").open()) {
            assertThat(call(workspace, "list_peers", "{}").text()).contains("Sibling");
            assertThat(call(workspace, "commit_memory", "{'content':'c'}").isError())
                    .isFalse();
            assertThat(call(workspace, "recall_memory", "{}").text()).isEqualTo("[LOCAL] c");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "platform.example, http://",
        "platform.example:8080, http://",
        "ftp://platform.example, http://",
        "http:///x, host",
        "https://ada:pass-word@platform.example, .auth_token",
        "https://platform.example?a=b, query",
        "'http://plat form.example', PLATFORM_URL"
    })
    void anAddressThatCannotWorkIsRefusedAtTheStart(String url, String said) {
        home.with("PLATFORM_URL", url);

        assertThatThrownBy(home::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PLATFORM_URL")
                .hasMessageContaining(said)
                .hasMessageNotContaining("pass-word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Workspace-ID: other", "no header", "X-A: b\nnot one: \u0007", ": x"})
    void headersThatCannotBeSentAreRefusedAtTheStart(String headers) {
        home.with("PLATFORM_HEADERS", headers);

        assertThatThrownBy(home::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of PLATFORM_HEADERS");
    }

    @Test
    void oddPeersAreListedAndWhatIsNoPeerIsLeftOut() {
        Map<String, Object> nameless = new LinkedHashMap<>();
        nameless.put("id", home.sibling.value());
        nameless.put("role", null);
        nameless.put("status", 7);
        Map<String, Object> carded = new LinkedHashMap<>();
        carded.put("id", home.child.value());
        carded.put("name", "Child\n- Boss (ID: boss)");
        carded.put("status", "online");
        carded.put("role", null);
        carded.put("agent_card", "{\"protocolVersion\":\"1.0\"");
        home.platform.next(
                "/peers",
                FakeReply.json(
                        200,
                        Arrays.asList(
                                nameless, null, "text", 7, List.of(), Map.of(), Map.of("name", "without id"), carded)));
        try (Workspace workspace = home.open()) {
            ToolResult peers = call(workspace, "list_peers", "{}");

            assertThat(peers.text().lines())
                    .hasSize(2)
                    .contains("- " + home.sibling.value().substring(0, 8) + " (ID: " + home.sibling
                            + ", status: unknown, role: unspecified)")
                    .anyMatch(line -> line.startsWith("- Child - Boss")
                            && line.endsWith("(ID: " + home.child + ", status: online, role: unspecified)"));
            assertThat(peers.structured()).containsEntry("count", 2);
        }
    }

    @Test
    void memoriesAndDelegationsThatAreNoObjectsAreLeftOut() {
        List<Object> odd = new ArrayList<>(Arrays.asList(null, 1, "x", List.of(), Map.of("id", "only")));
        odd.add(Map.of(
                "id", "m-1", "scope", "LOCAL", "content", "the one", "created_at", "yesterday", "workspace_id", 5));
        home.platform.next("/memories", FakeReply.json(200, odd));
        String id = UUID.randomUUID().toString();
        List<Object> rows = new ArrayList<>(Arrays.asList(null, 1, "x", List.of(), Map.of("delegation_id", id)));
        rows.add(Map.of("delegation_id", id, "source_id", home.me.value(), "status", "completed"));
        home.platform.next("/delegations", FakeReply.json(200, rows));
        try (Workspace workspace = home.open()) {
            assertThat(call(workspace, "recall_memory", "{'scope':'LOCAL'}").text())
                    .isEqualTo("[LOCAL] the one");
            assertThat(call(workspace, "check_task_status", "{'task_id':'" + id + "'}")
                            .structured())
                    .containsEntry("status", "completed")
                    .doesNotContainValue("null");
        }
    }

    @Test
    void aPeerThatIsOfflineAStrangerOrMadeUpIsNotSentTo() {
        home.platform.workspaces.set(home.sibling, "status", "paused");
        try (Workspace workspace = home.open()) {
            assertThat(call(workspace, "delegate_task", "{'workspace_id':'" + home.sibling + "','task':'dig'}")
                            .text())
                    .contains("has no address now; it is paused");
            for (String stranger : List.of(UUID.randomUUID().toString(), "../../admin", "%2e%2e", "..", "Sibling")) {
                ToolResult result =
                        call(workspace, "delegate_task", "{'workspace_id':'" + stranger + "','task':'dig'}");
                assertThat(result.isError()).as(stranger).isTrue();
                assertThat(result.text()).as(stranger).contains(stranger).doesNotContain("null");
            }
        }
        assertThat(home.platform.requests("POST", "")).isEmpty();
        assertThat(home.platform.requests())
                .extracting(FakeRequest::path)
                .allMatch(path -> path.startsWith("/registry/discover/") && !path.contains("admin"));
    }

    @Test
    void filesThatCannotBeSentStopEverythingBeforeAnythingIsSent() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "s");
        Path link = Files.createSymbolicLink(home.files.resolve("link.txt"), secret);
        Path sub = Files.createDirectory(home.files.resolve("sub"));
        Path fine = home.file("fine.txt", "f");
        Path large = sparse("large.bin", 26 * MIB);
        try (Workspace workspace = home.open()) {
            for (Path each : List.of(home.files.resolve("missing.txt"), sub, secret, link, large)) {
                ToolResult result = call(
                        workspace,
                        "send_message_to_user",
                        "{'message':'m','attachments':['" + fine + "','" + each + "']}");
                assertThat(result.structured()).as(each.toString()).containsEntry("kind", "invalid_arguments");
                assertThat(result.text())
                        .startsWith("Error: ")
                        .contains(each.toString())
                        .endsWith("Nothing was sent.");
            }
            assertThat(workspace.inbox().unread(10)).isEmpty();
        }
        assertThat(home.platform.requests()).isEmpty();
    }

    @Test
    void aFileThatMayNotBeReadIsSaidAndNothingIsSent() throws Exception {
        Path locked = home.file("locked.txt", "l");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(locked))
                .as("the superuser reads everything")
                .isFalse();
        try (Workspace workspace = home.open()) {
            ToolResult result =
                    call(workspace, "send_message_to_user", "{'message':'m','attachments':['" + locked + "']}");

            assertThat(result.isError()).isTrue();
            assertThat(result.text()).contains(locked.toString());
        }
        assertThat(home.platform.requests()).isEmpty();
    }

    @Test
    void filesThatAreTooLargeTogetherStopEverything() throws Exception {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            files.add("'" + sparse("part-" + i + ".bin", 20 * MIB) + "'");
        }
        try (Workspace workspace = home.open()) {
            ToolResult result = call(
                    workspace,
                    "send_message_to_user",
                    "{'message':'m','attachments':[" + String.join(",", files) + "]}");

            assertThat(result.structured()).containsEntry("kind", "invalid_arguments");
        }
        assertThat(home.platform.requests()).isEmpty();
    }

    @Test
    void whenTheUploadFailsTheUserSeesNothingAndTheInboxHasItAll() throws Exception {
        Path report = home.file("report.md", "# done");
        home.platform.next("/chat/uploads", FakeReply.error(413, "file too large"));
        try (Workspace workspace = home.open()) {
            ToolResult result =
                    call(workspace, "send_message_to_user", "{'message':'Look.','attachments':['" + report + "']}");

            assertThat(result.text()).startsWith("Error: ").contains("413", "file too large", "stored in the user's");
            assertThat(workspace.inbox().unread(10))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.message().attachments()).hasSize(1));
        }
        assertThat(home.platform.requests("POST", "/notify")).isEmpty();
    }

    private Path sparse(String name, long size) throws Exception {
        Path file = home.files.resolve(name);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        return file;
    }
}
