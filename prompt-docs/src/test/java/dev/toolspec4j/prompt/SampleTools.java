package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits;
import dev.toolspec4j.tool.ToolTraits.Effects;
import java.util.List;

/** A library's tools, in two sections. */
final class SampleTools {
    static final Section BOOKS = new Section("books", "Books", """
            {tool:find_books} before {tool:lend_book}.

            Never promise a book.""");
    static final Section READERS = new Section("readers", "Readers", "");

    private static final Effects READS = new Effects(true, false, true, false);
    private static final Effects ACTS = new Effects(false, false, false, true);

    private SampleTools() {}

    static ToolRegistry registry() {
        return ToolRegistry.of(List.of(findBooks(), lendBook(), tellReader()));
    }

    static ToolSpec findBooks() {
        return spec("find_books", BOOKS, READS)
                .summary("Find books by words in their title.")
                .whenToUse("When a title is asked for.")
                .input(JsonSchema.object()
                        .string("words", "Words of the title")
                        .choice("shelf", "Where to look", "ADULT", "CHILD")
                        .integer("limit", "How many")
                        .required("words")
                        .build())
                .build();
    }

    static ToolSpec lendBook() {
        return spec("lend_book", BOOKS, ACTS)
                .summary("Lend a book to a reader.")
                .whenToUse("""
                        When a reader asks for a book.

                        To see which there are, {tool:find_books}.

                        Tell the reader with {tool:tell_reader}.""")
                .input(JsonSchema.object()
                        .string("book_id", "The book")
                        .bool("renew", "Whether it was lent before")
                        .required("book_id")
                        .build())
                .traits(ToolTraits.of("Lend a book", ACTS).withFormerNames("borrow_book"))
                .build();
    }

    static ToolSpec tellReader() {
        return spec("tell_reader", READERS, ACTS)
                .summary("Send a reader a message.")
                .whenToUse("When a reader waits.")
                .input(JsonSchema.object()
                        .string("message", "The text")
                        .strings("attachments", "Files")
                        .required("message")
                        .build())
                .build();
    }

    static ToolSpec.Builder spec(String name, Section section, Effects effects) {
        return ToolSpec.named(name)
                .section(section)
                .traits(ToolTraits.of(name, effects))
                .handler(call -> ToolResult.text("done"));
    }

    /** Returns a registry of one tool with these words. */
    static ToolRegistry saying(String summary, String whenToUse) {
        return ToolRegistry.of(List.of(spec("speak", new Section("talk", "Talk", ""), READS)
                .summary(summary)
                .whenToUse(whenToUse)
                .build()));
    }
}
