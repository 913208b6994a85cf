package dev.toolspec4j.a2a;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange with a peer: sent at most once, to a permitted address, read up to a limit. */
final class PeerHttp implements AutoCloseable {
    /** Node and uvicorn close idle connections after 5 s; a request on a closed one has an unknown outcome. */
    private static final Duration IDLE = Duration.ofSeconds(4);

    private static final int IDLE_CONNECTIONS = 64;
    private static final EventListener SENT_WATCH = new SentWatch();
    private static final String RETRY_AFTER = "Retry-After";
    /** OkHttp sends again by itself on {@code Retry-After: 0}, unless it does not see it. */
    private static final String KEPT_RETRY_AFTER = "Toolspec4j-Retry-After";

    private final OkHttpClient http;
    private final Clock clock;
    private final AddressRules rules;
    private final long bodyLimit;

    PeerHttp(OkHttpClient base, AddressRules rules, long bodyLimit, Duration connectLimit, Clock clock) {
        this.clock = clock;
        this.rules = rules;
        this.bodyLimit = bodyLimit;
        EventListener.Factory baseEvents = base.eventListenerFactory();
        this.http = base.newBuilder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE.toMillis(), TimeUnit.MILLISECONDS))
                .connectTimeout(connectLimit)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .dns(host -> permitted(host, base.dns().lookup(host)))
                .addNetworkInterceptor(this::guarded)
                .eventListenerFactory(call -> baseEvents.create(call).plus(SENT_WATCH))
                .build();
    }

    /**
     * Makes the exchange.
     *
     * @throws IOException when there is no whole answer; {@link Sent#any()} tells whether bytes of the request left
     */
    HttpReply exchange(Request request, Duration limit, CallHandle handle) throws IOException {
        Call call = http.newCall(request);
        call.timeout().timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        handle.begin(call);
        checkLiteral(request.url().host());
        try (Response response = call.execute()) {
            return read(response);
        }
    }

    private HttpReply read(Response response) throws IOException {
        ResponseBody body = response.body();
        BufferedSource source = body.source();
        boolean tooLarge = source.request(bodyLimit + 1);
        MediaType type = body.contentType();
        return new HttpReply(
                response.code(),
                type == null ? "" : type.toString(),
                RetryAfter.read(response.header(KEPT_RETRY_AFTER, ""), clock.instant()),
                Optional.ofNullable(response.header("Location")),
                Optional.ofNullable(response.header("ETag")),
                Optional.ofNullable(response.header("Cache-Control")),
                tooLarge ? ByteString.EMPTY : source.readByteString(),
                tooLarge);
    }

    private Response guarded(Interceptor.Chain chain) throws IOException {
        checkConnected(chain.connection(), chain.request().url().host());
        Response response = chain.proceed(chain.request());
        String retryAfter = response.header(RETRY_AFTER);
        return retryAfter == null
                ? response
                : response.newBuilder()
                        .removeHeader(RETRY_AFTER)
                        .header(KEPT_RETRY_AFTER, retryAfter)
                        .build();
    }

    /** The last word: what the socket is really connected to. A proxy looks names up itself and has its own rules. */
    private void checkConnected(@Nullable Connection connection, String host) throws RefusedAddressException {
        if (connection != null
                && connection.route().proxy().type() == Proxy.Type.DIRECT
                && !rules.allows(connection.socket().getInetAddress())) {
            throw new RefusedAddressException(host);
        }
    }

    private List<InetAddress> permitted(String host, List<InetAddress> found) throws UnknownHostException {
        List<InetAddress> kept = found.stream().filter(rules::allows).toList();
        if (kept.isEmpty() && !found.isEmpty()) {
            throw new RefusedAddressException(host);
        }
        return kept;
    }

    /** Addresses that are written in the URL are never looked up. */
    private void checkLiteral(String host) throws UnknownHostException {
        if (AddressRange.isLiteral(host)) {
            permitted(host, List.of(InetAddress.getByName(host)));
        }
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
    }

    /** Whether bytes of a request left this machine. Travels as the request's tag. */
    static final class Sent {
        private volatile boolean any;

        boolean any() {
            return any;
        }
    }

    private static final class SentWatch extends EventListener {
        @Override
        public void requestHeadersStart(Call call) {
            Sent sent = call.request().tag(Sent.class);
            if (sent != null) {
                sent.any = true;
            }
        }
    }
}
