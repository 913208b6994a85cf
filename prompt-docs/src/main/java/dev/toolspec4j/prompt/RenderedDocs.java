package dev.toolspec4j.prompt;

import java.util.List;
import java.util.Objects;

/**
 * A prompt and what it cost.
 *
 * @param text the prompt; ends with a line break unless it is empty
 * @param tokens an estimate that needs no tokenizer: four ASCII characters, or one other character, are a token
 * @param dropped the paragraphs that the budget left no room for, in the order of the text; copied
 */
public record RenderedDocs(String text, int tokens, List<Dropped> dropped) {
    /** Copies the list. */
    public RenderedDocs {
        Objects.requireNonNull(text, "text");
        dropped = List.copyOf(dropped);
    }

    /**
     * A paragraph that was left out.
     *
     * @param from the tool, section or extra section it belongs to, such as {@code tool list_peers}
     * @param paragraph its text
     */
    public record Dropped(String from, String paragraph) {}
}
