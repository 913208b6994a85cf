package dev.toolspec4j.memory;

import java.util.regex.Pattern;

/** Marks what came from another workspace, so that a model cannot take it for its own user's words. */
final class Fence {
    /** An opening bracket that, blanks and invisible characters aside, the fence's word follows. */
    private static final Pattern FORGED = Pattern.compile(
            "[\\[\\uFF3B](?=[\\s\\p{Cf}\\p{Z}_]{0,16}+MEMORY)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern LINE_BREAKS = Pattern.compile("\\R|[\\u001C-\\u001E]");

    private Fence() {}

    /** Returns the content with nothing in it that reads like a fence, in one for a GLOBAL memory. */
    static String content(Memory memory) {
        String safe = FORGED.matcher(memory.content()).replaceAll("[_");
        return memory.scope() == MemoryScope.GLOBAL
                ? "[MEMORY id=" + memory.id() + " scope=GLOBAL from=" + memory.workspace() + "]: " + safe
                : safe;
    }

    /** Returns the memory as one line, so that content cannot start a line of its own. */
    static String line(Memory memory) {
        return "[" + memory.scope() + "] "
                + LINE_BREAKS.matcher(content(memory)).replaceAll(" ⏎ ");
    }
}
