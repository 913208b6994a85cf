package dev.toolspec4j.langchain4j;

import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;

/** Chat memories for tests. */
final class Memories {
    private Memories() {}

    static ChatMemory window(Object id) {
        return MessageWindowChatMemory.builder().id(id).maxMessages(40).build();
    }
}
