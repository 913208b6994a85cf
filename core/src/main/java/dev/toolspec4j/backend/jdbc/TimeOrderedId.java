package dev.toolspec4j.backend.jdbc;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** UUIDs of version 7: later ones are greater, within one process always, between processes by their clocks. */
final class TimeOrderedId {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    TimeOrderedId(Clock clock) {
        this.clock = clock;
    }

    String next() {
        long time = last.accumulateAndGet(clock.millis() << 12, (before, now) -> Math.max(before + 1, now));
        long high = ((time >>> 12) << 16) | 0x7000 | (time & 0xfff);
        long low = Long.MIN_VALUE | (ThreadLocalRandom.current().nextLong() >>> 2);
        return new UUID(high, low).toString();
    }
}
