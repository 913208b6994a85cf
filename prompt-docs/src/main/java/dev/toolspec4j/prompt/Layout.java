package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.PromptOptions.Format;

/** Writes a guide in one mark-up. */
interface Layout {
    /** Returns the text; it ends with a line break unless there is nothing to say. */
    String write(Guide guide);

    static Layout of(Format format) {
        return switch (format) {
            case MARKDOWN -> new ProseLayout(new ProseLayout.Markdown());
            case PLAIN -> new ProseLayout(new ProseLayout.Plain());
            case XML -> new XmlLayout();
        };
    }
}
