package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.delegation.Delegation.Addressee;
import dev.toolspec4j.delegation.Delegation.Exchange;
import dev.toolspec4j.delegation.Delegation.Ledger;
import dev.toolspec4j.delegation.Delegation.Message;
import dev.toolspec4j.delegation.Delegation.Origin;
import dev.toolspec4j.delegation.Delegation.Outcome;
import dev.toolspec4j.delegation.Delegation.Times;
import dev.toolspec4j.delegation.DelegationPath;
import dev.toolspec4j.delegation.DelegationQuery;
import dev.toolspec4j.delegation.DelegationStatus;
import dev.toolspec4j.delegation.DelegationStore;
import dev.toolspec4j.delegation.DelegationStore.Lease;
import dev.toolspec4j.delegation.FailureReason;
import dev.toolspec4j.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a {@link DelegationStore} promises. A test of an implementation extends this and says how to open one. */
public abstract class DelegationStoreContract {
    private static final WorkspaceId SELF = new WorkspaceId("contract-" + UUID.randomUUID());
    private static final WorkspaceId PEER = new WorkspaceId("peer");
    private static final Lease MINE = new Lease("driver-a", Duration.ofMinutes(5));
    private static final Lease THEIRS = new Lease("driver-b", Duration.ofMinutes(5));
    private static final Lease OVER_AT_ONCE = new Lease("driver-a", Duration.ofMillis(-1));
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final int NO_LIMIT = 1_000_000;

    private final WorkspaceId workspace = new WorkspaceId("w-" + UUID.randomUUID());

    /** Makes a contract test. */
    protected DelegationStoreContract() {}

    /** Returns the store under test; several in one test work on the same medium. */
    protected abstract DelegationStore store();

    /** Nothing that was stored is lost on the way back. */
    @Test
    protected void givesBackEveryPartOfWhatItStored() {
        Delegation stored = insert(store(), draft("do it, \"quickly\" \u00e9\uD83D\uDE00\n"));

        assertThat(store().find(stored.taskId())).contains(stored);
        assertThat(stored.ledger().driver()).contains(MINE.driver());

        Exchange exchange = new Exchange(
                Optional.of("remote"),
                Optional.of("context"),
                Optional.of(new Message(UUID.randomUUID(), "the answer")),
                Optional.of(NOW.plusSeconds(1)),
                2);
        Delegation asked =
                stored.with(exchange).with(Outcome.asked("which one?")).changedAt(NOW.plusSeconds(2));
        Delegation asking = store().update(asked, MINE).orElseThrow();
        assertThat(store().find(stored.taskId())).contains(asking);

        Delegation ended = store().update(
                        asking.with(Outcome.failed(FailureReason.PEER_ERROR, "boom"))
                                .with(asking.ledger().told()),
                        MINE)
                .orElseThrow();
        assertThat(store().find(stored.taskId())).contains(ended);
        assertThat(ended.ledger().driver()).isEmpty();
        assertThat(ended.ledger().fence()).isEqualTo(stored.ledger().fence() + 2);
    }

    /** A stranger's characters that no database can hold do not keep an end from being stored. */
    @Test
    protected void storesWhateverCharactersAPeerSends() {
        String odd = "a\u0000b\uD83Dc";
        Delegation begun = insert(store(), draft(odd));
        Exchange named = new Exchange(
                Optional.of(odd),
                Optional.of(odd),
                Optional.of(new Message(UUID.randomUUID(), odd)),
                Optional.of(NOW),
                1);
        Delegation asking =
                store().update(begun.with(named).with(Outcome.asked(odd)), MINE).orElseThrow();
        assertThat(store().update(asking.with(Outcome.completed(odd)), MINE)).isPresent();

        Delegation found = store().find(begun.taskId()).orElseThrow();
        assertThat(found.status()).isEqualTo(DelegationStatus.COMPLETED);
        assertThat(found.outcome().result().orElseThrow()).hasSize(odd.length()).startsWith("a");
    }

    /** An id that is nobody's is no error. */
    @Test
    protected void findsNothingUnderAnUnknownId() {
        assertThat(store().find(UUID.randomUUID())).isEmpty();
        assertThat(store().list(DelegationQuery.newest(workspace, 10))).isEmpty();
    }

    /** A change on top of an older state is refused and changes nothing. */
    @Test
    protected void refusesAChangeOnTopOfAnOlderState() {
        Delegation old = insert(store(), draft("t"));
        Delegation newer = store().update(old.with(Outcome.of(DelegationStatus.IN_PROGRESS)), MINE)
                .orElseThrow();

        assertThat(store().update(old.with(Outcome.completed("too late")), THEIRS))
                .isEmpty();
        assertThat(store().find(old.taskId())).contains(newer);
    }

    /** Of many who change the same state at once, one succeeds. */
    @Test
    protected void letsOneOfManyChangeTheSameState() throws Exception {
        Delegation old = insert(store(), draft("t"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String result = "by " + i;
            changes.add(threads.submit(() -> {
                start.await();
                return store().update(old.with(Outcome.completed(result)), MINE).isPresent();
            }));
        }
        start.countDown();
        int succeeded = 0;
        for (Future<Boolean> change : changes) {
            succeeded += change.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(succeeded).isEqualTo(1);
    }

    /** The limit counts one workspace's unfinished delegations. */
    @Test
    protected void storesNoMoreUnfinishedOnesThanTheLimit() {
        Delegation first = store().insert(draft("1"), MINE, 2).orElseThrow();
        assertThat(store().insert(draft("2"), MINE, 2)).isPresent();

        assertThat(store().insert(draft("3"), MINE, 2)).isEmpty();

        store().update(first.with(Outcome.completed("done")), MINE);
        assertThat(store().insert(draft("4"), MINE, 2)).isPresent();
        assertThat(store().list(DelegationQuery.newest(workspace, 10))).hasSize(3);
    }

    /** Lists are newest first and hold what was asked for only. */
    @Test
    protected void listsNewestFirstAndOnlyWhatWasAskedFor() {
        Delegation plain = insert(store(), draft("plain"));
        Delegation talk = insert(store(), draft("talk", new WorkspaceId("other"), Optional.of("chat")));
        store().insert(foreign(), MINE, NO_LIMIT);
        Delegation done =
                store().update(talk.with(Outcome.completed("yes")), MINE).orElseThrow();
        DelegationQuery all = DelegationQuery.newest(workspace, 10);

        assertThat(store().list(all)).containsExactly(done, plain);
        assertThat(store().list(DelegationQuery.newest(workspace, 1))).containsExactly(done);
        assertThat(store().count(DelegationQuery.newest(workspace, 1))).isEqualTo(2);
        assertThat(store().count(all.to(PEER).in("chat"))).isZero();
        assertThat(store().list(all.to(PEER))).containsExactly(plain);
        assertThat(store().list(all.in("chat"))).containsExactly(done);
        assertThat(store().list(all.in("chat").unread())).containsExactly(done);
        store().update(done.with(done.ledger().told()), MINE);
        assertThat(store().list(all.unread())).isEmpty();
    }

    /** A question that nobody heard of is news too. */
    @Test
    protected void countsAQuestionAsUnread() {
        Delegation asked = insert(store(), draft("t"));
        Delegation asking =
                store().update(asked.with(Outcome.asked("which?")), MINE).orElseThrow();

        assertThat(store().list(DelegationQuery.newest(workspace, 10).unread())).containsExactly(asking);
    }

    /** What somebody holds cannot be claimed; what nobody holds is claimed once, with a greater fence. */
    @Test
    protected void claimsWhatNobodyHoldsOnce() {
        Delegation held = insert(store(), draft("held"));
        Delegation left = store().insert(draft("left"), OVER_AT_ONCE, NO_LIMIT).orElseThrow();

        List<Delegation> claimed = store().claim(workspace, THEIRS, 10);

        assertThat(claimed).extracting(Delegation::taskId).containsExactly(left.taskId());
        assertThat(claimed.get(0).ledger().driver()).contains(THEIRS.driver());
        assertThat(claimed.get(0).ledger().fence()).isGreaterThan(left.ledger().fence());
        assertThat(store().claim(workspace, new Lease("driver-c", Duration.ofMinutes(5)), 10))
                .isEmpty();
        assertThat(store().update(left.with(Outcome.completed("by the former driver")), MINE))
                .isEmpty();
        assertThat(store().find(held.taskId())).contains(held);
    }

    /** A lease that ran out still belongs to its driver until somebody else claims it. */
    @Test
    protected void doesNotLetADriverClaimItsOwn() {
        store().insert(draft("mine"), OVER_AT_ONCE, NO_LIMIT);

        assertThat(store().claim(workspace, MINE, 10)).isEmpty();
    }

    /** Claims are limited and the oldest come first. */
    @Test
    protected void claimsNoMoreThanAskedForAndTheOldestFirst() {
        Delegation oldest = store().insert(draft("1"), OVER_AT_ONCE, NO_LIMIT).orElseThrow();
        store().insert(draft("2"), OVER_AT_ONCE, NO_LIMIT);

        assertThat(store().claim(workspace, THEIRS, 1))
                .extracting(Delegation::taskId)
                .containsExactly(oldest.taskId());
    }

    /** Renewing keeps others away; giving back lets them in at once. */
    @Test
    protected void renewsAndGivesBackLeases() {
        store().insert(draft("t"), OVER_AT_ONCE, NO_LIMIT);
        store().renew(MINE);
        assertThat(store().claim(workspace, THEIRS, 10)).isEmpty();

        store().renew(new Lease(MINE.driver(), Duration.ZERO));
        assertThat(store().claim(workspace, THEIRS, 10)).hasSize(1);
    }

    /** Finished delegations are nobody's work, unless the peer must still be told to stop. */
    @Test
    protected void claimsFinishedOnesOnlyWhileThePeerMustBeStopped() {
        Delegation done = insert(store(), draft("done"));
        store().update(done.with(Outcome.completed("yes")), OVER_AT_ONCE);
        Delegation stopped = insert(store(), draft("stopped"));
        Delegation stopping = store().update(
                        stopped.with(Outcome.failed(FailureReason.CANCELED, "on request"))
                                .with(stopped.ledger().stop(true)),
                        OVER_AT_ONCE)
                .orElseThrow();

        List<Delegation> claimed = store().claim(workspace, THEIRS, 10);

        assertThat(claimed).extracting(Delegation::taskId).containsExactly(stopping.taskId());
    }

    /** Of finished ones, those told go first, then the oldest; unfinished ones stay. */
    @Test
    protected void forgetsThoseToldFirstThenTheOldest() {
        Delegation running = insert(store(), draft("running"));
        Delegation untold = finished("untold, oldest", false);
        Delegation toldOld = finished("told, old", true);
        Delegation toldNew = finished("told, new", true);

        assertThat(store().forgetFinished(workspace, 2)).isEqualTo(1);

        assertThat(store().list(DelegationQuery.newest(workspace, 10)))
                .extracting(Delegation::taskId)
                .containsExactly(toldNew.taskId(), untold.taskId(), running.taskId())
                .doesNotContain(toldOld.taskId());
    }

    private Delegation finished(String task, boolean told) {
        Delegation begun = insert(store(), draft(task));
        Delegation done = begun.with(Outcome.completed("done"));
        return store().update(told ? done.with(done.ledger().told()) : done, MINE)
                .orElseThrow();
    }

    private static Delegation insert(DelegationStore store, Delegation draft) {
        return store.insert(draft, MINE, NO_LIMIT).orElseThrow();
    }

    private Delegation draft(String task) {
        return draft(task, PEER, Optional.empty());
    }

    private Delegation draft(String task, WorkspaceId peer, Optional<String> conversation) {
        return draft(workspace, task, peer, conversation);
    }

    private static Delegation foreign() {
        return draft(SELF, "another workspace's", PEER, Optional.of("chat"));
    }

    private static Delegation draft(WorkspaceId owner, String task, WorkspaceId peer, Optional<String> conversation) {
        UUID id = UUID.randomUUID();
        DelegationPath path = new DelegationPath(2, List.of(new WorkspaceId("first"), owner));
        Origin origin = new Origin(owner, conversation, Optional.of("00-trace"), path);
        return new Delegation(
                id,
                origin,
                new Addressee(peer, "The peer"),
                task,
                Outcome.of(DelegationStatus.PENDING),
                Exchange.first(id, task),
                new Times(NOW, NOW, NOW.plusSeconds(1800)),
                Ledger.fresh());
    }
}
