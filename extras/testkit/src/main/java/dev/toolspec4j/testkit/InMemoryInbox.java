package dev.toolspec4j.testkit;

import dev.toolspec4j.message.Inbox;
import dev.toolspec4j.message.InboxMessage;
import dev.toolspec4j.message.UserMessage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Messages to the user in this process's memory, for tests. Safe for use by several threads. */
public final class InMemoryInbox implements Inbox {
    private final Clock clock;
    private final List<InboxMessage> messages = new ArrayList<>();

    /** Makes an empty one that takes the time from the clock. */
    public InMemoryInbox(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Makes an empty one. */
    public InMemoryInbox() {
        this(Clock.systemUTC());
    }

    @Override
    public synchronized InboxMessage append(UserMessage message) {
        int known = indexOf(message.id());
        if (known >= 0) {
            return messages.get(known);
        }
        InboxMessage kept = new InboxMessage(messages.size() + 1L, message, now(), Optional.empty());
        messages.add(kept);
        return kept;
    }

    @Override
    public synchronized List<InboxMessage> since(long cursor, int limit) {
        return messages.stream()
                .filter(message -> message.cursor() > cursor)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<InboxMessage> unread(int limit) {
        return messages.stream()
                .filter(message -> message.readAt().isEmpty())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean markRead(String id) {
        int known = indexOf(id);
        if (known < 0 || messages.get(known).readAt().isPresent()) {
            return false;
        }
        InboxMessage kept = messages.get(known);
        messages.set(known, new InboxMessage(kept.cursor(), kept.message(), kept.sentAt(), Optional.of(now())));
        return true;
    }

    private int indexOf(String id) {
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).message().id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
