package dev.toolspec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptedPeerTest {
    @Test
    void takesItsStepsInOrderAndThenItsLastResort() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start()
                .then(PeerStep.task("t1", "working", ""), PeerStep.error(-32_603, "broken"))
                .otherwise(PeerStep.message("the end"))) {
            assertThat(post(peer, "one").body()).contains("\"state\":\"working\"");
            assertThat(post(peer, "two").body()).contains("-32603");
            assertThat(post(peer, "three").body()).contains("the end");
            assertThat(post(peer, "four").body()).contains("the end");
            assertThat(peer.posts())
                    .extracting(ScriptedPeer.Received::body)
                    .containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void breaksConnectionsWhenItIsToldTo() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start().otherwise(PeerStep.cut("half"))) {
            assertThatThrownBy(() -> post(peer, "x")).isInstanceOf(IOException.class);
            assertThat(peer.received()).isNotEmpty();
        }
    }

    private static HttpResponse<String> post(ScriptedPeer peer, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(peer.url())
                                .timeout(Duration.ofSeconds(60))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }
}
