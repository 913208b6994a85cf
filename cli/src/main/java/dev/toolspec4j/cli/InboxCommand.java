package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.message.Attachment;
import dev.toolspec4j.message.Inbox;
import dev.toolspec4j.message.InboxMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows what waits for the user. */
@Command(
        name = "inbox",
        mixinStandardHelpOptions = true,
        description = "Show the messages that agents left for you, and mark them read.")
final class InboxCommand implements Callable<Integer> {
    private static final int PAGE = 200;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Option(names = "--all", description = "Show messages read before, too.")
    private boolean all;

    @Option(names = "--follow", description = "Wait for further messages; end with Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Workspace workspace = options.open(main.terminal())) {
            Inbox inbox = workspace.inbox();
            long cursor = all ? show(inbox, inbox.since(0, PAGE), 0) : show(inbox, inbox.unread(PAGE), 0);
            if (all) {
                cursor = rest(inbox, cursor);
            }
            if (cursor == 0 && !follow && !json) {
                main.terminal().out().println("No " + (all ? "" : "new ") + "messages.");
            }
            if (follow) {
                follow(inbox, cursor);
            }
        }
        return ExitCode.OK;
    }

    private void follow(Inbox inbox, long from) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        long cursor = from;
        do {
            cursor = rest(inbox, cursor);
        } while (!ended.await(1, TimeUnit.SECONDS));
    }

    private long rest(Inbox inbox, long from) {
        long cursor = from;
        List<InboxMessage> page = inbox.since(cursor, PAGE);
        while (!page.isEmpty()) {
            cursor = show(inbox, page, cursor);
            page = inbox.since(cursor, PAGE);
        }
        return cursor;
    }

    private long show(Inbox inbox, List<InboxMessage> messages, long from) {
        long cursor = from;
        for (InboxMessage entry : messages) {
            main.terminal().out().println(json ? Json.of(facts(entry)) : text(entry));
            main.terminal().out().flush();
            inbox.markRead(entry.message().id());
            cursor = Math.max(cursor, entry.cursor());
        }
        return cursor;
    }

    private static String text(InboxMessage entry) {
        StringBuilder text = new StringBuilder(entry.sentAt().toString())
                .append("  ")
                .append(entry.message().text().replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " "));
        for (Attachment file : entry.message().attachments()) {
            text.append(System.lineSeparator()).append("  attached: ").append(file.path());
        }
        return text.toString();
    }

    private static Map<String, Object> facts(InboxMessage entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", entry.message().id());
        facts.put("sent_at", entry.sentAt().toString());
        facts.put("message", entry.message().text());
        facts.put(
                "attachments",
                entry.message().attachments().stream()
                        .map(file -> Map.of(
                                "name", file.name(),
                                "media_type", file.mediaType(),
                                "size", file.size(),
                                "path", file.path().toString()))
                        .toList());
        return facts;
    }
}
