package dev.toolspec4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpCallerTest {
    private final MockWebServer server = new MockWebServer();
    private final HttpCaller http = new HttpCaller();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private HttpAsk ask(Duration limit, long mostBytes) {
        return new HttpAsk(
                "POST",
                server.url("/x").uri(),
                Map.of("Authorization", "Bearer secret"),
                Optional.of(new HttpContent.Json("{}")),
                limit,
                mostBytes);
    }

    private HttpAsk ask() {
        return ask(Duration.ofSeconds(60), 1_000);
    }

    @Test
    void anAnswerOfTheLargestSizeIsReadAndALargerOneIsNot() throws Exception {
        server.enqueue(new MockResponse.Builder().body("x".repeat(1_000)).build());
        server.enqueue(new MockResponse.Builder().body("x".repeat(1_001)).build());

        assertThat(http.call(ask()).text()).hasSize(1_000);
        assertThatThrownBy(() -> http.call(ask()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsNotWaitedFor() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        assertThatThrownBy(() -> http.call(ask(Duration.ofMillis(200), 1_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer within");
    }

    @Test
    void aBodyThatDribblesEndsWithTheDeadlineToo() {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(900))
                .throttleBody(1, 100, java.util.concurrent.TimeUnit.MILLISECONDS)
                .build());

        assertThatThrownBy(() -> http.call(ask(Duration.ofMillis(400), 1_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer within");
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void redirectsAreNotFollowed(int status) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Location", "http://evil.example/")
                .build());

        assertThat(http.call(ask()).status()).isEqualTo(status);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"401", "408", "429", "503"})
    void nothingIsSentAgainWhateverTheAnswer(int status) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Retry-After", "0")
                .addHeader("WWW-Authenticate", "Basic")
                .build());

        HttpAnswer answer = http.call(ask());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.retryAfter()).contains(Duration.ZERO);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aConnectionThatBreaksAfterTheRequestIsNotTriedAgain() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());

        assertThatThrownBy(() -> http.call(ask())).isInstanceOf(IOException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aCancelledExchangeIsAbandoned() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        CompletableFuture<HttpAnswer> answer = http.start(ask());
        answer.cancel(true);

        assertThat(answer).isCancelled();
    }

    @Test
    void aRequestsTextNeverShowsItsHeaders() {
        assertThat(ask().toString()).startsWith("POST http").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"no such thing\"}                    | no such thing",
                "{\"error\":{\"code\":-32001,\"message\":\"no\"}} | no (code -32001)",
                "{\"error\":{\"code\":0}}                         | an error without a message (code 0)",
                "{\"detail\":\"Not Found\"}                       | Not Found",
                "plain words                                      | plain words",
                "{\"error\":\"\"}                                 | {\"error\":\"\"}",
            })
    void bothShapesOfAnErrorAreRead(String body, String expected) {
        assertThat(new HttpAnswer(500, Optional.empty(), body).error()).contains(expected);
    }

    @Test
    void aPageOfHtmlOrNothingHasNoErrorToShow() {
        assertThat(new HttpAnswer(502, Optional.empty(), " <html>nginx</html>").error())
                .isEmpty();
        assertThat(new HttpAnswer(404, Optional.empty(), "").error()).isEmpty();
    }
}
