package dev.toolspec4j.mcp;

import dev.toolspec4j.mcp.JsonRpc.Incoming;
import dev.toolspec4j.mcp.JsonRpc.Read;
import dev.toolspec4j.mcp.JsonRpc.Refused;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One session over lines of JSON. The SDK's own transport loses sessions under parallel calls, ends on a blank line,
 * drops answers at the end of input and knows no cancellation (SDK 2.1.0); this one does not.
 */
final class StdioTransport implements McpServerTransportProvider {
    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
    private static final Set<String> NEEDS_SESSION = Set.of(
            McpSchema.METHOD_TOOLS_LIST,
            McpSchema.METHOD_TOOLS_CALL,
            McpSchema.METHOD_PROMPT_LIST,
            McpSchema.METHOD_PROMPT_GET,
            McpSchema.METHOD_LOGGING_SET_LEVEL);

    private final McpJsonMapper mapper;
    private final JsonRpc rpc;
    private final AnyCall anyCall;
    private final LineWriter out;
    private final RunningRequests running = new RunningRequests();
    private volatile boolean initialized;
    private @Nullable McpServerSession session;

    StdioTransport(McpJsonMapper mapper, AnyCall anyCall, LineWriter out) {
        this.mapper = mapper;
        this.rpc = new JsonRpc(mapper);
        this.anyCall = anyCall;
        this.out = out;
    }

    @Override
    public List<String> protocolVersions() {
        return List.of(
                ProtocolVersions.MCP_2024_11_05,
                ProtocolVersions.MCP_2025_03_26,
                ProtocolVersions.MCP_2025_06_18,
                ProtocolVersions.MCP_2025_11_25);
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        this.session = factory.create(new Wire());
    }

    /** Takes one line. Called by one thread; calls that take long run elsewhere. */
    void accept(byte[] line) {
        if (isBlank(line)) {
            return;
        }
        Incoming incoming = rpc.read(line);
        if (incoming instanceof Refused refused) {
            refuse(refused);
        } else if (incoming instanceof Read read) {
            dispatch(read.message());
        }
    }

    /** Answers a line that was too long to read. */
    void refuseTooLong(int maxBytes) {
        refuse(JsonRpc.invalid(
                Optional.empty(), "the message is longer than " + maxBytes + " bytes and was skipped; send less"));
    }

    /** Returns what runs. */
    RunningRequests running() {
        return running;
    }

    private void dispatch(JSONRPCMessage message) {
        if (message instanceof JSONRPCNotification notification && JsonRpc.CANCELLED.equals(notification.method())) {
            JsonRpc.cancelledId(notification).ifPresent(running::cancel);
        } else if (message instanceof JSONRPCRequest request) {
            request(anyCall.reroute(request));
        } else {
            if (message instanceof JSONRPCNotification notification
                    && McpSchema.METHOD_NOTIFICATION_INITIALIZED.equals(notification.method())) {
                initialized = true;
            }
            session().handle(message).subscribe(done -> {}, e -> LOG.warn("a message was not handled", e));
        }
    }

    private void request(JSONRPCRequest request) {
        if (!initialized && NEEDS_SESSION.contains(request.method())) {
            refuse(JsonRpc.invalid(
                    Optional.of(request.id()),
                    "there is no session yet; send \"initialize\", then \"notifications/initialized\""));
        } else if (!initialized && McpSchema.METHOD_PING.equals(request.method())) {
            send(JSONRPCResponse.result(request.id(), Map.of()));
        } else {
            McpTransportContext context = McpTransportContext.create(Map.of(McpTools.REQUEST_ID, request.id()));
            Mono<Void> answered =
                    session().handle(request).contextWrite(view -> view.put(McpTransportContext.KEY, context));
            if (!running.start(request.id(), answered)) {
                refuse(JsonRpc.invalid(Optional.of(request.id()), "a request with this \"id\" is still running"));
            }
        }
    }

    private McpServerSession session() {
        if (session == null) {
            throw new IllegalStateException("lines came in before the server was built");
        }
        return session;
    }

    private void refuse(Refused refused) {
        try {
            out.write(rpc.write(refused));
        } catch (IOException e) {
            LOG.warn("an error could not be sent: {}", refused.reason(), e);
        }
    }

    private void send(JSONRPCMessage message) {
        try {
            out.write(rpc.write(message));
        } catch (IOException e) {
            LOG.warn("a message could not be sent", e);
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public Mono<Void> notifyClients(String method, @Nullable Object params) {
        return session().sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(running::cancelAll);
    }

    /** The way out. */
    private final class Wire implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(JSONRPCMessage message) {
            return Mono.fromRunnable(() -> send(message));
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return mapper.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
