package dev.toolspec4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolspec4j.backend.platform.PlatformAddress;
import dev.toolspec4j.backend.platform.PlatformClient;
import dev.toolspec4j.backend.platform.PlatformPeerDirectory;
import dev.toolspec4j.backend.platform.TokenStore;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.PeerDirectoryException.Reason;
import dev.toolspec4j.workspace.WorkspaceId;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PlatformPeerDirectoryTest {
    @TempDir
    private Path configs;

    private FakePlatform platform;
    private WorkspaceId boss;
    private WorkspaceId me;
    private WorkspaceId sibling;
    private WorkspaceId child;
    private PlatformClient client;
    private PlatformPeerDirectory directory;

    @BeforeEach
    void aTeamOnThePlatform() throws Exception {
        platform = new FakePlatform();
        boss = platform.workspaces.add("boss", "");
        me = platform.workspaces.add("me", boss.value());
        sibling = platform.workspaces.add("Sibling", boss.value());
        child = platform.workspaces.add("child", me.value());
        client = platform.client(me, configs);
        directory = new PlatformPeerDirectory(client);
    }

    @AfterEach
    void stop() {
        client.close();
        platform.close();
    }

    private PeerDirectoryException failure(Runnable call) {
        return catchThrowableOfType(PeerDirectoryException.class, call::run);
    }

    @Test
    void itDescribesTheWorkspaceItself() {
        platform.workspaces.set(me, "role", "research");

        assertThat(directory.self().id()).isEqualTo(me);
        assertThat(directory.self().name()).isEqualTo("me");
        assertThat(directory.self().role()).contains("research");
        assertThat(directory.self().tier()).contains(2);
        assertThat(directory.self().parentId()).contains(boss);
    }

    @Test
    void itListsParentSiblingsAndChildrenByName() {
        assertThat(directory.list()).extracting(Peer::name).containsExactly("boss", "child", "Sibling");
        assertThat(directory.hierarchy().children()).containsExactly(child);
        assertThat(directory.hierarchy().siblings()).containsExactly(sibling);
    }

    @Test
    void everyRequestCarriesTheTokenAndTheWorkspacesId() {
        directory.list();
        directory.self();

        assertThat(platform.requests()).allSatisfy(request -> {
            assertThat(request.bearer()).isEqualTo(platform.workspaces.tokenOf(me));
            assertThat(request.header("X-Workspace-ID")).isEqualTo(me.value());
        });
    }

    @Test
    void aPeerWithoutRoleOrNameIsShownAllTheSame() {
        platform.workspaces.set(sibling, "name", null);
        platform.workspaces.set(sibling, "status", null);

        Peer peer = directory.list().stream()
                .filter(each -> each.id().equals(sibling))
                .findFirst()
                .orElseThrow();

        assertThat(peer.name()).isEqualTo(sibling.value().substring(0, 8));
        assertThat(peer.status()).isEqualTo("unknown");
        assertThat(peer.role()).isEmpty();
    }

    @Test
    void anAgentCardMayBeTextAnObjectOrRubbish() {
        platform.workspaces.set(boss, "agent_card", "{\"protocolVersion\":\"1.0\"}");
        platform.workspaces.set(child, "agent_card", Map.of("protocolVersion", "0.3.0"));
        platform.workspaces.set(sibling, "agent_card", "no json at all");

        assertThat(directory.list())
                .extracting(Peer::protocol)
                .containsExactly(Optional.of("1.0"), Optional.of("0.3"), Optional.empty());
    }

    @Test
    void entriesThatAreNoPeersAreLeftOut() {
        platform.next(
                "/peers",
                FakeReply.raw(
                        200,
                        "application/json",
                        "[null,7,\"x\",[],{\"name\":\"no id\"},{\"id\":\"not an id\"},{\"id\":\"" + sibling
                                + "\",\"name\":\"ok\",\"url\":7}]"));

        assertThat(directory.list()).extracting(Peer::name).containsExactly("ok");
    }

    @Test
    void noPeersAreAnEmptyListAndNoError() throws Exception {
        WorkspaceId alone = platform.workspaces.add("alone", child.value());
        platform.workspaces.set(child, "status", "removed");
        try (PlatformClient other = platform.client(alone, configs.resolve("alone"))) {
            assertThat(new PlatformPeerDirectory(other).list()).isEmpty();
        }
    }

    @Test
    void aMissingTokenIsNeverReportedAsNoPeers() {
        try (PlatformClient other = platform.client(me, TokenStore.in(configs.resolve("empty")))) {
            PlatformPeerDirectory unknown = new PlatformPeerDirectory(other);

            PeerDirectoryException failure = failure(unknown::list);

            assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(failure).hasMessageContaining("there is no token in").hasMessageContaining("CONFIGS_DIR");
        }
    }

    @Test
    void aTokenThatWasRotatedIsReadAgainOnce() throws Exception {
        directory.list();
        String rotated = platform.workspaces.rotateToken(me);
        TokenStore.in(configs).save(rotated);

        assertThat(directory.list()).hasSize(3);
        assertThat(platform.requests()).hasSize(3);
        directory.list();
        assertThat(platform.requests()).hasSize(4);
    }

    @Test
    void aTokenThatIsNotValidAnyMoreIsSaidAndNotTriedTwice() {
        directory.list();
        platform.workspaces.rotateToken(me);

        PeerDirectoryException failure = failure(directory::list);

        assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(failure).hasMessageContaining("not valid any more");
        assertThat(platform.requests()).hasSize(2);
    }

    @Test
    void itFindsAPeerWithItsUrlAndTellsItWhoCalls() {
        platform.workspaces.serveAt(sibling, URI.create("http://peer.example:8000/a2a"));

        Peer peer = directory.find(sibling).orElseThrow();

        assertThat(peer.url()).contains(URI.create("http://peer.example:8000/a2a"));
        assertThat(peer.name()).isEqualTo("Sibling");
        assertThat(peer.headers()).containsExactly(Map.entry("X-Workspace-ID", me.value()));
    }

    @Test
    void aPeerThatIsNotOnlineIsFoundWithoutAUrl() {
        platform.workspaces.set(sibling, "status", "hibernated");
        directory.list();

        Peer peer = directory.find(sibling).orElseThrow();

        assertThat(peer.url()).isEmpty();
        assertThat(peer.status()).isEqualTo("hibernated");
        assertThat(peer.name()).isEqualTo("Sibling");
    }

    @Test
    void aNameThatDiscoveryLeavesOutIsTheListedOneElseTheIdsBeginning() {
        FakeReply nameless = FakeReply.json(200, Map.of("id", sibling.value(), "url", "http://peer.example"));
        platform.next("/" + sibling, nameless);
        assertThat(directory.find(sibling).orElseThrow().name())
                .isEqualTo(sibling.value().substring(0, 8));

        directory.list();
        platform.next("/" + sibling, nameless);
        assertThat(directory.find(sibling).orElseThrow().name()).isEqualTo("Sibling");
    }

    @ParameterizedTest
    @CsvSource({"ftp://peer.example/x", "javascript:alert(1)", "'not a url'", "http:///nowhere", "''"})
    void aUrlThatNobodyShouldPostToCountsAsNone(String url) {
        platform.workspaces.set(sibling, "url", url);

        assertThat(directory.find(sibling).orElseThrow().url()).isEmpty();
    }

    @Test
    void aWorkspaceOutsideTheHierarchyIsForbiddenAndSaysSo() {
        WorkspaceId stranger = platform.workspaces.add("stranger", sibling.value());

        PeerDirectoryException failure = failure(() -> directory.find(stranger));

        assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(failure).hasMessageContaining("403").hasMessageContaining(stranger.value());
    }

    @Test
    void anUnknownStatusLookupIsNoPeer() {
        platform.next("/" + sibling, FakeReply.error(404, "not found"));

        assertThat(directory.find(sibling)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({".", ".."})
    void anIdThatWouldClimbOutOfThePathIsNobody(String id) {
        assertThat(directory.find(new WorkspaceId(id))).isEmpty();
        assertThat(platform.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"invalid token\"}                        | UNAUTHENTICATED | invalid token",
                "402 | {\"error\":\"monthly budget used up\"}               | FORBIDDEN       | budget",
                "403 | {\"error\":\"no\"}                                   | FORBIDDEN       | may not",
                "404 | ''                                                   | FORBIDDEN       | X-Molecule-Org-Id",
                "404 | {\"error\":\"workspace not found\"}                  | INVALID         | not found",
                "429 | {\"error\":\"slow down\",\"retry_after\":7}          | UNAVAILABLE     | in 7 s",
                "500 | {\"error\":{\"code\":-32603,\"message\":\"broke\"}}  | UNAVAILABLE     | broke (code -32603)",
                "503 | {\"error\":\"db\",\"code\":\"platform_unavailable\"} | UNAVAILABLE     | cannot be used now",
                "200 | <html>Log in</html>                                  | INVALID         | page of HTML",
                "502 | <html>Bad gateway</html>                             | UNAVAILABLE     | 502",
                "200 | {\"peers\":[]}                                       | INVALID         | not the expected JSON",
                "200 | ''                                                   | INVALID         | not the expected JSON",
                "302 | ''                                                   | INVALID         | redirects",
            })
    void everyStatusReadsDifferently(int status, String body, Reason reason, String said) {
        platform.next("/peers", FakeReply.raw(status, "text/plain", body).with("Location", "http://evil.example/"));

        PeerDirectoryException failure = failure(directory::list);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining(said).hasMessageContaining("list the peers");
        assertThat(failure.getMessage()).doesNotContain("null", platform.workspaces.tokenOf(me), "<html>");
    }

    @Test
    void aRetryAfterOfZeroMakesNobodySendAgain() {
        platform.next("/peers", FakeReply.error(503, "busy").with("Retry-After", "0"));

        assertThat(failure(directory::list).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void aPlatformThatIsDownIsSaidToBe() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (PlatformClient nobody = PlatformClient.open(
                PlatformAddress.parse("http://127.0.0.1:" + free), me, TokenStore.in(configs), Map.of())) {
            PeerDirectoryException failure = failure(() -> new PlatformPeerDirectory(nobody).list());

            assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("PLATFORM_URL");
        }
    }

    @Test
    void aCallerWhoGivesUpDoesNotWaitForASlowPlatform() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        platform.next("/peers", FakeReply.json(200, List.of()).after(never));
        Thread.currentThread().interrupt();

        PeerDirectoryException failure = failure(directory::list);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
        never.countDown();
    }

    @Test
    void theTenantGuardIsPassedWithAConfiguredHeader() {
        platform.demandOrganisation("org-1");
        try (PlatformClient tenant = PlatformClient.open(
                client.address(), me, TokenStore.in(configs), Map.of("X-Molecule-Org-Id", "org-1"))) {
            assertThat(new PlatformPeerDirectory(tenant).list()).hasSize(3);
        }
        assertThatThrownBy(directory::list).hasMessageContaining("PLATFORM_HEADERS");
    }

    @Test
    void thePlatformMayStandBehindAPathAndASlash() {
        platform.next("/registry/" + me + "/peers", FakeReply.json(200, List.of()));
        try (PlatformClient prefixed = PlatformClient.open(
                PlatformAddress.parse(platform.url() + "/molecule//"), me, TokenStore.in(configs), Map.of())) {
            assertThat(new PlatformPeerDirectory(prefixed).list()).isEmpty();
        }
        assertThat(platform.requests().get(0).path()).isEqualTo("/molecule/registry/" + me + "/peers");
    }
}
