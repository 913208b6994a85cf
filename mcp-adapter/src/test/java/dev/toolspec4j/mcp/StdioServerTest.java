package dev.toolspec4j.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.Progress;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StdioServerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {not json                                             | -32700
                    {"jsonrpc":"2.0","id":1,"method":"ping"} and more     | -32700
                    "text"                                                | -32600
                    null                                                  | -32600
                    [{"jsonrpc":"2.0","id":1,"method":"ping"}]            | -32600
                    [{"jsonrpc":"2.0","id":1,"method":"ping"},{}]         | -32600
                    []                                                    | -32600
                    {"jsonrpc":"1.0","id":1,"method":"ping"}              | -32600
                    {"id":1,"method":"ping"}                              | -32600
                    {"jsonrpc":"2.0","id":{},"method":"ping"}             | -32600
                    {"jsonrpc":"2.0","id":null,"method":"ping"}           | -32600
                    {"jsonrpc":"2.0","id":1,"method":7}                   | -32600
                    {"jsonrpc":"2.0","id":1,"method":"ping","params":[1]} | -32600
                    {"jsonrpc":"2.0","id":1,"method":"no/such"}           | -32601
                    """)
    void answersABadLineAndCarriesOn(String line, int code) throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.send(line);

            assertThat(error(client.next())).containsEntry("code", code);
            client.assertAlive();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"initialize\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"initialize\",\"params\":{\"protocolVersion\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/list\",\"params\":{\"cursor\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"LOUD\"}}"
            })
    void answersOddParametersUnderTheirId(String line) throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.send(line);

            assertThat(client.next()).containsEntry("id", 5);
            client.assertAlive();
        }
    }

    @Test
    void answersDeeplyNestedJson() throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.call(1, "echo", "{\"text\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");

            assertThat(client.next()).containsKey("error");
            client.assertAlive();
        }
    }

    @Test
    void answersBytesThatAreNotUtf8() throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.send(new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}', '\n'});

            assertThat(error(client.next())).containsEntry("code", -32700);
            client.assertAlive();
        }
    }

    @Test
    void saysThatBatchesAreNotSupported() throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.send("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]");

            assertThat(error(client.next()).get("message"))
                    .isEqualTo("batches are not supported; send each JSON-RPC message on its own");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t", "\r"})
    void skipsBlankLines(String line) throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.send(line);

            client.assertAlive();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"?\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":99,\"error\":\"odd\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/no_such\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":12345}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}"
            })
    void doesNotAnswerWhatIsNoRequest(String line) throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.send(line);

            client.assertAlive();
        }
    }

    @Test
    void refusesAHugeLineAndCarriesOn() throws Exception {
        McpOptions options = McpOptions.builder().maxMessageBytes(2048).build();
        try (RawClient client = new RawClient(Fixtures.registry(), options).initialize()) {
            client.call(1, "echo", "{\"text\":\"" + "x".repeat(500_000) + "\"}");

            assertThat(error(client.next()).get("message"))
                    .isEqualTo("the message is longer than 2048 bytes and was skipped; send less");
            client.assertAlive();
        }
    }

    @Test
    void readsALineOfExactlyTheCap() throws Exception {
        McpOptions options = McpOptions.builder().maxMessageBytes(2048).build();
        try (RawClient client = new RawClient(Fixtures.registry(), options).initialize()) {
            String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

            client.send(ping + " ".repeat(2048 - ping.length()));
            client.send(ping + " ".repeat(2049 - ping.length()));

            assertThat(client.next()).containsKey("result");
            assertThat(client.next()).containsKey("error");
        }
    }

    @Test
    void decodesTextWhateverTheBordersOfWhatIsRead() throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            byte[] line = ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
                            + "\"arguments\":{\"text\":\"Zoë 東京 🚀\"}}}\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < line.length; i++) {
                client.send(Arrays.copyOfRange(line, i, i + 1));
            }

            assertThat(text(client.next())).isEqualTo("Zoë 東京 🚀");
        }
    }

    @Test
    void sendsTextThatIsNoValidUnicode() throws Exception {
        ToolSpec half =
                Fixtures.tool("half", call -> ToolResult.text("cut \ud83d")).build();
        try (RawClient client = RawClient.initialized(Fixtures.registry(half))) {
            client.call(1, "half", "{}");

            assertThat(text(client.next())).isEqualTo("cut ?");
        }
    }

    @Test
    void answersAnUnknownToolWithTheToolsThereAre() throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.call(1, "zzzzzzzz", "{}");

            Map<String, Object> answer = client.next();
            assertThat(answer).containsEntry("id", 1);
            assertThat(isError(answer)).isTrue();
            assertThat(text(answer))
                    .isEqualTo("Error: no tool is named 'zzzzzzzz'. The tools are: echo, facts, broken.");
        }
    }

    @Test
    void leadsAFormerNameToThePresentOne() throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.call(1, "repeat", "{\"text\":\"hi\"}");

            assertThat(text(client.next())).contains("is now named 'echo'");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    null              | required property 'text'
                    {}                | required property 'text'
                    {"text":7}        | text
                    [1,2]             | are not a JSON object
                    "text"            | are not a JSON object
                    7                 | are not a JSON object
                    {"text":"a","tone":"SHRILL"} | tone
                    """)
    void answersBadArgumentsWithAClearToolError(String arguments, String said) throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.call(1, "echo", arguments);

            Map<String, Object> answer = client.next();
            assertThat(isError(answer)).isTrue();
            assertThat(text(answer)).startsWith("Error: ").contains("'echo'").contains(said);
            assertThat(result(answer)).doesNotContainKey("structuredContent");
            client.assertAlive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":7}", "{\"name\":\"echo\",\"arguments\":{\"text\":\"a\"},\"_meta\":[1]}"})
    void answersOddCalls(String params) throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}");

            assertThat(client.next()).containsEntry("id", 1).containsKey("result");
            client.assertAlive();
        }
    }

    @Test
    void takesNoArgumentsAsAnEmptyObject() throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.call(1, "facts", "null");

            assertThat(result(client.next())).containsEntry("structuredContent", Map.of("count", 2));
        }
    }

    @Test
    void survivesAToolThatThrowsWithoutShowingWhy() throws Exception {
        try (RawClient client = RawClient.initialized(Fixtures.registry())) {
            client.call(1, "broken", "{}");

            Map<String, Object> answer = client.next();
            assertThat(isError(answer)).isTrue();
            assertThat(text(answer)).contains("the tool 'broken' broke").doesNotContain("secret");
            client.assertAlive();
        }
    }

    @Test
    void survivesAToolThatEndsInAnError() throws Exception {
        ToolSpec worse = Fixtures.tool("worse", call -> {
                    throw new AssertionError("secret detail");
                })
                .build();
        try (RawClient client = RawClient.initialized(Fixtures.registry(worse))) {
            client.call(1, "worse", "{}");

            Map<String, Object> answer = client.next();
            assertThat(isError(answer)).isTrue();
            assertThat(text(answer)).doesNotContain("secret");
            client.assertAlive();
        }
    }

    @Test
    void answersRequestsBeforeTheSessionWithoutWaiting() throws Exception {
        try (RawClient client = new RawClient(Fixtures.registry(), McpOptions.defaults())) {
            client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            assertThat(error(client.next()).get("message").toString()).contains("initialize");

            client.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"server/discover\"}");
            assertThat(error(client.next())).containsEntry("code", -32601);

            client.assertAlive();
        }
    }

    @Test
    void runsCallsSideBySideAndAnswersPingMeanwhile() throws Exception {
        CountDownLatch bothRun = new CountDownLatch(2);
        ToolSpec meet = Fixtures.tool("meet", call -> {
                    bothRun.countDown();
                    return ToolResult.text(bothRun.await(60, TimeUnit.SECONDS) ? "met" : "alone");
                })
                .build();
        try (RawClient client = RawClient.initialized(Fixtures.registry(meet))) {
            client.call(1, "meet", "{}");
            client.assertAlive();
            client.call(2, "meet", "{}");

            assertThat(List.of(text(client.next()), text(client.next()))).containsExactly("met", "met");
        }
    }

    @Test
    void interruptsTheHandlerOfACancelledCallAndDoesNotAnswerIt() throws Exception {
        Waiting waiting = new Waiting();
        try (RawClient client = RawClient.initialized(Fixtures.registry(waiting.spec()))) {
            client.call(7, "wait", "{}");
            waiting.started.await();

            client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");

            assertThat(waiting.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
            client.assertAlive();
            client.call(7, "facts", "{}");
            assertThat(client.next()).containsEntry("id", 7).containsKey("result");
        }
    }

    @Test
    void refusesASecondRequestUnderTheIdOfARunningOne() throws Exception {
        Waiting waiting = new Waiting();
        try (RawClient client = RawClient.initialized(Fixtures.registry(waiting.spec()))) {
            client.call(7, "wait", "{}");
            waiting.started.await();

            client.call(7, "facts", "{}");

            assertThat(error(client.next())).containsEntry("code", -32600);
        }
    }

    @Test
    void turnsCallsAwayThatFindNoPlace() throws Exception {
        Waiting waiting = new Waiting();
        McpOptions options = McpOptions.builder().maxParallelCalls(1).build();
        try (RawClient client = new RawClient(Fixtures.registry(waiting.spec()), options).initialize()) {
            client.call(0, "wait", "{}");
            waiting.started.await();
            for (int id = 1; id <= 16; id++) {
                client.call(id, "facts", "{}");
            }

            client.call(17, "facts", "{}");

            Map<String, Object> answer = client.next();
            assertThat(answer).containsEntry("id", 17);
            assertThat(text(answer)).contains("too many tools are running");
            waiting.release.countDown();
            for (int id = 0; id <= 16; id++) {
                assertThat(client.next()).containsKey("result");
            }
        }
    }

    @Test
    void answersRunningCallsAtTheEndOfInput() throws Exception {
        Waiting waiting = new Waiting();
        try (RawClient client = RawClient.initialized(Fixtures.registry(waiting.spec()))) {
            client.call(1, "wait", "{}");
            waiting.started.await();
            client.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
            client.endInput();
            assertThat(client.next()).containsEntry("id", 2);

            waiting.release.countDown();

            assertThat(text(client.next())).isEqualTo("released");
            client.server().awaitEnd();
        }
    }

    @Test
    void interruptsCallsThatOutlastTheDrain() throws Exception {
        Waiting waiting = new Waiting();
        McpOptions options = McpOptions.builder().drain(Duration.ofMillis(50)).build();
        try (RawClient client = new RawClient(Fixtures.registry(waiting.spec()), options).initialize()) {
            client.call(1, "wait", "{}");
            waiting.started.await();

            client.endInput();

            client.server().awaitEnd();
            assertThat(waiting.interrupted.getCount()).isZero();
            assertThat(client.isSilent()).isTrue();
        }
    }

    @Test
    void interruptsRunningCallsWhenClosed() throws Exception {
        Waiting waiting = new Waiting();
        RawClient client = RawClient.initialized(Fixtures.registry(waiting.spec()));
        client.call(1, "wait", "{}");
        waiting.started.await();

        client.close();
        client.close();

        client.server().awaitEnd();
        assertThat(waiting.interrupted.getCount()).isZero();
    }

    @Test
    void reportsProgressToAClientThatAskedForIt() throws Exception {
        ToolSpec steps = Fixtures.tool("steps", call -> {
                    call.context().report(Progress.of(1, "one"));
                    call.context().report(Progress.of(1, "no step"));
                    call.context().report(Progress.of(2, ""));
                    return ToolResult.text("done");
                })
                .build();
        try (RawClient client = RawClient.initialized(Fixtures.registry(steps))) {
            client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"steps\","
                    + "\"_meta\":{\"progressToken\":\"p\"}}}");

            assertThat(client.nextLine()).contains("notifications/progress", "\"progressToken\":\"p\"", "\"one\"");
            assertThat(client.nextLine()).contains("notifications/progress", "\"progress\":2.0");
            assertThat(text(client.next())).isEqualTo("done");

            client.call(2, "steps", "{}");
            assertThat(text(client.next())).isEqualTo("done");
        }
    }

    @Test
    void givesInstructionsAndTheGuide() throws Exception {
        McpOptions options = McpOptions.builder()
                .instructions("Use echo first.")
                .guide("A long guide.")
                .build();
        try (RawClient client = new RawClient(Fixtures.registry(), options)) {
            client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                    + "\"2099-01-01\",\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}");
            assertThat(result(client.next()))
                    .containsEntry("instructions", "Use echo first.")
                    .containsEntry("protocolVersion", "2025-11-25");
            client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

            client.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"prompts/get\",\"params\":{\"name\":\"guide\"}}");

            assertThat(client.nextLine()).contains("A long guide.");
        }
    }

    @Test
    void listsTheToolsInRegistryOrderWithANinthAtItsEnd() throws Exception {
        ToolRegistry registry = Fixtures.registry(Fixtures.tool("ninth", call -> ToolResult.text("9"))
                .input(JsonSchema.object().build())
                .build());
        try (RawClient client = RawClient.initialized(registry)) {
            client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");

            List<?> tools = (List<?>) result(client.next()).get("tools");
            assertThat(tools)
                    .extracting(tool -> ((Map<?, ?>) tool).get("name"))
                    .isEqualTo(List.of("echo", "facts", "broken", "ninth"));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> error(Map<String, Object> answer) {
        assertThat(answer).containsKey("error");
        return (Map<String, Object>) answer.get("error");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> result(Map<String, Object> answer) {
        assertThat(answer).containsKey("result");
        return (Map<String, Object>) answer.get("result");
    }

    private static boolean isError(Map<String, Object> answer) {
        return Boolean.TRUE.equals(result(answer).get("isError"));
    }

    private static String text(Map<String, Object> answer) {
        List<?> content = (List<?>) result(answer).get("content");
        return (String) ((Map<?, ?>) content.get(0)).get("text");
    }
}
