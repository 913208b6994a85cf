package dev.toolspec4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.PeerReply.Standing;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** {@code @a2a-js/sdk} 0.3.14, protocol 0.3: its agent asked by our client, its client asking our server. */
final class JavaScript03InteropTest extends SdkAgentContract {
    private final NodeAgents node = NodeAgents.required("@a2a-js/sdk@0.3.14", "express@4");

    @Override
    URI start() throws IOException {
        return node.serve("server03.mjs");
    }

    @Override
    String otherProtocol() {
        return "1.0";
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void callsAnAgentThatThrewFailed() throws InterruptedException {
        PeerReply reply = ask("throw");

        assertThat(reply.standing()).isEqualTo(Standing.FAILED);
        assertThat(reply.text()).isEqualTo("Agent execution error: boom");
    }

    @Test
    void servesTheSdksClient() throws IOException {
        try (A2aServer server =
                A2aServer.serving("ours", text -> "echo " + text).start()) {
            assertThat(node.run("client03.mjs", server.url().toString(), "hello"))
                    .isEqualTo("completed echo hello");
        }
    }
}
