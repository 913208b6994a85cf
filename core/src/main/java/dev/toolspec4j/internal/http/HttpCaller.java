package dev.toolspec4j.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes exchanges over OkHttp: each once, without following redirects. Safe for use by several threads.
 *
 * <p>OkHttp's own resending is off, also its lesser known one on {@code 503} with {@code Retry-After: 0}, because the
 * services' writes are not all idempotent.
 */
public final class HttpCaller implements AutoCloseable {
    private static final int AT_ONCE = 64;
    private static final String RETRY_AFTER = "Retry-After";
    private static final String TOLD = "Toolspec4j-Told-Retry-After";

    private final ThreadPoolExecutor threads;
    private final OkHttpClient http;

    /** Makes one on connections of its own. */
    public HttpCaller() {
        this(new OkHttpClient());
    }

    /** Makes one on the connections, proxy and trust of a client; the client itself stays as it is. */
    public HttpCaller(OkHttpClient base) {
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), HttpCaller::daemon);
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(AT_ONCE);
        dispatcher.setMaxRequestsPerHost(AT_ONCE);
        this.http = base.newBuilder()
                .dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addNetworkInterceptor(HttpCaller::hideRetryAfter)
                .build();
    }

    /**
     * Makes the exchange and waits for it.
     *
     * @throws IOException when there is no whole answer in time; the message says what happened
     * @throws InterruptedException when the caller gave up; the exchange is abandoned
     */
    public HttpAnswer call(HttpAsk ask) throws IOException, InterruptedException {
        CompletableFuture<HttpAnswer> answer = start(ask);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(reason(ask, e.getCause()), e.getCause());
        }
    }

    /**
     * Makes the exchange without waiting. The future fails with the {@link IOException} that OkHttp met; cancelling it
     * abandons the exchange.
     */
    public CompletableFuture<HttpAnswer> start(HttpAsk ask) {
        Call call = http.newCall(HttpBodies.request(ask));
        call.timeout().timeout(Math.max(1, ask.limit().toMillis()), TimeUnit.MILLISECONDS);
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        call.enqueue(new Reader(ask, answer));
        return answer.whenComplete((done, failure) -> {
            if (answer.isCancelled()) {
                call.cancel();
            }
        });
    }

    /** Ends the threads; exchanges under way are abandoned. */
    @Override
    public void close() {
        http.dispatcher().cancelAll();
        threads.shutdown();
    }

    /** Returns what a failed exchange means, for people. */
    public static String reason(HttpAsk ask, @Nullable Throwable failure) {
        if (failure instanceof InterruptedIOException) {
            return "no answer within " + ask.limit().toSeconds() + " s";
        }
        if (failure == null) {
            return "the exchange failed";
        }
        String message = failure.getMessage();
        String type = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "toolspec4j-http");
        thread.setDaemon(true);
        return thread;
    }

    private static Response hideRetryAfter(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        Response response = chain.proceed(request);
        String told = response.header(RETRY_AFTER);
        return told == null
                ? response
                : response.newBuilder()
                        .removeHeader(RETRY_AFTER)
                        .header(TOLD, told)
                        .build();
    }

    private record Reader(HttpAsk ask, CompletableFuture<HttpAnswer> answer) implements Callback {
        @Override
        public void onFailure(Call call, IOException failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                answer.complete(read(response));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        }

        private HttpAnswer read(Response response) throws IOException {
            BufferedSource source = response.body().source();
            if (source.request(ask.mostBytes() + 1)) {
                throw new ProtocolException("the answer has more than " + ask.mostBytes() + " bytes");
            }
            return new HttpAnswer(response.code(), seconds(response.header(TOLD, "")), source.readUtf8());
        }

        private static Optional<Duration> seconds(String header) {
            return header.matches("\\d{1,9}")
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                    : Optional.empty();
        }
    }
}
