package dev.toolspec4j.message;

import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.StoreException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs when a model sends its user a message. Every message is stored in the inbox first, with copies of its
 * files, and then shown live where there is a channel; one that was shown counts as read. So none is lost when the
 * channel fails, and the inbox is the whole record. Safe for use by several threads.
 */
public final class MessageHandlers {
    /** The most characters of one message. */
    public static final int LONGEST_MESSAGE = 200_000;

    private static final Logger LOG = LoggerFactory.getLogger(MessageHandlers.class);

    private final Inbox inbox;
    private final AttachmentRules rules;
    private final AttachmentStore copies;
    private final Optional<UserChannel> channel;

    /**
     * Makes the handlers.
     *
     * @param inbox where every message is stored
     * @param rules which files may be sent
     * @param copies where their copies go
     * @param channel that shows messages to the user now; empty when there is none
     */
    public MessageHandlers(Inbox inbox, AttachmentRules rules, AttachmentStore copies, Optional<UserChannel> channel) {
        this.inbox = inbox;
        this.rules = rules;
        this.copies = copies;
        this.channel = channel;
    }

    /** Sends {@code message} with the files that {@code attachments} names; all of it or nothing. */
    public ToolResult sendMessageToUser(ToolCall call) throws InterruptedException {
        String text = call.string("message");
        if (text.isBlank()) {
            return ToolResult.failure(
                    FailureKind.INVALID_ARGUMENTS, "message is blank; say something, also when you attach files.");
        }
        if (text.length() > LONGEST_MESSAGE) {
            return ToolResult.failure(
                    FailureKind.INVALID_ARGUMENTS,
                    "message has " + text.length() + " characters, at most " + LONGEST_MESSAGE
                            + " are possible; write the long part to a file and attach that.");
        }
        try {
            List<Attachment> files = rules.check(call.strings("attachments"));
            return deliver(store(text, files));
        } catch (AttachmentException e) {
            return ToolResult.failure(FailureKind.INVALID_ARGUMENTS, e.getMessage() + ". Nothing was sent.");
        } catch (StoreException e) {
            return ToolResult.failure(FailureKind.UNAVAILABLE, e.getMessage() + ". The message was not sent.");
        }
    }

    private UserMessage store(String text, List<Attachment> files) throws AttachmentException {
        String id = UUID.randomUUID().toString();
        UserMessage message = new UserMessage(id, text, copies.copy(id, files));
        boolean stored = false;
        try {
            inbox.append(message);
            stored = true;
            return message;
        } finally {
            if (!stored) {
                copies.discard(id);
            }
        }
    }

    private ToolResult deliver(UserMessage message) throws InterruptedException {
        if (channel.isEmpty()) {
            return result("Message stored in the user's inbox", message, false);
        }
        try {
            channel.get().deliver(message);
        } catch (IOException e) {
            return undelivered(message, ": " + e.getMessage());
        } catch (RuntimeException e) {
            // The channel is the caller's code; its faults must not make a stored message look as if it were lost.
            LOG.warn("the user channel broke with message {}", message.id(), e);
            return undelivered(message, " (the channel broke; the cause is in the log)");
        }
        noteRead(message);
        return result("Message sent to user", message, true);
    }

    private void noteRead(UserMessage message) {
        try {
            inbox.markRead(message.id());
        } catch (StoreException e) {
            LOG.warn("message {} was delivered, and still counts as unread", message.id(), e);
        }
    }

    private static ToolResult result(String text, UserMessage message, boolean delivered) {
        int files = message.attachments().size();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("success", true);
        facts.put("message_id", message.id());
        facts.put("delivered", delivered);
        facts.put("attachments", files);
        return ToolResult.of(files == 0 ? text : text + " with " + files + " attachment(s)", facts);
    }

    private static ToolResult undelivered(UserMessage message, String reason) {
        return new ToolResult.Failure(
                FailureKind.UNAVAILABLE,
                "the message did not reach the user now" + reason
                        + ". It is stored in the user's inbox, so do not send it again; say it in your answer if it is urgent.",
                Map.of("message_id", message.id(), "stored", true, "delivered", false));
    }
}
