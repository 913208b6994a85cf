package dev.toolspec4j.cli;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stands in for a language model where none is configured: fixed rules look at the conversation and pick the next tool
 * call or the answer. Everything round it is real. Safe for use by several threads.
 */
final class StandInModel implements ChatModel {
    private final Rules rules;

    StandInModel(Rules rules) {
        this.rules = rules;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        AiMessage next = rules.next(Turn.of(request.messages()));
        return ChatResponse.builder().aiMessage(next).build();
    }

    /** Decides what the model says next. */
    @FunctionalInterface
    interface Rules {
        AiMessage next(Turn turn);
    }

    /**
     * What happened since the user last spoke.
     *
     * @param question what the user said
     * @param results what the tools answered since, in order
     */
    record Turn(String question, List<ToolExecutionResultMessage> results) {
        static Turn of(List<ChatMessage> messages) {
            String question = "";
            List<ToolExecutionResultMessage> results = new ArrayList<>();
            for (ChatMessage message : messages) {
                if (message instanceof UserMessage user) {
                    question = user.singleText();
                    results.clear();
                } else if (message instanceof ToolExecutionResultMessage result) {
                    results.add(result);
                }
            }
            return new Turn(question, List.copyOf(results));
        }

        /** Returns the newest answer of the tool. */
        Optional<String> answerOf(String tool) {
            return results.stream()
                    .filter(result -> tool.equals(result.toolName()))
                    .reduce((first, second) -> second)
                    .map(ToolExecutionResultMessage::text);
        }

        /** Returns a call of the tool; the id counts the calls of this turn. */
        AiMessage call(String tool, String argumentsJson) {
            return AiMessage.from(ToolExecutionRequest.builder()
                    .id("call_" + (results.size() + 1))
                    .name(tool)
                    .arguments(argumentsJson)
                    .build());
        }
    }
}
