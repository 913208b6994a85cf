package dev.toolspec4j.message;

import java.util.List;

/**
 * The messages that this workspace's agents sent to its user, kept until somebody reads them and after. Safe for use by
 * several threads and processes. Every method throws {@link dev.toolspec4j.workspace.StoreException} when the inbox
 * cannot be read or written.
 */
public interface Inbox {
    /** Keeps a message, and returns when it is on disk. Keeping the same id again changes nothing. */
    InboxMessage append(UserMessage message);

    /**
     * Returns the messages stored after one, oldest first. To follow the inbox, ask again with the last cursor seen: no
     * message is missed and none comes twice.
     *
     * @param cursor of the last message seen; 0 for the start
     * @param limit most messages to return, at least 1
     */
    List<InboxMessage> since(long cursor, int limit);

    /**
     * Returns the messages that the user has not had, oldest first.
     *
     * @param limit most messages to return, at least 1
     */
    List<InboxMessage> unread(int limit);

    /** Notes that the user had the message; returns whether it was unread until now. */
    boolean markRead(String id);
}
