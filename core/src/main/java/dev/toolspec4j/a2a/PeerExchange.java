package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.Request;

/** One request to a peer in the form that it speaks, with the one permitted change of form. */
final class PeerExchange {
    private final PeerHttp http;
    private final Routes routes;
    private final Clock clock;

    PeerExchange(PeerHttp http, Routes routes, Clock clock) {
        this.http = http;
        this.routes = routes;
        this.clock = clock;
    }

    PeerReply get(A2aEndpoint endpoint, String taskId, A2aCall call, Instant deadline, CallHandle handle) {
        return run(endpoint, call, deadline, handle, route -> route.form().get(taskId, route.tenant()));
    }

    /** Stops a task. A peer that says it cannot be stopped any more is asked how it stands. */
    PeerReply cancel(A2aEndpoint endpoint, String taskId, A2aCall call, Instant deadline, CallHandle handle) {
        PeerReply reply =
                run(endpoint, call, deadline, handle, route -> route.form().cancel(taskId, route.tenant()));
        return reply instanceof PeerReply.Refused refused && refused.code() == Rpc.TASK_NOT_CANCELABLE
                ? get(endpoint, taskId, call, deadline, handle)
                : reply;
    }

    PeerReply run(
            A2aEndpoint endpoint,
            A2aCall call,
            Instant deadline,
            CallHandle handle,
            Function<Route, ObjectNode> request) {
        Optional<String> problem = AddressRules.problem(endpoint.url());
        if (problem.isPresent()) {
            return new PeerReply.Refused(0, problem.get(), false);
        }
        Route route;
        try {
            route = routes.find(endpoint, call, deadline, handle);
        } catch (NoRouteException e) {
            return new PeerReply.Refused(0, String.valueOf(e.getMessage()), false);
        }
        PeerReply reply = once(endpoint, route, call, deadline, handle, request);
        if (!wrongForm(reply) || !routes.mayChange(endpoint)) {
            return reply;
        }
        Route other = route.inOtherForm();
        PeerReply second = once(endpoint, other, call, deadline, handle, request);
        if (wrongForm(second)) {
            return reply;
        }
        routes.learn(endpoint, other);
        return second;
    }

    /** Both codes say that the method or version is not known here, so that nothing was executed. */
    private static boolean wrongForm(PeerReply reply) {
        return reply instanceof PeerReply.Refused refused
                && (refused.code() == Rpc.METHOD_NOT_FOUND || refused.code() == Rpc.VERSION_NOT_SUPPORTED);
    }

    private PeerReply once(
            A2aEndpoint endpoint,
            Route route,
            A2aCall call,
            Instant deadline,
            CallHandle handle,
            Function<Route, ObjectNode> request) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero() || handle.stopped()) {
            return new PeerReply.NotSent(
                    handle.stopped()
                            ? "the request was stopped before it was sent"
                            : "there was no time left to ask the peer",
                    Optional.empty());
        }
        PeerHttp.Sent sent = new PeerHttp.Sent();
        try {
            Request built = request(endpoint, route, call, sent, Rpc.write(request.apply(route)));
            return ReplyClassifier.classify(http.exchange(built, left, handle));
        } catch (RefusedAddressException e) {
            return new PeerReply.Refused(0, "the peer's address is not permitted: " + e.getMessage(), false);
        } catch (IOException e) {
            return sent.any() ? lost(endpoint, e) : unreached(endpoint, e);
        } catch (IllegalArgumentException e) {
            return new PeerReply.Refused(0, "a header or the URL of the peer cannot be sent", false);
        }
    }

    private static PeerReply lost(A2aEndpoint endpoint, IOException e) {
        return new PeerReply.OutcomeUnknown(
                "the request went to " + endpoint.url() + " and no whole answer came back: " + reason(e));
    }

    private static PeerReply unreached(A2aEndpoint endpoint, IOException e) {
        return new PeerReply.NotSent("cannot reach " + endpoint.url() + ": " + reason(e), Optional.empty());
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static Request request(A2aEndpoint endpoint, Route route, A2aCall call, PeerHttp.Sent sent, byte[] body) {
        Request.Builder request = new Request.Builder()
                .url(route.url().toString())
                .tag(PeerHttp.Sent.class, sent)
                .post(new OneShotBody(body));
        request.header("Accept", "application/json");
        route.form().headers().forEach(request::header);
        endpoint.headers().forEach(request::header);
        call.headers().forEach(request::header);
        return request.build();
    }
}
