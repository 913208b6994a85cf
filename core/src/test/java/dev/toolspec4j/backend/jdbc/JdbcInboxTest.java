package dev.toolspec4j.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.message.Attachment;
import dev.toolspec4j.message.InboxMessage;
import dev.toolspec4j.message.UserMessage;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdbcInboxTest {
    @TempDir
    Path folder;

    private Database database;
    private JdbcInbox inbox;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:sqlite:" + folder.resolve("workspace.db"));
        inbox = new JdbcInbox(database, new WorkspaceId("lead"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void returnsWhatWasStoredInOrder() {
        Attachment file =
                new Attachment("a.txt", "text/plain", 3, folder.resolve("a.txt").toAbsolutePath());
        UserMessage first = new UserMessage("1", "first", List.of(file, file));
        UserMessage second = new UserMessage("2", "second", List.of());

        InboxMessage stored = inbox.append(first);
        inbox.append(second);

        assertThat(inbox.since(0, 10)).extracting(InboxMessage::message).containsExactly(first, second);
        assertThat(inbox.since(0, 1)).containsExactly(stored);
    }

    @Test
    void followingByCursorMissesNothingAndRepeatsNothing() {
        long cursor = inbox.append(message("1")).cursor();
        assertThat(inbox.since(cursor, 10)).isEmpty();

        inbox.append(message("2"));
        inbox.append(message("3"));

        assertThat(inbox.since(cursor, 10))
                .extracting(stored -> stored.message().id())
                .containsExactly("2", "3");
    }

    @Test
    void storesARepeatedMessageOnce() {
        InboxMessage first = inbox.append(message("1"));

        assertThat(inbox.append(message("1"))).isEqualTo(first);
        assertThat(inbox.since(0, 10)).hasSize(1);
    }

    @Test
    void aMessageIsReadOnce() {
        inbox.append(message("1"));
        inbox.append(message("2"));

        assertThat(inbox.markRead("1")).isTrue();
        assertThat(inbox.markRead("1")).isFalse();
        assertThat(inbox.markRead("unknown")).isFalse();
        assertThat(inbox.unread(10)).extracting(stored -> stored.message().id()).containsExactly("2");
        assertThat(inbox.since(0, 1).get(0).readAt()).isPresent();
    }

    @Test
    void keepsWorkspacesApart() {
        JdbcInbox other = new JdbcInbox(database, new WorkspaceId("other"));
        inbox.append(message("1"));

        assertThat(other.since(0, 10)).isEmpty();
        assertThat(other.markRead("1")).isFalse();
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatThrownBy(() -> inbox.since(0, 0)).hasMessageContaining("at least 1, was 0");
    }

    private static UserMessage message(String id) {
        return new UserMessage(id, "message " + id, List.of());
    }
}
