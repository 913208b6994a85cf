package dev.toolspec4j.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.delegation.Delegation.Message;
import dev.toolspec4j.testkit.ManualDelegationClock;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.workspace.PeerDirectoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a second process, or the same one after a restart, makes of the delegations in the store. */
final class RestartTest {
    private final Rig rig = new Rig();

    /** The time of a process that dies: it stops for ever when the test moves it no more. */
    private final ManualDelegationClock mortal = new ManualDelegationClock(1);

    private Delegations dying() {
        return rig.builder("dead").clock(mortal).workers(mortal).build();
    }

    @Test
    void sendsWhatWasNeverSent() {
        UUID id = accepted(dying().delegateAsync("peer", "do it", CallContext.none()))
                .taskId();
        rig.peer.onSend(ScriptedTransport.completed("ok"));
        rig.engine().start();
        rig.clock.advance(Duration.ofSeconds(29));
        assertThat(rig.peer.sent).isEmpty();

        rig.clock.advance(Duration.ofSeconds(12));

        assertThat(rig.peer.sent).containsExactly(new Message(id, "do it"));
        assertThat(rig.now(id).outcome().result()).contains("ok");
    }

    @Test
    void pollsOnWhatThePeerHasNamed() {
        Delegations first = rig.engine();
        UUID id = rig.begun(first).taskId();
        first.close();
        rig.peer.onPoll(ScriptedTransport.completed("ok"));

        rig.builder("driver-2").build().start();
        rig.clock.advance(Duration.ofSeconds(1));

        assertThat(rig.now(id).outcome().result()).contains("ok");
        assertThat(rig.peer.sent).hasSize(1);
    }

    @Test
    void givesUpWhatWasSentWithoutAReplyOnceLeaseAndSendWindowHavePassed() {
        rig.peer.neverAnswerNextSend();
        UUID id = accepted(dying().delegateAsync("peer", "do it", CallContext.none()))
                .taskId();
        mortal.run();

        rig.engine().start();
        rig.clock.advance(Duration.ofSeconds(59));
        assertThat(rig.now(id).status()).isEqualTo(DelegationStatus.IN_PROGRESS);
        rig.clock.advance(Duration.ofSeconds(2));

        assertThat(rig.now(id).outcome().reason()).contains(FailureReason.OUTCOME_UNKNOWN);
        assertThat(rig.peer.sent).hasSize(1);
    }

    @Test
    void asksThePeerWhatBecameOfAnAnswerThatADeadProcessSent() throws InterruptedException {
        rig.peer.onSend(ScriptedTransport.asking("which?"));
        rig.peer.neverAnswerNextSend();
        Delegations first = dying();
        UUID id = accepted(first.delegateAsync("peer", "do it", CallContext.none()))
                .taskId();
        mortal.run();
        CallContext impatient = CallContext.builder().deadline(mortal.now()).build();
        first.answer(id.toString(), "peer", "red", impatient);
        mortal.run();
        rig.peer.onPoll(ScriptedTransport.completed("red it is"));

        rig.engine().start();
        rig.clock.advance(Duration.ofSeconds(45));

        assertThat(rig.now(id).outcome().result()).contains("red it is");
        assertThat(rig.peer.sent).hasSize(2);
    }

    @Test
    void tellsThePeerToStopWhenTheProcessThatCancelledDied() {
        Delegations first = rig.engine();
        UUID id = rig.begun(first).taskId();
        first.close();
        dying().cancel(id);
        assertThat(rig.peer.canceled).isEmpty();

        rig.builder("driver-2").build().start();
        rig.clock.advance(Duration.ofSeconds(45));

        assertThat(rig.peer.canceled).containsExactly("remote-1");
        assertThat(rig.now(id).status()).isEqualTo(DelegationStatus.CANCELED);
        assertThat(rig.now(id).ledger().stopDue()).isFalse();
    }

    @Test
    void tellsThePeerToStopWhenAnotherProcessCancelledBeforeItNamedTheTask() {
        CompletableFuture<PeerReply> reply = rig.peer.holdNextSend();
        UUID id = rig.begun(rig.engine()).taskId();
        rig.builder("driver-2").build().cancel(id);
        rig.clock.advance(Duration.ofSeconds(1));
        assertThat(rig.peer.canceled).isEmpty();

        reply.complete(ScriptedTransport.working());
        rig.clock.advance(Duration.ofSeconds(1));

        assertThat(rig.peer.canceled).containsExactly("remote-1");
        assertThat(rig.now(id).status()).isEqualTo(DelegationStatus.CANCELED);
        assertThat(rig.now(id).ledger().stopDue()).isFalse();
    }

    @Test
    void wakesWhoWaitsWhenAnotherProcessTookOverAndFinished() throws InterruptedException {
        Delegations first = rig.engine();
        UUID id = rig.begun(first).taskId();
        Instant begun = rig.clock.now();
        rig.clock.after(Duration.ofSeconds(3), () -> {
            rig.store.renew(new DelegationStore.Lease("driver-1", Duration.ZERO));
            rig.builder("driver-2").build().start();
        });
        PeerReply done = ScriptedTransport.completed("ok");
        rig.clock.after(Duration.ofSeconds(8), () -> rig.peer.onPoll(done, done));

        Delegation seen = first.await(id, Duration.ofMinutes(5)).orElseThrow();

        assertThat(seen.outcome().result()).contains("ok");
        assertThat(rig.clock.now()).isBefore(begun.plusSeconds(20));
    }

    @Test
    void leavesToALivingProcessWhatItDrives() {
        Delegations first = rig.engine();
        UUID id = rig.begun(first).taskId();
        List<String> heard = new ArrayList<>();
        rig.builder("driver-2").listener(recorder(heard)).build().start();
        rig.clock.advance(Duration.ofMinutes(3));

        assertThat(rig.now(id).ledger().driver()).contains("driver-1");
        assertThat(heard).isEmpty();
    }

    @Test
    void aDriverThatWasTakenForDeadCanChangeNothingAnyMore() {
        CompletableFuture<PeerReply> late = rig.peer.holdNextSend();
        Delegations paused = rig.builder("paused").build();
        UUID id = rig.begun(paused).taskId();
        rig.store.renew(new DelegationStore.Lease("paused", Duration.ZERO));
        Delegation claimed = rig.store
                .claim(Rig.SELF, new DelegationStore.Lease("other", Duration.ofMinutes(5)), 1)
                .get(0);

        late.complete(ScriptedTransport.completed("too late"));
        rig.clock.run();

        assertThat(rig.now(id)).isEqualTo(claimed);
    }

    @Test
    void closingLeavesTheWorkToWhoeverComesNext() {
        Delegations first = rig.engine();
        UUID id = rig.begun(first).taskId();

        first.close();

        assertThat(rig.now(id).status()).isEqualTo(DelegationStatus.IN_PROGRESS);
        assertThat(rig.now(id).ledger().driver()).isEmpty();
        assertThat(first.delegateAsync("peer", "more", CallContext.none()))
                .isInstanceOf(DelegationReceipt.Refused.class);
    }

    @Test
    void waitsForTheDirectoryToComeBackAfterARestart() {
        Delegations first = rig.engine();
        UUID id = rig.begun(first).taskId();
        first.close();
        rig.directory.broken = Optional.of(new PeerDirectoryException(
                PeerDirectoryException.Reason.UNAVAILABLE, "down", new IllegalStateException("down")));
        rig.peer.onPoll(ScriptedTransport.completed("ok"));
        rig.builder("driver-2").build().start();
        rig.clock.advance(Duration.ofMinutes(1));
        assertThat(rig.now(id).finished()).isFalse();

        rig.directory.broken = Optional.empty();
        rig.clock.advance(Duration.ofSeconds(6));

        assertThat(rig.now(id).outcome().result()).contains("ok");
    }

    @Test
    void tellsListenersWhatItTookUpAndWhatItLeft() {
        List<String> heard = new ArrayList<>();
        Delegations first = rig.builder("driver-1").listener(recorder(heard)).build();
        UUID id = rig.begun(first).taskId();
        first.close();
        rig.builder("driver-2").listener(recorder(heard)).build().start();
        rig.peer.onPoll(ScriptedTransport.completed("ok"));
        rig.clock.advance(Duration.ofSeconds(6));

        assertThat(heard).containsExactly("created", "sending", "left", "resumed", "finished");
        assertThat(rig.now(id).finished()).isTrue();
    }

    private static DelegationListener recorder(List<String> heard) {
        return new DelegationListener() {
            @Override
            public void created(Delegation delegation) {
                heard.add("created");
            }

            @Override
            public void sending(Delegation delegation) {
                heard.add("sending");
            }

            @Override
            public void resumed(Delegation delegation) {
                heard.add("resumed");
            }

            @Override
            public void left(Delegation delegation) {
                heard.add("left");
            }

            @Override
            public void finished(Delegation delegation) {
                heard.add("finished");
            }
        };
    }

    private static Delegation accepted(DelegationReceipt receipt) {
        return ((DelegationReceipt.Accepted) receipt).delegation();
    }
}
