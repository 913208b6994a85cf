package dev.toolspec4j.delegation;

import java.time.Duration;
import java.time.Instant;

/** How long a delegation may wait for what. */
final class Pauses {
    private static final Duration SOONEST_POLL = Duration.ofMillis(250);
    private static final Duration LATEST_POLL = Duration.ofSeconds(5);
    private static final Duration SOONEST_STOP = Duration.ofSeconds(1);
    private static final double POLL_SPREAD = 0.1;

    private final Engine engine;

    Pauses(Engine engine) {
        this.engine = engine;
    }

    /** Returns the time until the peer is asked again: a quarter of the age, within bounds, spread a little. */
    Duration beforePoll(Delegation delegation) {
        Duration quarter =
                Duration.between(begun(delegation), engine.clock().now()).dividedBy(4);
        Duration clamped = shorter(LATEST_POLL, quarter.compareTo(SOONEST_POLL) < 0 ? SOONEST_POLL : quarter);
        return shorter(Spread.around(clamped, POLL_SPREAD, engine.clock().random()), left(delegation));
    }

    /** Returns the time until the peer is told to stop once more: longer each time, spread a little. */
    Duration beforeStop(int attempt) {
        return Spread.around(
                SOONEST_STOP.multipliedBy(attempt), POLL_SPREAD, engine.clock().random());
    }

    /** Returns when a reply that was not stored can no longer be on its way. */
    Instant windowEnd(Delegation delegation) {
        return begun(delegation).plus(engine.settings().leases().sendWindow());
    }

    /** Returns what is left of the lifetime. */
    Duration left(Delegation delegation) {
        return Duration.between(engine.clock().now(), delegation.times().deadline());
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Instant begun(Delegation delegation) {
        return delegation.exchange().sentAt().orElse(delegation.times().created());
    }
}
