package dev.toolspec4j.it.interop;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;

/** {@code @a2a-js/sdk} 1.3.0 with its layer for 0.3 on: its card is a hybrid that names both forms. */
final class JavaScriptBothInteropTest extends SdkAgentContract {
    private final NodeAgents node = NodeAgents.required("@a2a-js/sdk@1.3.0", "express@4");

    @Override
    URI start() throws IOException {
        return node.serve("server10.mjs", "compat");
    }

    @Override
    String otherProtocol() {
        return "0.3";
    }

    @AfterAll
    void stop() {
        node.close();
    }
}
