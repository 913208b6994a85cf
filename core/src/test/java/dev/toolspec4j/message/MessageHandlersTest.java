package dev.toolspec4j.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcInbox;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.StoreException;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MessageHandlersTest {
    @TempDir
    Path folder;

    private Path work;
    private Path copies;
    private Database database;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        copies = folder.resolve("home").resolve("attachments");
        database = Database.open("jdbc:sqlite:" + folder.resolve("workspace.db"));
        inbox = new JdbcInbox(database, new WorkspaceId("lead"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void storesAMessageInTheInboxWhereThereIsNoLiveChannel() throws Exception {
        ToolResult result = send(Optional.empty(), "The build is green.");

        assertThat(result.text()).isEqualTo("Message stored in the user's inbox");
        assertThat(result.structured())
                .containsEntry("success", true)
                .containsEntry("delivered", false)
                .containsEntry("attachments", 0);
        assertThat(inbox.unread(10))
                .extracting(stored -> stored.message().text())
                .containsExactly("The build is green.");
    }

    @Test
    void aMessageThatWasShownLiveIsStoredAndCountsAsRead() throws Exception {
        List<UserMessage> shown = Collections.synchronizedList(new ArrayList<>());
        Path report = file("report.pdf", "pdf");

        ToolResult result = send(Optional.of(shown::add), "Done.", report.toString());

        assertThat(result.text()).isEqualTo("Message sent to user with 1 attachment(s)");
        assertThat(inbox.since(0, 10)).extracting(InboxMessage::message).isEqualTo(shown);
        assertThat(inbox.unread(10)).isEmpty();
    }

    @Test
    void copiesTheFilesSoThatTheyStayAsTheyWere() throws Exception {
        Path report = file("report of today.pdf", "first");

        ToolResult result = send(Optional.empty(), "See the report.", report.toString(), report.toString());
        Files.writeString(report, "second");

        assertThat(result.text()).isEqualTo("Message stored in the user's inbox with 2 attachment(s)");
        List<Attachment> stored = inbox.since(0, 1).get(0).message().attachments();
        assertThat(stored)
                .extracting(Attachment::name, Attachment::mediaType, Attachment::size)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("report_of_today.pdf", "application/pdf", 5L));
        assertThat(stored).hasSize(2).allSatisfy(file -> {
            assertThat(file.path()).startsWith(copies).hasContent("first");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(file.path().getParent())))
                    .isEqualTo("rwx------");
        });
    }

    @Test
    void saysThatAFailedChannelLeftTheMessageInTheInbox() throws Exception {
        UserChannel away = message -> {
            throw new IOException("the chat window is closed");
        };
        UserChannel broken = message -> {
            throw new IllegalStateException("internal detail");
        };

        ToolResult result = send(Optional.of(away), "One");
        ToolResult worse = send(Optional.of(broken), "Two");

        assertThat(result.isError()).isTrue();
        assertThat(result.text())
                .startsWith("Error: the message did not reach the user now: the chat window is closed.")
                .contains("stored in the user's inbox");
        assertThat(worse.text()).contains("the channel broke").doesNotContain("internal detail");
        assertThat(inbox.unread(10))
                .extracting(stored -> stored.message().text())
                .containsExactly("One", "Two");
    }

    @Test
    void refusesABlankOrEndlessMessage() throws Exception {
        assertThat(send(Optional.empty(), " \n").text()).startsWith("Error: message is blank");
        assertThat(send(Optional.empty(), "x".repeat(MessageHandlers.LONGEST_MESSAGE + 1))
                        .text())
                .contains("at most 200000");
        assertThat(inbox.since(0, 10)).isEmpty();
    }

    @Test
    void keepsCharactersThatDatabasesDislikeReadable() throws Exception {
        send(Optional.empty(), "nul \u0000, half \uD83D, whole \uD83D\uDE00, quote ' and %");

        assertThat(inbox.since(0, 1).get(0).message().text())
                .isEqualTo("nul \uFFFD, half \uFFFD, whole \uD83D\uDE00, quote ' and %");
    }

    @Test
    void refusesWhatIsNoFileOfAnAllowedFolderAndSendsNothing() throws Exception {
        Path good = file("good.txt", "good");
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Path link = Files.createSymbolicLink(work.resolve("link.txt"), secret);
        Path sibling = Files.createDirectory(folder.resolve("work-not"));
        Path big = work.resolve("big.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(big.toFile(), "rw")) {
            sparse.setLength(26L * 1024 * 1024);
        }

        refused(good, "good.txt", "is not an absolute path");
        refused(good, "", "is not an absolute path");
        refused(good, "\u0000", "is not a path");
        refused(good, work.toString(), "is a folder");
        refused(good, work.resolve("missing.txt").toString(), "does not exist");
        refused(good, secret.toString(), "outside the allowed folders", work.toString());
        refused(good, link.toString(), "outside the allowed folders", work.toString());
        refused(good, work.resolve("../secret.txt").toString(), "outside the allowed folders");
        refused(good, Files.writeString(sibling.resolve("x"), "x").toString(), "outside the allowed folders");
        refused(good, "/etc/no-such-file", "outside the allowed folders");
        refused(good, big.toString(), "has 27262976 bytes; at most 26214400");
    }

    @Test
    void refusesAFileThatThisUserMayNotRead() throws Exception {
        Path good = file("good.txt", "good");
        Path closed = file("closed.txt", "closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(closed), "this user may read everything");

        refused(good, closed.toString(), "may not be read");
    }

    @Test
    void refusesASpecialFile() throws Exception {
        Path device = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(device), "there is no such device here");

        MessageHandlers handlers = handlers(List.of(Path.of("/dev")), Optional.empty());
        ToolResult result = handlers.sendMessageToUser(
                ToolCall.of("tell", Map.of("message", "see", "attachments", List.of(device.toString()))));

        assertThat(result.text()).contains("is not a regular file");
    }

    @Test
    void sendsAFileOf25MiBAndRefusesMoreThan50Together() throws Exception {
        Path big = work.resolve("big.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(big.toFile(), "rw")) {
            sparse.setLength(AttachmentRules.LARGEST_FILE);
        }
        Path small = file("small.txt", "1");

        assertThat(send(Optional.empty(), "big", big.toString()).isError()).isFalse();
        assertThat(send(Optional.empty(), "both", big.toString(), big.toString(), small.toString())
                        .text())
                .contains("52428801 bytes together");
    }

    @Test
    void refusesMoreFilesThanAMessageCarries() throws Exception {
        String file = file("a.txt", "a").toString();

        assertThat(send(Optional.empty(), "many", Collections.nCopies(21, file).toArray(String[]::new))
                        .text())
                .contains("21 attachments are too many", "at most 20");
    }

    @Test
    void followsLinksThatStayInAllowedFolders() throws Exception {
        Path target = file("target.txt", "inside");
        Path link = Files.createSymbolicLink(work.resolve("link.txt"), target);

        assertThat(send(Optional.empty(), "see", link.toString()).isError()).isFalse();
        assertThat(inbox.since(0, 1).get(0).message().attachments())
                .extracting(Attachment::name)
                .containsExactly("link.txt");
    }

    @Test
    void allowsAFolderThatIsItselfALink() throws Exception {
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), work);
        file("a.txt", "a");
        MessageHandlers handlers = handlers(List.of(alias), Optional.empty());

        for (Path way : List.of(alias, work)) {
            ToolResult result = handlers.sendMessageToUser(ToolCall.of(
                    "tell",
                    Map.of(
                            "message",
                            "see",
                            "attachments",
                            List.of(way.resolve("a.txt").toString()))));
            assertThat(result.isError()).isFalse();
        }
    }

    @Test
    void tellsWhichSettingAllowsFolders() throws Exception {
        ToolResult result = handlers(List.of(), Optional.empty())
                .sendMessageToUser(ToolCall.of(
                        "tell",
                        Map.of(
                                "message",
                                "see",
                                "attachments",
                                List.of(file("a.txt", "a").toString()))));

        assertThat(result.text()).contains("TOOLSPEC4J_ATTACHMENT_DIRS");
    }

    @Test
    void removesTheCopiesWhenTheMessageCannotBeStored() throws Exception {
        Inbox full = new FullInbox();
        MessageHandlers handlers = new MessageHandlers(
                full, new AttachmentRules(List.of(work)), new AttachmentStore(copies), Optional.empty());

        ToolResult result = handlers.sendMessageToUser(ToolCall.of(
                "tell",
                Map.of(
                        "message",
                        "see",
                        "attachments",
                        List.of(file("a.txt", "a").toString()))));

        assertThat(result.text()).startsWith("Error: the disk is full");
        assertThat(copies).isEmptyDirectory();
    }

    @Test
    void removesTheCopiesWhenOneFileCannotBeCopied() throws Exception {
        Path first = file("first.txt", "1");
        Path second = file("second.txt", "2");
        List<Attachment> checked =
                new AttachmentRules(List.of(work)).check(List.of(first.toString(), second.toString()));
        Files.delete(second);
        Files.createSymbolicLink(second, first);

        assertThatThrownBy(() -> new AttachmentStore(copies).copy("id", checked))
                .isInstanceOf(AttachmentException.class)
                .hasMessageContaining("second.txt");
        assertThat(copies).isEmptyDirectory();
    }

    @Test
    void namesAreHarmlessAndKeepTheirExtension() {
        assertThat(AttachmentNames.shown(Path.of("/x/a b;c$(rm)\".txt"))).isEqualTo("a_b_c__rm__.txt");
        assertThat(AttachmentNames.shown(Path.of("/x/" + "n".repeat(200) + ".tar.gz")))
                .hasSize(100)
                .endsWith("n.gz");
        assertThat(AttachmentNames.shown(Path.of("/x/..."))).isEqualTo("file");
        assertThat(AttachmentNames.stored(3, "отчёт.pdf")).isEqualTo("03-_____.pdf");
        assertThat(MediaTypes.of("notes.MD")).isEqualTo("text/markdown");
        assertThat(MediaTypes.of("photo.jpeg")).isEqualTo("image/jpeg");
        assertThat(MediaTypes.of("Makefile")).isEqualTo("application/octet-stream");
    }

    private void refused(Path good, String bad, String... parts) throws Exception {
        ToolResult result = send(Optional.empty(), "see", good.toString(), bad);

        assertThat(result.isError()).as(bad).isTrue();
        assertThat(result.structured()).containsEntry("kind", "invalid_arguments");
        assertThat(result.text())
                .contains("'" + bad.replace("work/../", "") + "'")
                .contains(parts);
        assertThat(inbox.since(0, 10)).isEmpty();
        try (Stream<Path> left = Files.exists(copies) ? Files.list(copies) : Stream.empty()) {
            assertThat(left).isEmpty();
        }
    }

    private ToolResult send(Optional<UserChannel> channel, String message, String... attachments) throws Exception {
        return handlers(List.of(work), channel)
                .sendMessageToUser(
                        ToolCall.of("tell", Map.of("message", message, "attachments", List.of(attachments))));
    }

    private MessageHandlers handlers(List<Path> allowed, Optional<UserChannel> channel) {
        return new MessageHandlers(inbox, new AttachmentRules(allowed), new AttachmentStore(copies), channel);
    }

    private Path file(String name, String content) throws IOException {
        return Files.write(work.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }

    private static final class FullInbox implements Inbox {
        @Override
        public InboxMessage append(UserMessage message) {
            throw new StoreException("the disk is full", null);
        }

        @Override
        public List<InboxMessage> since(long cursor, int limit) {
            return List.of();
        }

        @Override
        public List<InboxMessage> unread(int limit) {
            return List.of();
        }

        @Override
        public boolean markRead(String id) {
            return false;
        }
    }
}
