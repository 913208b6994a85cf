package dev.toolspec4j.delegation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.TaskState;
import dev.toolspec4j.delegation.Delegation.Message;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectoryException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class DelegationsTest {
    private final Rig rig = new Rig();

    @Test
    void storesTheDelegationBeforeAnythingIsSent() {
        Delegations engine = rig.engine();

        DelegationReceipt receipt = engine.delegateAsync("peer", "do it", CallContext.none());

        Delegation stored = ((DelegationReceipt.Accepted) receipt).delegation();
        assertThat(rig.now(stored.taskId()).status()).isEqualTo(DelegationStatus.PENDING);
        assertThat(rig.peer.sent).isEmpty();
        rig.clock.run();
        assertThat(rig.peer.sent).containsExactly(new Message(stored.taskId(), "do it"));
        assertThat(rig.now(stored.taskId()).status()).isEqualTo(DelegationStatus.IN_PROGRESS);
    }

    @Test
    void pollsAtAQuarterOfItsAgeUntilThePeerIsDone() {
        Delegations engine = rig.engine();
        List<Instant> polls = new ArrayList<>();
        Delegation begun = rig.begun(engine);
        int seen = 0;
        while (rig.clock.now().isBefore(begun.times().created().plusSeconds(60))) {
            rig.clock.advance(Duration.ofMillis(1));
            if (rig.peer.polls > seen) {
                polls.add(rig.clock.now());
                seen = rig.peer.polls;
            }
        }
        rig.peer.onPoll(ScriptedTransport.completed("done"));
        Delegation ended = rig.ended(begun.taskId());

        assertThat(Duration.between(begun.times().created(), polls.get(0)))
                .isBetween(Duration.ofMillis(224), Duration.ofMillis(276));
        for (int i = 1; i < polls.size(); i++) {
            long age =
                    Duration.between(begun.times().created(), polls.get(i - 1)).toMillis();
            double pause = Math.max(250, Math.min(5_000, age / 4.0));
            assertThat((double) Duration.between(polls.get(i - 1), polls.get(i)).toMillis())
                    .isCloseTo(pause, within(pause * 0.1 + 2));
        }
        assertThat(ended.outcome().result()).contains("done");
        assertThat(rig.peer.sent).hasSize(1);
    }

    @Test
    void tellsEachOutcomeOfThePeerApart() {
        assertThat(outcomeOf(ScriptedTransport.completed("fine"))).isEqualTo("completed fine");
        assertThat(outcomeOf(new PeerReply.Message("said", Optional.empty()))).isEqualTo("completed said");
        assertThat(outcomeOf(ScriptedTransport.task(TaskState.FAILED, "boom"))).startsWith("failed peer_error");
        assertThat(outcomeOf(ScriptedTransport.task(TaskState.REJECTED, "no"))).startsWith("failed rejected");
        assertThat(outcomeOf(ScriptedTransport.task(TaskState.AUTH_REQUIRED, "who?")))
                .startsWith("failed auth_required");
        assertThat(outcomeOf(ScriptedTransport.task(TaskState.CANCELED, ""))).startsWith("canceled canceled");
        assertThat(outcomeOf(new PeerReply.Message("Agent error: boom", Optional.empty())))
                .startsWith("failed peer_error");
        assertThat(outcomeOf(new PeerReply.Refused(-32602, "bad params", false)))
                .startsWith("failed rejected");
        assertThat(outcomeOf(new PeerReply.Refused(401, "who are you", true))).startsWith("failed auth_required");
        assertThat(outcomeOf(new PeerReply.Refused(0, "address", false))).startsWith("failed unreachable");
        assertThat(outcomeOf(ScriptedTransport.lost())).startsWith("failed outcome_unknown");
        assertThat(outcomeOf(new PeerReply.Queued(Map.of(), "busy"))).startsWith("failed deadline");
        assertThat(outcomeOf(ScriptedTransport.working())).startsWith("failed deadline");
    }

    private static String outcomeOf(PeerReply reply) {
        Rig rig = new Rig();
        rig.peer.onSend(reply);
        Delegation ended = rig.ended(rig.begun(rig.engine()).taskId());
        assertThat(rig.peer.sent).hasSize(1);
        return ended.status().id() + " "
                + ended.outcome()
                        .reason()
                        .map(FailureReason::id)
                        .orElse(ended.outcome().result().orElse(""));
    }

    @Test
    void sendsAgainOnlyWhatThePeerDidNotTakeWithTheSameMessageId() {
        rig.peer.onSend(
                ScriptedTransport.notSent("refused"),
                ScriptedTransport.notSent("refused"),
                ScriptedTransport.completed("ok"));
        Instant began = rig.clock.now();

        Delegation ended = rig.ended(rig.begun(rig.engine()).taskId());

        assertThat(ended.outcome().result()).contains("ok");
        assertThat(rig.peer.sent).hasSize(3).containsOnly(new Message(ended.taskId(), "do it"));
        assertThat(Duration.between(began, rig.clock.now())).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(18));
    }

    @Test
    void givesUpAsUnreachableAfterTheLastAttempt() {
        rig.peer.onSend(ScriptedTransport.notSent("a"), ScriptedTransport.notSent("b"), ScriptedTransport.notSent("c"));

        Delegation ended = rig.ended(rig.begun(rig.engine()).taskId());

        assertThat(ended.outcome().reason()).contains(FailureReason.UNREACHABLE);
        assertThat(ended.outcome().error()).contains("c (3 attempts)");
        assertThat(rig.peer.sent).hasSize(3);
    }

    @Test
    void waitsAsLongAsABusyPeerAsks() {
        rig.peer.onSend(
                new PeerReply.NotSent("busy", Optional.of(Duration.ofSeconds(100))), ScriptedTransport.completed("ok"));
        Instant began = rig.clock.now();

        rig.ended(rig.begun(rig.engine()).taskId());

        assertThat(rig.clock.now()).isEqualTo(began.plusSeconds(100));
    }

    @Test
    void endsAtOnceWhenAPeerAsksToWaitBeyondTheLifetime() {
        rig.peer.onSend(new PeerReply.NotSent("busy", Optional.of(Duration.ofHours(1))));

        Delegation begun = rig.begun(rig.engine());

        assertThat(rig.now(begun.taskId()).outcome().reason()).contains(FailureReason.UNREACHABLE);
    }

    @Test
    void sendsOnceMoreWhenCredentialsThatThePeerRefusedHaveBeenReplaced() {
        rig.peer.onSend(new PeerReply.Refused(401, "unknown token", true), ScriptedTransport.completed("ok"));
        Delegation begun = ((DelegationReceipt.Accepted)
                        rig.engine().delegateAsync("peer", "do it", CallContext.none()))
                .delegation();
        rig.directory.add(peerWithToken("fresh"));

        Delegation ended = rig.ended(begun.taskId());

        assertThat(ended.outcome().result()).contains("ok");
        assertThat(rig.peer.sent).hasSize(2).containsOnly(new Message(ended.taskId(), "do it"));
    }

    @Test
    void endsWhereThePeerRefusesTheOnlyCredentialsThereAre() {
        rig.peer.onSend(new PeerReply.Refused(401, "unknown token", true));

        Delegation ended = rig.ended(rig.begun(rig.engine()).taskId());

        assertThat(ended.outcome().reason()).contains(FailureReason.AUTH_REQUIRED);
        assertThat(rig.peer.sent).hasSize(1);
    }

    @Test
    void endsWhereThePeerRefusesTheNewCredentialsToo() {
        rig.peer.onSend(
                new PeerReply.Refused(401, "unknown token", true), new PeerReply.Refused(401, "unknown token", true));
        Delegation begun = ((DelegationReceipt.Accepted)
                        rig.engine().delegateAsync("peer", "do it", CallContext.none()))
                .delegation();
        rig.directory.add(peerWithToken("fresh"));

        Delegation ended = rig.ended(begun.taskId());

        assertThat(ended.outcome().reason()).contains(FailureReason.AUTH_REQUIRED);
        assertThat(rig.peer.sent).hasSize(2);
    }

    private static Peer peerWithToken(String token) {
        return new Peer(
                new WorkspaceId("peer"),
                "Peer One",
                "online",
                Optional.empty(),
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:1/")),
                Optional.empty(),
                Map.of("Authorization", "Bearer " + token));
    }

    @Test
    void neverResendsWhatMayHaveBeenRead() {
        rig.peer.onSend(ScriptedTransport.lost());

        Delegation ended = rig.ended(rig.begun(rig.engine()).taskId());
        rig.clock.advance(Duration.ofHours(1));

        assertThat(ended.outcome().reason()).contains(FailureReason.OUTCOME_UNKNOWN);
        assertThat(rig.peer.sent).hasSize(1);
    }

    @Test
    void aFailedQuestionIsNoFailedTask() {
        rig.peer.onPoll(
                ScriptedTransport.notSent("down"),
                ScriptedTransport.lost(),
                new PeerReply.Refused(401, "expired", true),
                new PeerReply.Failed(-32603, "internal"),
                ScriptedTransport.completed("ok"));

        Delegation ended = rig.ended(rig.begun(rig.engine()).taskId());

        assertThat(ended.outcome().result()).contains("ok");
        assertThat(rig.peer.polls).isEqualTo(5);
    }

    @Test
    void stopsWhenThePeerHasLostTheTask() {
        rig.peer.onPoll(new PeerReply.TaskLost("unknown task"));

        Delegation ended = rig.ended(rig.begun(rig.engine()).taskId());

        assertThat(ended.outcome().reason()).contains(FailureReason.OUTCOME_UNKNOWN);
        assertThat(rig.peer.sent).hasSize(1);
    }

    @Test
    void endsAtTheLifetimeAndTellsThePeerToStop() {
        Delegation begun = rig.begun(rig.engine());

        Delegation ended = rig.ended(begun.taskId());
        rig.clock.advance(Duration.ofSeconds(1));

        assertThat(rig.clock.now())
                .isCloseTo(begun.times().created().plus(Duration.ofMinutes(30)), within(2, ChronoUnit.SECONDS));
        assertThat(ended.outcome().reason()).contains(FailureReason.DEADLINE);
        assertThat(ended.outcome().error().orElseThrow()).contains("30 min");
        assertThat(rig.peer.canceled).containsExactly("remote-1");
    }

    @Test
    void endsEvenWhenATransportNeverAnswers() {
        rig.peer.neverAnswerNextSend();

        Delegation ended = rig.ended(rig.begun(rig.engine()).taskId());

        assertThat(ended.outcome().reason()).contains(FailureReason.DEADLINE);
    }

    @Test
    void waitsForALateAnswerAsLongAsTheDelegationLives() {
        CompletableFuture<PeerReply> late = rig.peer.holdNextSend();
        Delegation begun = rig.begun(rig.engine());
        assertThat(rig.peer.sendLimits).containsExactly(begun.times().deadline());
        rig.clock.advance(Duration.ofMinutes(20));
        assertThat(rig.now(begun.taskId()).status()).isEqualTo(DelegationStatus.IN_PROGRESS);

        late.complete(new PeerReply.Message("at last", Optional.empty()));
        rig.clock.run();

        assertThat(rig.now(begun.taskId()).outcome().result()).contains("at last");
    }

    @Test
    void answersAQuestionInTheSameTaskWithAMessageOfItsOwn() throws InterruptedException {
        rig.peer.onSend(ScriptedTransport.asking("which one?"), ScriptedTransport.completed("the red one, then"));
        Delegations engine = rig.engine();
        Delegation begun = rig.begun(engine);
        assertThat(rig.now(begun.taskId()).outcome().question()).contains("which one?");

        DelegationReceipt receipt = answer(engine, begun.taskId(), "peer", "the red one");

        assertThat(receipt).isInstanceOf(DelegationReceipt.Accepted.class);
        Delegation ended = rig.ended(begun.taskId());
        assertThat(ended.outcome().result()).contains("the red one, then");
        Message answer = rig.peer.sent.get(1);
        assertThat(answer.text()).isEqualTo("the red one");
        assertThat(answer.id()).isNotEqualTo(begun.taskId());
    }

    /** Answers without waiting for what comes of it. */
    private DelegationReceipt answer(Delegations engine, UUID taskId, String peer, String text)
            throws InterruptedException {
        CallContext impatient = CallContext.builder().deadline(rig.clock.now()).build();
        DelegationReceipt receipt = engine.answer(taskId.toString(), peer, text, impatient);
        rig.clock.run();
        return receipt;
    }

    @Test
    void sendsAnAnswerThatComesAtTheVeryMomentOfTheQuestion() {
        AtomicReference<Delegations> engine = new AtomicReference<>();
        CallContext notWaiting = CallContext.builder().deadline(rig.clock.now()).build();
        engine.set(rig.builder("driver-1")
                .listener(new DelegationListener() {
                    @Override
                    public void changed(Delegation delegation) {
                        if (delegation.status() == DelegationStatus.INPUT_REQUIRED) {
                            answer(engine.get(), delegation, notWaiting);
                        }
                    }
                })
                .build());
        rig.peer.onSend(ScriptedTransport.asking("which colour?"), ScriptedTransport.completed("red it is"));

        UUID id = rig.begun(engine.get()).taskId();

        assertThat(rig.now(id).outcome().result()).contains("red it is");
    }

    private static void answer(Delegations engine, Delegation asking, CallContext context) {
        try {
            assertThat(engine.answer(asking.taskId().toString(), "peer", "red", context))
                    .isInstanceOf(DelegationReceipt.Accepted.class);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsAReplyThatTheStoreCouldNotTakeUntilItCan() {
        FailingStore store = new FailingStore(rig.store);
        CompletableFuture<PeerReply> reply = rig.peer.holdNextSend();
        Delegations engine = Delegations.builder(Rig.SELF, rig.directory, store, rig.peer)
                .clock(rig.clock)
                .workers(rig.clock)
                .build();
        Delegation begun = rig.begun(engine);

        store.broken = true;
        reply.complete(new PeerReply.Message("the only copy", Optional.empty()));
        rig.clock.advance(Duration.ofMinutes(2));
        assertThat(rig.now(begun.taskId()).finished()).isFalse();
        store.broken = false;
        rig.clock.advance(Duration.ofSeconds(6));

        assertThat(rig.now(begun.taskId()).outcome().result()).contains("the only copy");
        assertThat(rig.peer.sent).hasSize(1);
    }

    @Test
    void triesToStopAPeerSeveralTimesWithPausesBetween() {
        Delegation begun = rig.begun(rig.engine());
        rig.peer.onCancel(ScriptedTransport.lost(), ScriptedTransport.notSent("down"));

        rig.ended(begun.taskId());
        rig.clock.run();
        assertThat(rig.peer.canceled).hasSize(1);
        rig.clock.advance(Duration.ofSeconds(30));

        assertThat(rig.peer.canceled).hasSize(3);
        assertThat(rig.now(begun.taskId()).ledger().stopDue()).isFalse();
    }

    @Test
    void tellsThePeerToStopOnceTheDirectoryKnowsAgainWhereItIs() {
        rig.begun(rig.engine()).taskId();
        UUID id = rig.store.list(DelegationQuery.newest(Rig.SELF, 1)).get(0).taskId();
        Delegations another = rig.builder("another").build();
        rig.directory.broken = Optional.of(new PeerDirectoryException(
                PeerDirectoryException.Reason.UNAVAILABLE, "down", new IllegalStateException("down")));
        another.cancel(id);
        rig.clock.run();
        assertThat(rig.peer.canceled).isEmpty();

        rig.directory.broken = Optional.empty();
        rig.clock.advance(Duration.ofSeconds(6));

        assertThat(rig.peer.canceled).containsExactly("remote-1");
    }

    @Test
    void findsOutWhatBecameOfAnAnswerWhoseReplyWasLost() throws InterruptedException {
        rig.peer
                .onSend(ScriptedTransport.asking("which one?"), ScriptedTransport.lost())
                .onPoll(
                        ScriptedTransport.asking("which one?"),
                        ScriptedTransport.working(),
                        ScriptedTransport.completed("thanks"));
        Delegations engine = rig.engine();
        Delegation begun = rig.begun(engine);

        answer(engine, begun.taskId(), "peer", "red");
        Delegation ended = rig.ended(begun.taskId());

        assertThat(ended.outcome().result()).contains("thanks");
        assertThat(rig.peer.sent).hasSize(2);
    }

    @Test
    void cancellingReachesThePeerAndIsNeverUndone() {
        Delegations engine = rig.engine();
        Delegation begun = rig.begun(engine);

        Optional<Delegation> canceled = engine.cancel(begun.taskId());
        rig.peer.onPoll(ScriptedTransport.completed("too late"));
        rig.clock.advance(Duration.ofMinutes(1));

        assertThat(canceled.orElseThrow().status()).isEqualTo(DelegationStatus.CANCELED);
        assertThat(rig.now(begun.taskId()).status()).isEqualTo(DelegationStatus.CANCELED);
        assertThat(rig.now(begun.taskId()).ledger().stopDue()).isFalse();
        assertThat(rig.peer.canceled).containsExactly("remote-1");
    }

    @Test
    void cancellingWhileTheMessageIsOnItsWayStopsThePeerOnceItNamedTheTask() {
        CompletableFuture<PeerReply> reply = rig.peer.holdNextSend();
        Delegations engine = rig.engine();
        Delegation begun = rig.begun(engine);
        engine.cancel(begun.taskId());
        rig.clock.run();
        assertThat(rig.peer.canceled).isEmpty();

        reply.complete(ScriptedTransport.working());
        rig.clock.run();

        assertThat(rig.peer.canceled).containsExactly("remote-1");
        assertThat(rig.now(begun.taskId()).status()).isEqualTo(DelegationStatus.CANCELED);
    }

    @Test
    void cancellingWhatIsOverGivesTheEndItHad() {
        rig.peer.onSend(ScriptedTransport.completed("ok"));
        Delegations engine = rig.engine();
        Delegation begun = rig.begun(engine);

        assertThat(engine.cancel(begun.taskId()).orElseThrow().status()).isEqualTo(DelegationStatus.COMPLETED);
        assertThat(engine.cancel(UUID.randomUUID())).isEmpty();
    }

    @Test
    void looksThePeerUpAgainAfterAFailedAttempt() {
        rig.peer.onSend(ScriptedTransport.notSent("moved"));
        Delegations engine = rig.engine();
        Delegation begun = rig.begun(engine);
        rig.directory.remove("peer");

        Delegation ended = rig.ended(begun.taskId());

        assertThat(ended.outcome().reason()).contains(FailureReason.UNREACHABLE);
        assertThat(ended.outcome().error().orElseThrow()).contains("not known any more");
        assertThat(rig.peer.sent).hasSize(1);
    }

    @Test
    void keepsGoingWhenAListenerBreaks() {
        rig.peer.onSend(ScriptedTransport.completed("ok"));
        List<UUID> heard = new ArrayList<>();
        Delegations engine = rig.engine();
        engine.onFinished(delegation -> {
            throw new IllegalStateException("a listener's bug");
        });
        Runnable off = engine.onFinished(delegation -> heard.add(delegation.taskId()));

        Delegation first = rig.begun(engine);
        off.run();
        rig.peer.onSend(ScriptedTransport.completed("ok"));
        rig.begun(engine);

        assertThat(heard).containsExactly(first.taskId());
    }

    @Test
    void keepsTheNewestFinishedOnesAndThoseNotRead() {
        rig.settings = rig.settings.with(new DelegationSettings.Bounds(2, 10));
        Delegations engine = rig.engine();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            rig.peer.onSend(ScriptedTransport.completed("ok"));
            ids.add(rig.begun(engine).taskId());
        }
        ids.subList(1, 4).forEach(engine::markRead);
        rig.clock.advance(Duration.ofSeconds(11));

        assertThat(engine.list(Optional.empty(), 10))
                .extracting(Delegation::taskId)
                .containsExactly(ids.get(3), ids.get(0));
    }
}
