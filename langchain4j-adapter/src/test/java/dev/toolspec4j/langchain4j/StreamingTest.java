package dev.toolspec4j.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.toolspec4j.testkit.ModelReply;
import dev.toolspec4j.testkit.ScriptedModel;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that arrive piece by piece. */
class StreamingTest {
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    interface Assistant {
        TokenStream ask(String question);
    }

    @AfterEach
    void stop() {
        callbacks.shutdownNow();
        workers.shutdownNow();
    }

    @Test
    void aStreamedCallRunsTheToolAndTheAnswerComesBack() throws Exception {
        ToolRegistry registry = Probe.registry(Probe.tool("clock", call -> ToolResult.text("noon")));
        try (ScriptedModel model =
                ScriptedModel.playing(ModelReply.calls("clock", "{}"), ModelReply.says("It is noon."))) {
            Assistant assistant = LangChain4jTools.from(registry)
                    .install(AiServices.builder(Assistant.class)
                            .streamingChatModel(LangChain4jTools.handledOn(workers, Models.streaming(model.baseUrl()))))
                    .build();

            assertThat(answer(assistant.ask("What time is it?"))).isEqualTo("It is noon.");

            assertThat(model.requests()).hasSize(2);
            assertThat(String.valueOf(model.requests().get(1).get("messages"))).contains("role=tool", "content=noon");
        }
    }

    @Test
    void aBlockingToolDoesNotHoldTheProvidersCallbackThread() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        ToolRegistry registry = Probe.registry(
                Probe.tool("slow", call -> {
                    blocked.countDown();
                    return ToolResult.text(release.await(60, TimeUnit.SECONDS) ? "slow done" : "never released");
                }),
                Probe.tool("fast", call -> ToolResult.text("fast done")));
        Assistant assistant = LangChain4jTools.from(registry)
                .install(AiServices.builder(Assistant.class)
                        .streamingChatModel(LangChain4jTools.handledOn(workers, new OneThreadModel())))
                .build();

        CompletableFuture<String> slow = started(assistant.ask("slow"));
        assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> fast = started(assistant.ask("fast"));

        // The slow tool still waits, and its conversation came in on the same callback thread.
        assertThat(fast.get(60, TimeUnit.SECONDS)).isEqualTo("fast done");
        assertThat(slow).isNotDone();
        release.countDown();
        assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo("slow done");
    }

    @Test
    void aListenerThatThrowsEndsTheStreamWithAnError() {
        Assistant assistant = AiServices.builder(Assistant.class)
                .streamingChatModel(LangChain4jTools.handledOn(workers, new OneThreadModel()))
                .build();
        CompletableFuture<Throwable> error = new CompletableFuture<>();

        assistant
                .ask("hello")
                .onPartialResponse(part -> {})
                .onCompleteResponse(response -> {
                    throw new IllegalStateException("the listener broke");
                })
                .onError(error::complete)
                .start();

        assertThat(error)
                .succeedsWithin(60, TimeUnit.SECONDS)
                .extracting(Throwable::getMessage)
                .isEqualTo("the listener broke");
    }

    private static String answer(TokenStream stream) throws Exception {
        return started(stream).get(60, TimeUnit.SECONDS);
    }

    private static CompletableFuture<String> started(TokenStream stream) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        stream.onPartialResponse(part -> {})
                .onCompleteResponse(
                        response -> answer.complete(response.aiMessage().text()))
                .onError(answer::completeExceptionally)
                .start();
        return answer;
    }

    /** Calls the tool that the user names, on the one thread that all conversations share, as event loops do. */
    private final class OneThreadModel implements StreamingChatModel {
        @Override
        public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            callbacks.execute(() -> handler.onCompleteResponse(
                    ChatResponse.builder().aiMessage(reply(request)).build()));
        }

        private AiMessage reply(ChatRequest request) {
            var last = request.messages().get(request.messages().size() - 1);
            if (last instanceof ToolExecutionResultMessage result) {
                return AiMessage.from(result.text());
            }
            String asked = ((dev.langchain4j.data.message.UserMessage) last).singleText();
            return asked.equals("hello")
                    ? AiMessage.from("hello")
                    : AiMessage.from(List.of(ToolExecutionRequest.builder()
                            .id("1")
                            .name(asked)
                            .arguments("{}")
                            .build()));
        }
    }
}
