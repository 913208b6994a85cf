package dev.toolspec4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.backend.platform.PlatformClient;
import dev.toolspec4j.backend.platform.PlatformException;
import dev.toolspec4j.backend.platform.PlatformUserChannel;
import dev.toolspec4j.message.Attachment;
import dev.toolspec4j.message.UserMessage;
import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlatformUserChannelTest {
    @TempDir
    private Path folder;

    private FakePlatform platform;
    private PlatformClient client;
    private PlatformUserChannel channel;

    @BeforeEach
    void aWorkspaceOnThePlatform() throws Exception {
        platform = new FakePlatform();
        WorkspaceId me = platform.workspaces.add("me", "");
        client = platform.client(me, folder.resolve("configs"));
        channel = new PlatformUserChannel(client);
    }

    @AfterEach
    void stop() {
        client.close();
        platform.close();
    }

    private static UserMessage message(Attachment... files) {
        return new UserMessage("m-1", "here you are", List.of(files));
    }

    private Attachment file(String name, String type, byte[] content) throws Exception {
        Path path = Files.write(folder.resolve(name), content);
        return new Attachment(name, type, content.length, path);
    }

    @Test
    void withoutFilesTheBodyIsExactlyTheMessage() throws Exception {
        channel.deliver(message());

        assertThat(platform.messages.shown()).containsExactly(Map.of("message", "here you are"));
    }

    @Test
    void filesAreUploadedFirstAndNamedAsThePlatformNamesThem() throws Exception {
        channel.deliver(message(
                file("report.csv", "text/csv", "a,b".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                file("chart.png", "image/png", new byte[] {0, 13, 10, -1})));

        assertThat(platform.requests())
                .extracting(request -> request.path().replaceAll(".*/", ""))
                .containsExactly("uploads", "notify");
        assertThat(platform.messages.shown().get(0).get("attachments"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .extracting(each -> ((Map<?, ?>) each).get("name") + " " + ((Map<?, ?>) each).get("mimeType") + " "
                        + ((Map<?, ?>) each).get("size"))
                .containsExactly("report.csv text/csv 3", "chart.png image/png 4");
    }

    @Test
    void aFileOfTheLargestSizeIsSent() throws Exception {
        channel.deliver(message(file("big.bin", "application/octet-stream", new byte[25 * 1024 * 1024])));

        assertThat(platform.messages.shown()).hasSize(1);
    }

    @Test
    void whenTheUploadFailsTheUserSeesNothing() throws Exception {
        platform.next("/chat/uploads", FakeReply.error(500, "staging failed"));
        Attachment file = file("a.txt", "text/plain", new byte[] {1});

        assertThatThrownBy(() -> channel.deliver(message(file)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("500")
                .hasMessageContaining("staging failed");
        assertThat(platform.messages.shown()).isEmpty();
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void anUploadAnswerThatDoesNotFitIsAFailureAndTheUserSeesNothing() throws Exception {
        Attachment file = file("a.txt", "text/plain", new byte[] {1});
        for (String body : List.of(
                "{}",
                "{\"files\":{}}",
                "{\"files\":[]}",
                "{\"files\":[1]}",
                "{\"files\":[{\"uri\":\"x\"}]}",
                "<html>")) {
            platform.next("/chat/uploads", FakeReply.raw(200, "application/json", body));

            assertThatThrownBy(() -> channel.deliver(message(file))).isInstanceOf(PlatformException.class);
        }
        assertThat(platform.messages.shown()).isEmpty();
    }

    @Test
    void aFileThatChangesWhileItIsSentIsAFailure() throws Exception {
        Attachment grown = file("a.txt", "text/plain", new byte[] {1, 2, 3});
        Files.write(grown.path(), new byte[] {1, 2, 3, 4});
        Attachment shrunk = file("b.txt", "text/plain", new byte[] {1, 2, 3});
        Files.write(shrunk.path(), new byte[] {1});

        assertThatThrownBy(() -> channel.deliver(message(grown))).hasMessageContaining("'a.txt' grew");
        assertThatThrownBy(() -> channel.deliver(message(shrunk))).hasMessageContaining("'b.txt' shrank");
        assertThat(platform.messages.shown()).isEmpty();
    }

    @Test
    void aNotifyThatFailsIsLoud() {
        platform.next("/notify", FakeReply.error(503, "down"));

        assertThatThrownBy(() -> channel.deliver(message()))
                .hasMessageContaining("503")
                .hasMessageContaining("show the user a message");
    }

    @Test
    void noCallSendsAHeartbeatOrRegisters() throws Exception {
        channel.deliver(message());

        assertThat(platform.workspaces.heartbeats()).isEmpty();
        assertThat(platform.requests()).noneMatch(request -> request.path().startsWith("/registry"));
    }
}
