package dev.toolspec4j.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class A2aClientTest {
    private final MockWebServer server = new MockWebServer();
    private final A2aClient client = A2aClient.builder().asksForCards(false).build();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void sendsTheOldFormAndReadsAMessage() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"kind\":\"message\",\"parts\":"
                        + "[{\"kind\":\"text\",\"text\":\"hello\"}]}}")
                .build());

        PeerReply reply = client.send(
                A2aEndpoint.at(server.url("/").uri()),
                A2aMessage.text("hi"),
                A2aCall.until(Instant.now().plusSeconds(60)));

        assertThat(reply.standing()).isEqualTo(PeerReply.Standing.COMPLETED);
        assertThat(reply.text()).isEqualTo("hello");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getBody().utf8()).contains("\"method\":\"message/send\"", "\"kind\":\"message\"");
    }
}
