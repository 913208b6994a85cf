package dev.toolspec4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aServer;
import io.a2a.A2A;
import io.a2a.client.Client;
import io.a2a.client.ClientEvent;
import io.a2a.client.TaskEvent;
import io.a2a.client.config.ClientConfig;
import io.a2a.client.transport.jsonrpc.JSONRPCTransport;
import io.a2a.client.transport.jsonrpc.JSONRPCTransportConfig;
import io.a2a.spec.AgentCard;
import io.a2a.spec.Task;
import io.a2a.spec.TaskQueryParams;
import io.a2a.spec.TaskState;
import io.a2a.spec.TextPart;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The a2a-java SDK's client 0.3.3 against our server: card, send and get. */
@Tag("interop")
@Timeout(60)
class JavaSdkInteropTest {
    @Test
    void servesTheSdksClient() throws Exception {
        BlockingQueue<ClientEvent> events = new LinkedBlockingQueue<>();
        try (A2aServer server =
                A2aServer.serving("ours", text -> "echo " + text).start()) {
            AgentCard card = A2A.getAgentCard(server.url().toString());
            Client client = Client.builder(card)
                    .withTransport(JSONRPCTransport.class, new JSONRPCTransportConfig())
                    .clientConfig(new ClientConfig.Builder().setStreaming(false).build())
                    .addConsumer((event, from) -> events.add(event))
                    .build();

            client.sendMessage(A2A.toUserMessage("hello"), null);
            Task task = ((TaskEvent) events.take()).getTask();
            Task asked = client.getTask(new TaskQueryParams(task.getId()), null);

            assertThat(card.name()).isEqualTo("ours");
            assertThat(task.getStatus().state()).isEqualTo(TaskState.COMPLETED);
            assertThat(((TextPart) task.getArtifacts().get(0).parts().get(0)).getText())
                    .isEqualTo("echo hello");
            assertThat(asked.getId()).isEqualTo(task.getId());
        }
    }
}
