package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a call, and of every way in which it can go wrong. */
class CallTest {
    private static final JsonSchema INPUT = JsonSchema.object()
            .string("text", "A text.")
            .string("note", "A note.")
            .integer("count", "A count.")
            .choice("tone", "A tone.", "LOW", "HIGH")
            .required("text")
            .build();

    private final ToolRegistry registry = Samples.registry(
            Samples.tool("run_task")
                    .input(INPUT)
                    .handler(call -> ToolResult.json(call.arguments()))
                    .build(),
            Samples.formerly("list_peers", "show_peers"),
            Samples.tool("recall_memory").build());

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anUnknownToolIsAnsweredWithTheClosestName() {
        ToolResult.Failure failure = fails("list_peer", "{}", FailureKind.UNKNOWN_TOOL);

        assertThat(failure.text()).isEqualTo("Error: no tool is named 'list_peer'. Did you mean 'list_peers'?");
        assertThat(fails("LIST_PEERS", "{}", FailureKind.UNKNOWN_TOOL).text()).contains("Did you mean 'list_peers'?");
    }

    @Test
    void anUnknownToolLikeNoOtherIsAnsweredWithAllNames() {
        assertThat(fails("get_weather", "{}", FailureKind.UNKNOWN_TOOL).text())
                .contains("'get_weather'")
                .contains("The tools are: run_task, list_peers, recall_memory.");
        assertThat(ToolRegistry.of(List.of())
                        .call("any", "{}", CallContext.none())
                        .text())
                .contains("there are no tools");
    }

    @Test
    void aRenamedToolIsAnsweredWithItsPresentName() {
        assertThat(fails("Show_Peers", "{}", FailureKind.UNKNOWN_TOOL).text())
                .isEqualTo("Error: the tool 'Show_Peers' is now named 'list_peers'. Call 'list_peers'.");
    }

    @Test
    void aToolThatWasTakenAwayIsNotConfusedWithOneLikeIt() {
        ToolRegistry fewer = Samples.registry(
                        Samples.tool("delegate_task").build(),
                        Samples.tool("delegate_task_async").build())
                .without("delegate_task");

        assertThat(fewer.call("delegate_task", "{}", CallContext.none()).text())
                .isEqualTo("Error: the tool 'delegate_task' is not offered here. The tools are: delegate_task_async.");
    }

    @Test
    void aNameOfAnyLengthAndContentIsShownOnOneShortLine() {
        String text =
                fails("x\n".repeat(100_000), "{}", FailureKind.UNKNOWN_TOOL).text();

        assertThat(text).doesNotContain("\n").hasSizeLessThan(250);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[1]",
                "\"text\"",
                "3",
                "true",
                "{\"text\":",
                "{\"text\":\"a\"} and more",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "\"[1]\""
            })
    void argumentsThatAreNoJsonObjectAreRefusedBeforeAnythingHappens(String arguments) {
        String text =
                fails("run_task", arguments, FailureKind.INVALID_ARGUMENTS).text();

        assertThat(text)
                .startsWith("Error: the arguments of 'run_task' are not a JSON object: ")
                .contains("Nothing was done. Send one JSON object")
                .doesNotContain("com.fasterxml", "java.lang", "DeserializationFeature");
    }

    @Test
    void deeplyNestedArgumentsAreRefused() {
        String bomb = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);

        assertThat(fails("run_task", bomb, FailureKind.INVALID_ARGUMENTS).text())
                .contains("nesting depth");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "null", "{}", "\n", "\"{}\"", "{\"ignored\":1}"})
    void aToolWithoutParametersTakesEveryFormOfNothing(String arguments) {
        assertThat(registry.call("list_peers", arguments, CallContext.none()).isError())
                .isFalse();
    }

    @Test
    void anObjectInsideAStringIsTakenAsMeant() {
        assertThat(registry.call("run_task", "\"{\\\"text\\\":\\\"a\\\"}\"", CallContext.none())
                        .structured())
                .isEqualTo(Map.of("text", "a"));
    }

    @Test
    void everyProblemWithTheSchemaIsListedWithItsPath() {
        ToolResult.Failure failure =
                fails("run_task", "{\"count\":\"many\",\"tone\":\"loud\"}", FailureKind.INVALID_ARGUMENTS);

        assertThat(failure.text())
                .startsWith("Error: the arguments of 'run_task' do not fit: ")
                .contains("/: required property 'text' not found")
                .contains("/count: string found, integer expected")
                .contains("/tone: ")
                .endsWith("Nothing was done. Correct them and call again.");
        assertThat((List<?>) failure.structured().get("problems")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"a\",\"note\":null,\"count\":null}|{\"text\":\"a\"}",
                "{\"text\":\"a\",\"note\":\"  \",\"tone\":\"\"}|{\"text\":\"a\"}",
                "{\"text\":\"\"}|{\"text\":\"\"}",
                "{\"tone\":\"low\",\"text\":\"a\"}|{\"tone\":\"LOW\",\"text\":\"a\"}",
                "{\"text\":\"a\",\"tone\":\" High \"}|{\"text\":\"a\",\"tone\":\"HIGH\"}",
                "{\"count\":3,\"text\":\"ä\"}|{\"count\":3,\"text\":\"ä\"}"
            })
    void argumentsReachTheHandlerAsTheSchemaKnowsThem(String sent, String received) {
        assertThat(registry.call("run_task", sent, CallContext.none()).text()).isEqualTo(received);
    }

    @Test
    void nestedArgumentsAreTidiedLikeTheOthers() {
        ToolRegistry nested = Samples.echoing(JsonSchema.of("{\"type\":\"object\",\"properties\":{"
                + "\"filter\":{\"type\":\"object\",\"properties\":{\"kind\":{\"type\":\"string\",\"enum\":[\"A\"]},"
                + "\"name\":{\"type\":\"string\"}},\"required\":[\"kind\"]},"
                + "\"kinds\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"A\",\"B\"]}}}}"));

        assertThat(nested.call(
                                "run",
                                "{\"filter\":{\"kind\":\"a\",\"name\":null},\"kinds\":[\"b\",\"A\"]}",
                                CallContext.none())
                        .text())
                .isEqualTo("{\"filter\":{\"kind\":\"A\"},\"kinds\":[\"B\",\"A\"]}");
    }

    @Test
    void requiredArgumentsMustNotBeNull() {
        assertThat(fails("run_task", "{\"text\":null}", FailureKind.INVALID_ARGUMENTS)
                        .text())
                .contains("/text: null found, string expected");
    }

    @Test
    void argumentsThatTheToolDoesNotKnowAreIgnoredAndListed() {
        ToolResult result = registry.call("run_task", "{\"text\":\"a\",\"zoom\":1,\"angle\":2}", CallContext.none());

        assertThat(result.text()).isEqualTo("{\"text\":\"a\"}");
        assertThat(result.structured().get("ignored_arguments")).isEqualTo(List.of("zoom", "angle"));
        assertThat(fails("run_task", "{\"zoom\":1}", FailureKind.INVALID_ARGUMENTS)
                        .structured())
                .containsEntry("ignored_arguments", List.of("zoom"));
    }

    @Test
    void aSchemaThatAllowsFurtherMembersGetsThem() {
        ToolRegistry open =
                Samples.echoing(JsonSchema.of("{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}"));

        assertThat(open.call("run", "{\"any\":1}", CallContext.none()).text()).isEqualTo("{\"any\":1}");
        assertThat(open.call("run", "{\"any\":\"x\"}", CallContext.none()).isError())
                .isTrue();
    }

    @Test
    void aHandlerThatThrowsIsABrokenToolAndItsMessageStaysInTheLog() {
        for (Throwable cause : List.of(
                new IllegalStateException("password=hunter2"),
                new NoClassDefFoundError("hunter2"),
                new AssertionError("hunter2"),
                new StackOverflowError("hunter2"))) {
            ToolResult result = answering(call -> {
                throw sneaky(cause);
            });

            assertThat(result)
                    .isInstanceOfSatisfying(
                            ToolResult.Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.BROKEN));
            assertThat(result.text()).contains("the tool 'run' broke").doesNotContain("hunter2");
            assertThat(result.structured()).containsEntry("success", false).containsEntry("kind", "broken");
        }
    }

    @SuppressWarnings("unchecked") // Throws what the signature does not allow, as handlers in other languages can.
    private static <E extends Throwable> RuntimeException sneaky(Throwable cause) throws E {
        throw (E) cause;
    }

    @Test
    void aHandlerThatReturnsNullIsABrokenTool() {
        assertThat(answering(call -> null).text()).contains("the tool 'run' broke");
    }

    @Test
    void anInterruptIsACancelledCallAndTheFlagIsSetAgain() {
        ToolResult result = answering(call -> {
            throw new InterruptedException("stop");
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result)
                .isInstanceOfSatisfying(
                        ToolResult.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED));
        assertThat(result.text()).contains("'run' was cancelled");
    }

    @Test
    void aCallWithParsedArgumentsIsCheckedToo() {
        assertThat(registry.call(ToolCall.of("run_task", Map.of("count", "x"))).isError())
                .isTrue();
        assertThat(registry.call(ToolCall.of("run_task", Map.of("text", "a"))).text())
                .isEqualTo("{\"text\":\"a\"}");
    }

    private static ToolResult answering(ToolHandler handler) {
        return Samples.registry(Samples.tool("run").handler(handler).build()).call("run", "{}", CallContext.none());
    }

    private ToolResult.Failure fails(String tool, String arguments, FailureKind kind) {
        ToolResult result = registry.call(tool, arguments, CallContext.none());
        assertThat(result.isError()).isTrue();
        assertThat(result.text()).startsWith("Error: ");
        ToolResult.Failure failure = (ToolResult.Failure) result;
        assertThat(failure.kind()).isEqualTo(kind);
        return failure;
    }
}
