package dev.toolspec4j.mcp;

import dev.toolspec4j.mcp.JsonRpc.Incoming;
import dev.toolspec4j.mcp.JsonRpc.Read;
import dev.toolspec4j.mcp.JsonRpc.Refused;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the SDK's servlet: lets in, caps, checks and reroutes messages, and knows how to cancel, which the SDK
 * does not (2.1.0).
 */
final class HttpEndpoint extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient HttpGate gate;
    private final transient JsonRpc rpc;
    private final transient AnyCall anyCall;
    private final transient CallRunner runner;
    private final transient HttpServletStreamableServerTransportProvider sdk;
    private final int maxBytes;

    HttpEndpoint(
            HttpGate gate,
            ServerBlueprint blueprint,
            CallRunner runner,
            HttpServletStreamableServerTransportProvider sdk,
            int maxBytes) {
        this.gate = gate;
        this.rpc = new JsonRpc(blueprint.mapper());
        this.anyCall = blueprint.anyCall();
        this.runner = runner;
        this.sdk = sdk;
        this.maxBytes = maxBytes;
    }

    /** Returns what a call's handler learns of its HTTP request. */
    static McpTransportContext context(HttpServletRequest request) {
        @Nullable Object id = request.getAttribute(McpTools.REQUEST_ID);
        return id == null ? McpTransportContext.EMPTY : McpTransportContext.create(Map.of(McpTools.REQUEST_ID, id));
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        sdk.init(config);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<HttpGate.Refusal> refusal = gate.refusal(request);
        if (refusal.isPresent()) {
            if (refusal.get().status() == HttpServletResponse.SC_UNAUTHORIZED) {
                response.setHeader("WWW-Authenticate", "Bearer");
            }
            refuse(
                    response,
                    refusal.get().status(),
                    JsonRpc.invalid(Optional.empty(), refusal.get().reason()));
        } else if ("POST".equals(request.getMethod())) {
            post(request, response);
        } else {
            if ("DELETE".equals(request.getMethod())) {
                session(request).ifPresent(runner::cancelAll);
            }
            sdk.service(request, response);
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            // The rest stays unread, so the connection cannot be used again.
            response.setHeader("Connection", "close");
            refuse(
                    response,
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    JsonRpc.invalid(Optional.empty(), "the message is longer than " + maxBytes + " bytes; send less"));
            return;
        }
        Incoming incoming = rpc.read(body);
        if (incoming instanceof Refused refused) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, refused);
        } else if (incoming instanceof Read read) {
            pass(read, body, request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        }
    }

    private void pass(Read read, byte[] body, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (read.message() instanceof JSONRPCNotification notification
                && JsonRpc.CANCELLED.equals(notification.method())) {
            Optional<String> session = session(request);
            JsonRpc.cancelledId(notification).ifPresent(id -> session.ifPresent(known -> runner.cancel(known, id)));
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        } else if (read.message() instanceof JSONRPCRequest call) {
            request.setAttribute(McpTools.REQUEST_ID, call.id());
            sdk.service(new BufferedRequest(request, rpc.write(anyCall.reroute(call))), response);
        } else {
            sdk.service(new BufferedRequest(request, body), response);
        }
    }

    private void refuse(HttpServletResponse response, int status, Refused refused) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(rpc.write(refused));
    }

    private static Optional<String> session(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.MCP_SESSION_ID));
    }
}
