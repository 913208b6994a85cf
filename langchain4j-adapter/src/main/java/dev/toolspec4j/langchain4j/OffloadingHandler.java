package dev.toolspec4j.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Hands each event of one answer to an executor, one after the other and in order. */
final class OffloadingHandler implements StreamingChatResponseHandler {
    private final StreamingChatResponseHandler handler;
    private final Executor executor;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    OffloadingHandler(StreamingChatResponseHandler handler, Executor executor) {
        this.handler = handler;
        this.executor = executor;
    }

    @Override
    public void onPartialResponse(String text) {
        enqueue(() -> handler.onPartialResponse(text));
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        enqueue(() -> handler.onPartialResponse(part, context));
    }

    @Override
    public void onPartialThinking(PartialThinking part) {
        enqueue(() -> handler.onPartialThinking(part));
    }

    @Override
    public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
        enqueue(() -> handler.onPartialThinking(part, context));
    }

    @Override
    public void onPartialToolCall(PartialToolCall part) {
        enqueue(() -> handler.onPartialToolCall(part));
    }

    @Override
    public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
        enqueue(() -> handler.onPartialToolCall(part, context));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        enqueue(() -> handler.onCompleteToolCall(call));
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        enqueue(() -> handler.onUnmappedRawEvent(event));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        enqueue(() -> handler.onCompleteResponse(response));
    }

    @Override
    public void onError(Throwable error) {
        enqueue(() -> handler.onError(error));
    }

    private void enqueue(Runnable event) {
        synchronized (waiting) {
            waiting.add(event);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            handler.onError(e);
        }
    }

    private void drain() {
        while (true) {
            Runnable event;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    running = false;
                    return;
                }
                event = waiting.remove();
            }
            deliver(event);
        }
    }

    @SuppressWarnings("IllegalCatch") // A listener's exception would otherwise end the stream without a word.
    private void deliver(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            handler.onError(e);
        }
    }
}
