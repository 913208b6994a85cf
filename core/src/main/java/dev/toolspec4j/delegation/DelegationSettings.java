package dev.toolspec4j.delegation;

import java.time.Duration;

/**
 * The engine's limits. Immutable.
 *
 * @param callWait how long a synchronous call waits; the delegation goes on after it
 * @param lifetime how long a delegation may take in all
 * @param sendTimeout how long one sending waits for the peer's answer; at most the lifetime, whatever it says
 * @param retry when a message is sent again that the peer did not take
 * @param leases how processes on one store share the work
 * @param bounds how many delegations are kept
 */
public record DelegationSettings(
        Duration callWait, Duration lifetime, Duration sendTimeout, RetryPolicy retry, Leases leases, Bounds bounds) {
    /** Checks the ranges. */
    public DelegationSettings {
        positive("the call wait", callWait);
        positive("the lifetime", lifetime);
        positive("the send timeout", sendTimeout);
    }

    /** Returns 300 seconds of waiting, 30 minutes of life, three attempts. */
    public static DelegationSettings standard() {
        Duration lifetime = Duration.ofMinutes(30);
        return new DelegationSettings(
                Duration.ofMinutes(5),
                lifetime,
                lifetime,
                RetryPolicy.standard(),
                Leases.standard(),
                Bounds.standard());
    }

    /** Returns a copy with another call wait. */
    public DelegationSettings withCallWait(Duration changed) {
        return new DelegationSettings(changed, lifetime, sendTimeout, retry, leases, bounds);
    }

    /** Returns a copy with another lifetime; one sending may wait as long. */
    public DelegationSettings withLifetime(Duration changed) {
        return new DelegationSettings(callWait, changed, changed, retry, leases, bounds);
    }

    /** Returns a copy whose sendings wait less long for an answer. */
    public DelegationSettings withSendTimeout(Duration changed) {
        return new DelegationSettings(callWait, lifetime, changed, retry, leases, bounds);
    }

    /** Returns a copy with another retry policy. */
    public DelegationSettings with(RetryPolicy changed) {
        return new DelegationSettings(callWait, lifetime, sendTimeout, changed, leases, bounds);
    }

    /** Returns a copy with other leases. */
    public DelegationSettings with(Leases changed) {
        return new DelegationSettings(callWait, lifetime, sendTimeout, retry, changed, bounds);
    }

    /** Returns a copy with other bounds. */
    public DelegationSettings with(Bounds changed) {
        return new DelegationSettings(callWait, lifetime, sendTimeout, retry, leases, changed);
    }

    private static void positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " is longer than zero, was " + duration);
        }
    }

    /**
     * How processes on one store share the work.
     *
     * @param length how long a process holds a delegation after it last said so
     * @param renewal how often it says so, and looks for work that nobody holds
     * @param sendWindow how long after a process that died had begun to send, its reply counts as lost
     * @param closing how long {@link Delegations#close()} waits for replies that are on their way
     */
    public record Leases(Duration length, Duration renewal, Duration sendWindow, Duration closing) {
        /** Checks that a lease can be renewed before it ends. */
        public Leases {
            positive("the renewal", renewal);
            if (length.compareTo(renewal) <= 0) {
                throw new IllegalArgumentException(
                        "a lease must be longer than the renewal, was " + length + " and " + renewal);
            }
        }

        /** Returns leases of 30 seconds, renewed every 10. */
        public static Leases standard() {
            return new Leases(
                    Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(2));
        }
    }

    /**
     * How many delegations are kept.
     *
     * @param finished how many that are over; those told go first
     * @param unfinished how many at once; more are refused
     */
    public record Bounds(int finished, int unfinished) {
        /** Returns 1,000 finished and 10,000 unfinished. */
        public static Bounds standard() {
            return new Bounds(1_000, 10_000);
        }
    }
}
