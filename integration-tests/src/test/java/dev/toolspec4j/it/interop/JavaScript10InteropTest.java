package dev.toolspec4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aServer;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** {@code @a2a-js/sdk} 1.3.0, protocol 1.0: its agent asked by our client, its client asking our server. */
final class JavaScript10InteropTest extends SdkAgentContract {
    private final NodeAgents node = NodeAgents.required("@a2a-js/sdk@1.3.0", "express@4");

    @Override
    URI start() throws IOException {
        return node.serve("server10.mjs");
    }

    @Override
    String otherProtocol() {
        return "0.3";
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void servesTheSdksClient() throws IOException {
        try (A2aServer server =
                A2aServer.serving("ours", text -> "echo " + text).start()) {
            assertThat(node.run("client10.mjs", server.url().toString(), "hello"))
                    .isEqualTo("TASK_STATE_COMPLETED echo hello");
        }
    }
}
