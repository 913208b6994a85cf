package dev.toolspec4j.cli;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.toolspec4j.langchain4j.LangChain4jTools;
import dev.toolspec4j.prompt.PromptDocs;
import dev.toolspec4j.tool.ToolRegistry;

/** An agent with a workspace's tools, built with LangChain4j's AiServices. */
interface Agent {
    /**
     * Answers.
     *
     * @param conversation whose history to go on with
     * @param parameters what tools should know of the request and the model should not
     */
    String answer(@MemoryId String conversation, @UserMessage String question, InvocationParameters parameters);

    /** Returns an agent on the model whose system prompt is the role and what the registry says about its tools. */
    static Agent with(ChatModel model, ToolRegistry tools, String role) {
        return LangChain4jTools.from(tools)
                .install(AiServices.builder(Agent.class).chatModel(model))
                .systemMessage(role + "\n\n" + PromptDocs.of(tools).render())
                .chatMemoryProvider(conversation -> MessageWindowChatMemory.builder()
                        .id(conversation)
                        .maxMessages(60)
                        .build())
                .build();
    }
}
