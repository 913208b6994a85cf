package dev.toolspec4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.toolspec4j.backend.platform.PlatformClient;
import dev.toolspec4j.backend.platform.PlatformMemoryStore;
import dev.toolspec4j.backend.platform.PlatformPeerDirectory;
import dev.toolspec4j.backend.platform.PlatformUserChannel;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryScope;
import dev.toolspec4j.memory.MemoryStore;
import dev.toolspec4j.memory.MemoryStore.Draft;
import dev.toolspec4j.memory.MemoryStore.Page;
import dev.toolspec4j.memory.MemoryStoreException;
import dev.toolspec4j.message.UserChannel;
import dev.toolspec4j.testkit.MemoryStoreContract;
import dev.toolspec4j.testkit.MemoryWorld;
import dev.toolspec4j.testkit.PeerDirectoryContract;
import dev.toolspec4j.testkit.PeerWorld;
import dev.toolspec4j.testkit.UserChannelContract;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ports' contracts on the platform. Where it cannot keep one, the promise is overridden here with what it does
 * instead, and why; so the tests named {@code deviation…} and the overrides are the whole list of its deviations.
 */
@Timeout(120)
class PlatformContractsTest {
    @TempDir
    Path folder;

    private final List<PlatformClient> clients = new ArrayList<>();
    private FakePlatform platform;

    @BeforeEach
    void aPlatform() throws Exception {
        platform = new FakePlatform();
    }

    @AfterEach
    void stop() {
        clients.forEach(PlatformClient::close);
        platform.close();
    }

    private PlatformClient client(WorkspaceId workspace) {
        try {
            PlatformClient client = platform.client(workspace, folder.resolve(workspace.value()));
            clients.add(client);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who sees what, and that what was committed comes back, holds as everywhere. */
    @Nested
    class Memories extends MemoryStoreContract {
        @Override
        protected MemoryWorld emptyWorld() {
            return new MemoryWorld() {
                @Override
                public void place(WorkspaceId workspace, Optional<WorkspaceId> parent) {
                    platform.workspaces.place(workspace, workspace.value(), parent);
                }

                @Override
                public MemoryStore storeOf(WorkspaceId workspace) {
                    return new PlatformMemoryStore(client(workspace));
                }
            };
        }

        /** The platform makes a row of each commit, and there is no key by which it would know a retry. */
        @Test
        void deviationARetryMakesASecondRow() {
            MemoryStore store = world().storeOf(LEAD);

            assertThat(commit(store, MemoryScope.LOCAL, "a fact").duplicate()).isFalse();
            assertThat(commit(store, MemoryScope.LOCAL, "a fact").duplicate()).isFalse();
            assertThat(store.list(Page.newest(10))).hasSize(2);
            assertThat(recalled(store, "fact")).as("shown once all the same").containsExactly("a fact");
        }

        /** Its search wants every word; the embedded store ranks by any. */
        @Test
        void deviationAllWordsOfAQueryMustMatch() {
            MemoryStore store = world().storeOf(LEAD);
            commit(store, MemoryScope.LOCAL, "the build needs Java");

            assertThat(recalled(store, "java build")).hasSize(1);
            assertThat(recalled(store, "java kotlin")).isEmpty();
        }

        /** Its TEAM of a workspace with a parent is that parent's family, so own children are no part of it. */
        @Test
        void deviationALeadInTheMiddleDoesNotSeeItsChildrensTeamMemories() {
            MemoryWorld world = world();
            commit(world.storeOf(CHILD), MemoryScope.TEAM, "a report of the child");

            assertThat(recalled(world.storeOf(LEAD), "report")).isEmpty();
            assertThat(recalled(world.storeOf(CHILD), "report")).hasSize(1);
        }

        /** It gives at most 50 rows and has no next page. */
        @Test
        void deviationTheListEndsAfterFiftyRows() {
            MemoryStore store = world().storeOf(LEAD);
            for (int i = 0; i < 51; i++) {
                commit(store, MemoryScope.LOCAL, "fact " + i);
            }

            List<Memory> page = store.list(Page.newest(100));
            assertThat(page).hasSize(50);
            assertThat(store.list(Page.newest(100).following(page.get(49)))).isEmpty();
        }

        /** It has no field for the time of creation, and nothing that deletes by age: both are said, not ignored. */
        @Test
        void deviationTimesCannotBeGivenAndNothingEndsByAge() {
            MemoryStore store = world().storeOf(LEAD);

            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> store.commit(new Draft("old", MemoryScope.LOCAL, Optional.of(Instant.EPOCH))))
                    .matches(e -> e.reason() == MemoryStoreException.Reason.INVALID);
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> store.forgetBefore(Instant.EPOCH))
                    .matches(e -> e.reason() == MemoryStoreException.Reason.INVALID);
        }

        /** Its own redaction takes long runs for secrets, hashes among them. */
        @Test
        void deviationLongHashesAreRedacted() {
            MemoryStore store = world().storeOf(LEAD);
            commit(store, MemoryScope.LOCAL, "commit 0123456789abcdef0123456789abcdef01234567 broke it");

            assertThat(recalled(store, "broke")).containsExactly("commit [REDACTED:BASE64_BLOB] broke it");
        }
    }

    @Nested
    class Peers extends PeerDirectoryContract {
        @Override
        protected PeerWorld emptyWorld() {
            return new PeerWorld() {
                @Override
                public void place(WorkspaceId id, String name, Optional<WorkspaceId> parent, Optional<URI> url) {
                    platform.workspaces.place(id, name, parent);
                    url.ifPresentOrElse(
                            at -> platform.workspaces.serveAt(id, at),
                            () -> platform.workspaces.set(id, "status", "offline"));
                }

                @Override
                public PeerDirectory directoryOf(WorkspaceId workspace) {
                    return new PlatformPeerDirectory(client(workspace));
                }

                @Override
                public void breakDown() {
                    platform.always(FakeReply.error(500, "out of order"));
                }
            };
        }

        /** Deviation: it answers 403 to an id that it does not know, and that may be a peer which we may not reach. */
        @Test
        @Override
        protected void findsNobodyUnderAnUnknownId() {
            PeerDirectory directory = family().directoryOf(ME);

            assertThatExceptionOfType(PeerDirectoryException.class)
                    .isThrownBy(() -> directory.find(new WorkspaceId("nobody")))
                    .matches(e -> e.reason() == PeerDirectoryException.Reason.FORBIDDEN)
                    .withMessageContaining("there is no such workspace");
        }

        /** It lets all of a line of ancestors and descendants speak with each other, and lists the nearest only. */
        @Test
        void deviationFindReachesFartherThanTheList() {
            PeerDirectory lead = family().directoryOf(LEAD);

            assertThat(lead.list()).extracting(peer -> peer.id()).doesNotContain(NEPHEW);
            assertThat(lead.find(NEPHEW)).isPresent();
        }
    }

    @Nested
    class UserMessages extends UserChannelContract {
        private WorkspaceId me;

        @BeforeEach
        void aWorkspace() {
            me = platform.workspaces.add("me", "");
        }

        @Override
        protected UserChannel channel() {
            return new PlatformUserChannel(client(me));
        }

        @Override
        protected List<Shown> shown() {
            return platform.messages.shown().stream()
                    .map(message -> new Shown(
                            String.valueOf(message.get("message")),
                            ((List<?>) message.getOrDefault("attachments", List.of()))
                                    .stream()
                                            .map(file -> String.valueOf(((Map<?, ?>) file).get("name")))
                                            .toList()))
                    .toList();
        }

        @Override
        protected void breakDown() {
            platform.always(FakeReply.error(503, "out of order"));
        }
    }
}
