package dev.toolspec4j.it.bench;

import io.a2a.A2A;
import io.a2a.client.Client;
import io.a2a.client.MessageEvent;
import io.a2a.client.config.ClientConfig;
import io.a2a.client.transport.jsonrpc.JSONRPCTransport;
import io.a2a.client.transport.jsonrpc.JSONRPCTransportConfig;
import io.a2a.spec.AgentCapabilities;
import io.a2a.spec.AgentCard;
import io.a2a.spec.TextPart;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The exchange by the a2a-java SDK's client, streaming off. */
public final class SdkClient implements Contestant {
    private final AtomicReference<String> said = new AtomicReference<>("");
    private final AtomicReference<Client> client = new AtomicReference<>();

    @Override
    public void open(URI peer) throws Exception {
        AgentCard card = new AgentCard.Builder()
                .name("peer")
                .description("a peer")
                .url(peer.toString())
                .version("1")
                .protocolVersion("0.3.0")
                .preferredTransport("JSONRPC")
                .capabilities(new AgentCapabilities.Builder().build())
                .defaultInputModes(List.of("text"))
                .defaultOutputModes(List.of("text"))
                .skills(List.of())
                .build();
        client.set(Client.builder(card)
                .withTransport(JSONRPCTransport.class, new JSONRPCTransportConfig())
                .clientConfig(new ClientConfig.Builder().setStreaming(false).build())
                .addConsumer((event, from) -> {
                    if (event instanceof MessageEvent message
                            && message.getMessage().getParts().get(0) instanceof TextPart text) {
                        said.set(text.getText());
                    }
                })
                .build());
    }

    @Override
    public String ask(String text) throws Exception {
        said.set("");
        client.get().sendMessage(A2A.toUserMessage(text), null);
        return said.get();
    }

    @Override
    public void close() {
        client.get().close();
    }
}
