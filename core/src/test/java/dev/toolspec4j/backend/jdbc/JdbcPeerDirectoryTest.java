package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.WorkspaceId;
import dev.toolspec4j.workspace.WorkspaceInfo;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdbcPeerDirectoryTest {
    private static final URI URL = URI.create("http://127.0.0.1:9001/a2a");

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:sqlite:" + folder.resolve("workspace.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void describesItselfByItsSettingsEachTimeItOpens() {
        workspace("lead", Optional.empty());
        WorkspaceInfo renamed = new WorkspaceInfo(
                id("lead"), "The lead", Optional.of("plans"), Optional.empty(), "online", Optional.of(id("boss")));

        assertThat(JdbcPeerDirectory.of(database, renamed).self()).isEqualTo(renamed);
    }

    @Test
    void listsParentSiblingsAndChildrenByNameIgnoringCaseThenId() {
        JdbcPeerDirectory lead = workspace("lead", Optional.of("boss"));
        workspace("boss", Optional.empty());
        lead.add(peer("z-sibling", "Anna", Optional.of("boss")));
        lead.add(peer("a-sibling", "anna", Optional.of("boss")));
        workspace("child", Optional.of("lead"));
        workspace("nephew", Optional.of("z-sibling"));
        workspace("stranger", Optional.of("elsewhere"));
        workspace("root", Optional.empty());

        assertThat(lead.list())
                .extracting(peer -> peer.id().value())
                .containsExactly("a-sibling", "z-sibling", "boss", "child");
        assertThat(lead.find(id("nephew"))).isEmpty();
        assertThat(lead.find(id("lead"))).isEmpty();
    }

    @Test
    void peersAddedToARootAreListedAndReachableButShareNoTeam() {
        JdbcPeerDirectory root = workspace("root", Optional.empty());
        root.add(peer("helper", "Helper", Optional.empty()));
        root.add(peer("child", "Child", Optional.of("root")));

        assertThat(root.list()).extracting(Peer::name).containsExactly("Child", "Helper");
        assertThat(root.find(id("helper")).flatMap(Peer::url)).contains(URL);
        assertThat(root.hierarchy().team()).containsExactlyInAnyOrder(id("root"), id("child"));
    }

    @Test
    void aPeerAddedByHandIsListedWhateverItsParentAndOnlyForWhoAddedIt() {
        JdbcPeerDirectory lead = workspace("lead", Optional.of("boss"));
        JdbcPeerDirectory sibling = workspace("sibling", Optional.of("boss"));
        lead.add(peer("far", "Far", Optional.of("elsewhere")));

        assertThat(lead.find(id("far"))).isPresent();
        assertThat(sibling.find(id("far"))).isEmpty();
    }

    @Test
    void keepsEveryDetailOfAPeerAndReplacesItByTheSameId() {
        JdbcPeerDirectory lead = workspace("lead", Optional.empty());
        lead.add(peer("helper", "Old", Optional.empty()));
        Peer peer = new Peer(
                id("helper"),
                "Zoë \"the\" helper",
                "online",
                Optional.of("checks; DROP TABLE workspaces"),
                Optional.of(id("lead")),
                Optional.of(URL),
                Optional.of("1.0"),
                Map.of("Authorization", "Bearer secret"));
        lead.add(peer);

        assertThat(lead.list()).containsExactly(peer);
    }

    @Test
    void credentialsForAPeerAreUsedByNobodyElse() {
        JdbcPeerDirectory lead = workspace("lead", Optional.empty());
        JdbcPeerDirectory other = workspace("other", Optional.empty());
        lead.add(new Peer(
                id("helper"),
                "Helper",
                "online",
                Optional.empty(),
                Optional.empty(),
                Optional.of(URL),
                Optional.of("0.3"),
                Map.of("X-Key", "secret")));

        Peer seen = other.find(id("helper")).orElseThrow();
        assertThat(seen.headers()).isEmpty();
        assertThat(seen.protocol()).isEmpty();
    }

    @Test
    void aWorkspaceThatDoesNotServeIsOffline() {
        JdbcPeerDirectory lead = workspace("lead", Optional.empty());
        JdbcPeerDirectory other = workspace("other", Optional.empty());
        assertThat(lead.list()).extracting(Peer::status).containsExactly("offline");

        other.announce(URL);
        assertThat(lead.find(id("other")).orElseThrow())
                .extracting(Peer::status, Peer::url)
                .containsExactly("online", Optional.of(URL));
        workspace("other", Optional.empty());
        assertThat(lead.find(id("other")).flatMap(Peer::url)).contains(URL);

        other.withdraw();
        assertThat(lead.list()).extracting(Peer::status).containsExactly("offline");
    }

    @Test
    void removesAPeerAndTellsWhetherThereWasOne() {
        JdbcPeerDirectory lead = workspace("lead", Optional.of("boss"));
        lead.add(peer("helper", "Helper", Optional.of("boss")));
        workspace("stranger", Optional.of("elsewhere"));

        assertThat(lead.remove(id("helper"))).isTrue();
        assertThat(lead.remove(id("helper"))).isFalse();
        assertThat(lead.remove(id("stranger"))).isFalse();
        assertThat(lead.remove(id("lead"))).isFalse();
        assertThat(lead.list()).isEmpty();
    }

    @Test
    void knowsItselfAfterAnotherWorkspaceRemovedItsRow() {
        JdbcPeerDirectory lead = workspace("lead", Optional.empty());
        JdbcPeerDirectory other = workspace("other", Optional.empty());
        assertThat(other.remove(id("lead"))).isTrue();

        assertThat(lead.self().name()).isEqualTo("lead");
        lead.announce(URL);
        assertThat(other.find(id("lead")).flatMap(Peer::url)).contains(URL);
    }

    @Test
    void refusesItselfAsAPeerAndAParentOfItself() {
        JdbcPeerDirectory lead = workspace("lead", Optional.empty());

        assertThatThrownBy(() -> lead.add(peer("lead", "Me", Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'lead' is this workspace itself");
        assertThatThrownBy(() -> lead.add(peer("x", "X", Optional.of("x")))).hasMessageContaining("its own parent");
        assertThatThrownBy(() -> workspace("self", Optional.of("self"))).hasMessageContaining("its own parent");
    }

    @Test
    void saysThatItCannotAnswerRatherThanThatThereAreNoPeers() {
        JdbcPeerDirectory lead = workspace("lead", Optional.empty());
        database.write(connection -> Sql.update(connection, "DROP TABLE workspaces"));

        assertThatThrownBy(lead::list)
                .isInstanceOfSatisfying(
                        PeerDirectoryException.class,
                        e -> assertThat(e.reason()).isEqualTo(PeerDirectoryException.Reason.UNAVAILABLE))
                .hasMessageContaining("workspace.db")
                .hasRootCauseInstanceOf(java.sql.SQLException.class);
    }

    private JdbcPeerDirectory workspace(String id, Optional<String> parent) {
        return JdbcPeerDirectory.of(
                database,
                new WorkspaceInfo(
                        id(id), id, Optional.empty(), Optional.empty(), "online", parent.map(WorkspaceId::new)));
    }

    private static Peer peer(String id, String name, Optional<String> parent) {
        return new Peer(
                id(id),
                name,
                "online",
                Optional.empty(),
                parent.map(WorkspaceId::new),
                Optional.of(URL),
                Optional.empty(),
                Map.of());
    }

    private static WorkspaceId id(String value) {
        return new WorkspaceId(value);
    }
}
