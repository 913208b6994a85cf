package dev.toolspec4j.it.interop;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;

/** An agent on a2a-java 0.3.3.Final, protocol 0.3, asked by our client. */
final class JavaSdkAgentInteropTest extends SdkAgentContract {
    private final JavaSdkAgent sdk;

    JavaSdkAgentInteropTest() throws IOException {
        this.sdk = new JavaSdkAgent();
    }

    @Override
    URI start() {
        return sdk.url();
    }

    @Override
    String otherProtocol() {
        return "1.0";
    }

    @AfterAll
    void stop() {
        sdk.close();
    }
}
