package dev.toolspec4j.delegation;

import java.time.Duration;

/**
 * How often and after which pause a message is sent again that the peer provably did not take.
 *
 * @param attempts how often in all, 1 or more
 * @param delay the pause after the first attempt; the one after attempt n is n times as long, give or take a fifth
 */
public record RetryPolicy(int attempts, Duration delay) {
    private static final double SPREAD = 0.2;

    /** Checks the ranges. */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is 1 or more, was " + attempts);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay is zero or more, was " + delay);
        }
    }

    /** Returns three attempts, with pauses of about 5 and 10 seconds. */
    public static RetryPolicy standard() {
        return new RetryPolicy(3, Duration.ofSeconds(5));
    }

    /**
     * Returns the pause after an attempt.
     *
     * @param attempt 1 for the first
     * @param random from 0, inclusive, to 1, exclusive
     */
    public Duration pauseAfter(int attempt, double random) {
        return Spread.around(delay.multipliedBy(attempt), SPREAD, random);
    }
}
