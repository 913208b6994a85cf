package dev.toolspec4j.delegation;

import java.time.Duration;

/** Keeps many delegations from waking at the same instant. */
final class Spread {
    private Spread() {}

    /** Returns the duration, lengthened or shortened by up to the share; 0 random is shortest. */
    static Duration around(Duration middle, double share, double random) {
        return Duration.ofNanos(Math.round(middle.toNanos() * (1 - share + 2 * share * random)));
    }
}
