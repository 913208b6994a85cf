package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.toolspec4j.message.Attachment;
import dev.toolspec4j.message.UserChannel;
import dev.toolspec4j.message.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link UserChannel} promises, ours and yours. Extend it in a test of the channel. */
@DisplayName("User channel contract")
public abstract class UserChannelContract {
    private static final int AT_ONCE = 8;

    @TempDir
    private Path files;

    /** For subclasses. */
    protected UserChannelContract() {}

    /** Returns the channel under test; the same one within a test. */
    protected abstract UserChannel channel();

    /** Returns what the user saw so far, in order. */
    protected abstract List<Shown> shown();

    /** Makes it impossible to reach the user from now on. */
    protected abstract void breakDown();

    /**
     * What a user saw.
     *
     * @param text the message
     * @param files the names of the files that came with it
     */
    public record Shown(String text, List<String> files) {
        /** Copies the list. */
        public Shown {
            files = List.copyOf(files);
        }
    }

    @Test
    void theUserSeesEveryCharacter() throws Exception {
        String text = "Fertig: \"100 %\" \u2013 \uD83D\uDE80\n\tline two <b>&amp;";

        channel().deliver(message(text));

        assertThat(shown()).containsExactly(new Shown(text, List.of()));
    }

    @Test
    void filesComeWithTheirMessageInOrder() throws Exception {
        channel().deliver(message("Two files.", file("b.txt"), file("a.csv")));

        assertThat(shown()).containsExactly(new Shown("Two files.", List.of("b.txt", "a.csv")));
    }

    @Test
    void whenAFileCannotBeSentTheUserSeesNothingOfTheMessage() throws Exception {
        Attachment gone = file("gone.txt");
        UserMessage message = message("Look.", file("fine.txt"), gone);
        Files.delete(gone.path());

        assertThatIOException().isThrownBy(() -> channel().deliver(message)).withMessageMatching("(?s).+");
        assertThat(shown()).isEmpty();
    }

    @Test
    void aUserWhoCannotBeReachedIsAFailureThatSaysWhy() throws Exception {
        UserChannel channel = channel();
        breakDown();

        assertThatIOException()
                .isThrownBy(() -> channel.deliver(message("Hello?")))
                .withMessageMatching("(?s).+");
    }

    @Test
    void messagesOfManyThreadsAllArriveOnce() throws Exception {
        UserChannel channel = channel();
        List<UserMessage> messages = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            messages.add(message("message " + i, file("file-" + i + ".txt")));
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (UserMessage message : messages) {
                sent.add(threads.submit(() -> {
                    channel.deliver(message);
                    return message.id();
                }));
            }
            for (Future<?> each : sent) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        List<Shown> expected = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            expected.add(new Shown("message " + i, List.of("file-" + i + ".txt")));
        }
        assertThat(shown()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private Attachment file(String name) throws IOException {
        Path path = Files.writeString(files.resolve(name), "content of " + name);
        return new Attachment(name, "text/plain", Files.size(path), path);
    }

    private static UserMessage message(String text, Attachment... files) {
        return new UserMessage(UUID.randomUUID().toString(), text, List.of(files));
    }
}
