package dev.toolspec4j.it.platform;

import static dev.toolspec4j.it.platform.PlatformHome.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.tool.ToolResult;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model reads from each tool when the platform, or what stands before it, does not do as it should. */
@Timeout(120)
class PlatformTroubleTest {
    private static final Map<String, String> CALLS = Map.of(
            "list_peers", "{}",
            "get_workspace_info", "{}",
            "send_message_to_user", "{'message':'Hello.'}",
            "commit_memory", "{'content':'The sky is blue.'}",
            "recall_memory", "{'query':'sky'}",
            "delegate_task", "{'workspace_id':'SIBLING','task':'dig'}",
            "delegate_task_async", "{'workspace_id':'SIBLING','task':'dig'}",
            "check_task_status", "{'task_id':'" + new UUID(7, 7) + "'}");

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

    static List<Arguments> troubles() {
        Map<String, Trouble> troubles = Map.ofEntries(
                Map.entry(
                        "too many requests",
                        trouble(
                                FakeReply.json(429, Map.of("error", "slow down", "retry_after", 7))
                                        .with("Retry-After", "7"),
                                "429",
                                "slow down",
                                "try again in 7 s")),
                Map.entry(
                        "busy",
                        trouble(
                                FakeReply.json(503, Map.of("error", "busy now", "busy", true, "retry_after", 30))
                                        .with("Retry-After", "30"),
                                "503",
                                "busy",
                                "try again in 30 s")),
                Map.entry(
                        "restarting",
                        trouble(FakeReply.json(503, Map.of("error", "gone", "restarting", true)), "503", "restarts")),
                Map.entry(
                        "waking",
                        trouble(
                                FakeReply.json(503, Map.of("error", "asleep", "waking", true, "retry_after", 15))
                                        .with("Retry-After", "15"),
                                "503",
                                "wakes up",
                                "try again in 15 s")),
                Map.entry(
                        "no database",
                        trouble(
                                FakeReply.json(503, Map.of("error", "no database", "code", "platform_unavailable")),
                                "503",
                                "no database",
                                "try again later")),
                Map.entry("a string as error", trouble(FakeReply.error(500, "disk on fire"), "500", "disk on fire")),
                Map.entry(
                        "an object as error",
                        trouble(
                                FakeReply.json(500, Map.of("error", Map.of("code", -32603, "message", "disk on fire"))),
                                "500",
                                "disk on fire (code -32603)")),
                Map.entry("refused", trouble(FakeReply.error(403, "not your team"), "403", "not your team")),
                Map.entry(
                        "a page of a proxy",
                        trouble(
                                FakeReply.raw(200, "text/html", "<html><b>Sign in</b></html>"),
                                "a page of HTML",
                                "PLATFORM_URL")),
                Map.entry(
                        "a broken proxy",
                        trouble(
                                FakeReply.raw(502, "text/html", "<html>Bad Gateway</html>"),
                                "502",
                                "cannot be used now")),
                Map.entry("another organisation", trouble(FakeReply.empty(404), "404", "X-Molecule-Org-Id")),
                Map.entry("nothing", trouble(FakeReply.empty(200), "200", "not the expected JSON")));
        List<Arguments> all = new ArrayList<>();
        troubles.forEach((name, trouble) -> CALLS.keySet().forEach(tool -> all.add(Arguments.of(tool, name, trouble))));
        return all;
    }

    private static Trouble trouble(FakeReply reply, String... said) {
        return new Trouble(reply, List.of(said));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("troubles")
    void everyToolSaysWhatIsWrongAndNeverPretends(String tool, String name, Trouble trouble) {
        try (Workspace workspace = home.open()) {
            home.platform.always(trouble.reply);

            ToolResult result = use(workspace, tool);

            if (tool.equals("send_message_to_user") && trouble.reply.status() == 200) {
                // Any 200 means shown; the platform's chat has no more to say.
                assertThat(result.text()).isEqualTo("Message sent to user");
                return;
            }
            assertHonest(tool, result);
            assertThat(result.text()).contains(trouble.said);
            int requests =
                    tool.equals("delegate_task") ? 1 : home.platform.requests().size();
            assertThat(requests).as("nothing is asked twice").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aPlatformThatIsDownIsSaidToBe(String tool) {
        try (Workspace workspace = home.open()) {
            home.platform.close();

            ToolResult result = use(workspace, tool);

            assertHonest(tool, result);
            assertThat(result.text()).contains("could not be asked to", "check PLATFORM_URL and that it is up");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aPlatformThatIsTooSlowIsSaidToBe(String tool) {
        OkHttpClient slow = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw new InterruptedIOException("timeout");
                })
                .build();
        WorkspaceSettings settings = WorkspaceSettings.fromEnvironment(home.environment()).toBuilder()
                .httpClient(slow)
                .build();
        try (Workspace workspace = Workspace.open(settings)) {
            ToolResult result = use(workspace, tool);

            assertHonest(tool, result);
            assertThat(result.text()).containsPattern("no answer within (10|60) s");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aCallerWhoGivesUpIsFreeAtOnce(String tool) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        home.platform.always(FakeReply.json(200, List.of()).after(never));
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService agent = Executors.newSingleThreadExecutor();
        try (Workspace workspace = home.open()) {
            home.platform.whenAsked(asked::countDown);
            Future<ToolResult> call = agent.submit(() -> use(workspace, tool));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            agent.shutdownNow();

            assertHonest(tool, call.get(60, TimeUnit.SECONDS));
        } finally {
            never.countDown();
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aMissingTokenIsSaidWithTheFileWhereItBelongs(String tool) throws Exception {
        Files.delete(home.tokenFile());
        try (Workspace workspace = home.open()) {
            ToolResult result = use(workspace, tool);
            if (isOpenToAll(tool, result)) {
                return;
            }
            assertHonest(tool, result);
            assertThat(result.text()).contains("401", "there is no token in " + home.tokenFile(), "CONFIGS_DIR");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aWrongTokenIsSaidAndNotShown(String tool) throws Exception {
        home.writeToken("wrong-token-of-mine");
        try (Workspace workspace = home.open()) {
            ToolResult result = use(workspace, tool);
            if (isOpenToAll(tool, result)) {
                return;
            }
            assertHonest(tool, result);
            assertThat(result.text())
                    .contains("401", "the token in " + home.tokenFile() + " is not valid any more")
                    .doesNotContain("wrong-token-of-mine");
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aTokenThatIsRotatedMeanwhileIsReadAgain(String tool) throws Exception {
        throughThePlatform();
        try (Workspace workspace = home.open()) {
            assertThat(call(workspace, "list_peers", "{}").isError()).isFalse();
            home.writeToken(home.platform.workspaces.rotateToken(home.me));

            ToolResult result = use(workspace, tool);

            if (tool.equals("check_task_status")) {
                assertThat(result.structured()).containsEntry("kind", "not_found");
            } else {
                assertThat(result.isError()).as(result.text()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aRedirectIsNotFollowedAndTheTokenGoesNowhereElse(String tool) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        elsewhere.start();
        try (Workspace workspace = home.open()) {
            home.platform.always(FakeReply.empty(302)
                    .with(
                            "Location",
                            "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/"));

            ToolResult result = use(workspace, tool);

            assertHonest(tool, result);
            assertThat(result.text()).contains("302", "not followed", "PLATFORM_URL");
            assertThat(asked).hasValue(0);
        } finally {
            elsewhere.stop(0);
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aClosedWorkspaceSaysThatItWasClosed(String tool) {
        Workspace workspace = home.open();
        workspace.close();

        ToolResult result = use(workspace, tool);

        assertThat(result.structured()).containsEntry("kind", "unavailable");
        assertThat(result.text()).contains("this workspace", "closed", "open it");
        assertThat(home.platform.requests()).isEmpty();
    }

    static List<String> tools() {
        return CALLS.keySet().stream().sorted().toList();
    }

    private ToolResult use(Workspace workspace, String tool) {
        return call(workspace, tool, CALLS.get(tool).replace("SIBLING", home.sibling.value()));
    }

    /** The platform describes a workspace to everybody. */
    private static boolean isOpenToAll(String tool, ToolResult result) {
        return tool.equals("get_workspace_info") && !result.isError();
    }

    private static void assertHonest(String tool, ToolResult result) {
        assertThat(result.isError()).as("%s: %s", tool, result.text()).isTrue();
        assertThat(result.text()).startsWith("Error: ").doesNotContain("null", "None", "later; try", ";.", "..");
        assertThat(result.structured()).containsEntry("success", false).containsKey("kind");
        assertThat(result.structured().get("kind")).isNotEqualTo("tool_broke");
        if (tool.equals("send_message_to_user") && !result.structured().containsValue("cancelled")) {
            assertThat(result.text()).contains("stored in the user's inbox");
        }
    }

    private void throughThePlatform() {
        home.platform.workspaces.serveAt(
                home.sibling, home.platform.url().resolve("/workspaces/" + home.sibling + "/a2a"));
        home.platform.delegations.whenDelegated(id -> home.platform.delegations.complete(id, "done"));
    }

    record Trouble(FakeReply reply, List<String> said) {}
}
