package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link PeerDirectory} promises, ours and yours. Extend it in a test of the directory. */
@DisplayName("Peer directory contract")
public abstract class PeerDirectoryContract {
    /** Belongs to nobody. */
    protected static final WorkspaceId LEAD = new WorkspaceId("lead");

    /** Belongs to {@link #LEAD}; the one that asks. */
    protected static final WorkspaceId ME = new WorkspaceId("me");

    /** Belongs to {@link #LEAD}, and is called {@code anna}. */
    protected static final WorkspaceId SIBLING = new WorkspaceId("b-sibling");

    /** Belongs to {@link #LEAD}, is called {@code Anna}, and cannot be reached. */
    protected static final WorkspaceId AWAY = new WorkspaceId("a-sibling");

    /** Belongs to {@link #ME}. */
    protected static final WorkspaceId CHILD = new WorkspaceId("child");

    /** Belongs to {@link #SIBLING}. */
    protected static final WorkspaceId NEPHEW = new WorkspaceId("nephew");

    private static final URI URL = URI.create("http://127.0.0.1:9001/a2a");

    /** For subclasses. */
    protected PeerDirectoryContract() {}

    /** Returns a world without workspaces. Called once in each test. */
    protected abstract PeerWorld emptyWorld();

    /** Returns a world with the workspaces above in their places. */
    protected final PeerWorld family() {
        PeerWorld world = emptyWorld();
        world.place(LEAD, "Lead", Optional.empty(), Optional.of(URL));
        world.place(ME, "Me", Optional.of(LEAD), Optional.of(URL));
        world.place(SIBLING, "anna", Optional.of(LEAD), Optional.of(URL));
        world.place(AWAY, "Anna", Optional.of(LEAD), Optional.empty());
        world.place(CHILD, "Child", Optional.of(ME), Optional.of(URL));
        world.place(NEPHEW, "Nephew", Optional.of(SIBLING), Optional.of(URL));
        return world;
    }

    @Test
    void describesItself() {
        PeerWorld world = family();

        assertThat(world.directoryOf(ME).self()).satisfies(self -> {
            assertThat(self.id()).isEqualTo(ME);
            assertThat(self.name()).isEqualTo("Me");
            assertThat(self.parentId()).contains(LEAD);
        });
        assertThat(world.directoryOf(LEAD).self().parentId()).isEmpty();
    }

    @Test
    void listsParentSiblingsAndChildrenByNameThenIdAndNobodyElse() {
        PeerDirectory directory = family().directoryOf(ME);

        assertThat(directory.list()).extracting(Peer::id).containsExactly(AWAY, SIBLING, CHILD, LEAD);
    }

    @Test
    void tellsOfEachWhoItBelongsTo() {
        PeerDirectory directory = family().directoryOf(ME);

        assertThat(directory.list())
                .extracting(Peer::parentId)
                .containsExactly(Optional.of(LEAD), Optional.of(LEAD), Optional.of(ME), Optional.empty());
        assertThat(directory.hierarchy().parent()).contains(LEAD);
    }

    @Test
    void findsWhomItListsWithTheAddress() {
        PeerDirectory directory = family().directoryOf(ME);

        assertThat(directory.find(SIBLING)).hasValueSatisfying(peer -> {
            assertThat(peer.id()).isEqualTo(SIBLING);
            assertThat(peer.name()).isEqualTo("anna");
            assertThat(peer.url()).contains(URL);
        });
        for (Peer listed : directory.list()) {
            assertThat(directory.find(listed.id())).isPresent();
        }
    }

    @Test
    void knowsAPeerThatCannotBeReachedNowWithoutAnAddress() {
        PeerDirectory directory = family().directoryOf(ME);

        assertThat(directory.find(AWAY)).hasValueSatisfying(peer -> {
            assertThat(peer.url()).isEmpty();
            assertThat(peer.status()).isEqualTo("offline");
        });
    }

    @Test
    protected void findsNobodyUnderAnUnknownId() {
        PeerDirectory directory = family().directoryOf(ME);

        assertThat(directory.find(new WorkspaceId("nobody"))).isEmpty();
    }

    @Test
    void aDirectoryThatCannotAnswerSaysSoAndIsNeverEmpty() {
        PeerWorld world = family();
        PeerDirectory directory = world.directoryOf(ME);
        world.breakDown();

        for (ThrowingCallable question :
                List.<ThrowingCallable>of(directory::list, directory::self, () -> directory.find(SIBLING))) {
            assertThatExceptionOfType(PeerDirectoryException.class)
                    .isThrownBy(question)
                    .satisfies(e -> {
                        assertThat(e.reason()).isEqualTo(PeerDirectoryException.Reason.UNAVAILABLE);
                        assertThat(e.getMessage()).isNotBlank();
                    });
        }
    }
}
