package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Guide.Bullet;
import dev.toolspec4j.prompt.Guide.Paragraph;
import dev.toolspec4j.prompt.Guide.Part;
import dev.toolspec4j.prompt.Guide.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Headings, bullets and paragraphs; a style says how each is marked. */
record ProseLayout(Style style) implements Layout {

    /** What differs between Markdown and plain text. */
    interface Style {
        String heading(String title);

        String code(String text);

        String summary(String line);

        String foreign(String line);
    }

    @Override
    public String write(Guide guide) {
        return guide.parts().stream()
                .map(part -> String.join("\n\n", blocks(part)) + "\n")
                .collect(Collectors.joining("\n"));
    }

    private List<String> blocks(Part part) {
        List<String> blocks = new ArrayList<>();
        blocks.add(style.heading(Characters.oneLine(part.title())));
        if (!part.bullets().isEmpty()) {
            blocks.add(part.bullets().stream().map(this::bullet).collect(Collectors.joining("\n")));
        }
        part.passages().forEach(passage -> blocks.add(passage(passage)));
        if (!part.items().isEmpty()) {
            blocks.add(part.items().stream()
                    .map(item -> "- " + style.foreign(item))
                    .collect(Collectors.joining("\n")));
        }
        return blocks;
    }

    private String bullet(Bullet bullet) {
        return "- " + style.code(bullet.call()) + ": " + style.summary(Characters.oneLine(bullet.summary()));
    }

    /** Keeps a tool's prose together, so that each sentence is read as being about that tool. */
    private String passage(Passage passage) {
        StringBuilder text = new StringBuilder();
        passage.tool().ifPresent(tool -> text.append(tool).append(':'));
        boolean afterBlock = false;
        for (Paragraph paragraph : passage.paragraphs()) {
            boolean block = Paragraphs.isBlock(paragraph.text());
            boolean lead = paragraph.equals(passage.paragraphs().get(0));
            if (lead) {
                text.append(passage.tool().isEmpty() ? "" : block ? "\n\n" : " ");
            } else {
                text.append(passage.tool().isEmpty() || block || afterBlock ? "\n\n" : "\n");
            }
            text.append(paragraph.text());
            afterBlock = block;
        }
        return text.toString();
    }

    /** Markdown. */
    record Markdown() implements Style {
        @Override
        public String heading(String title) {
            return "## " + MarkdownText.line(title);
        }

        @Override
        public String code(String text) {
            return MarkdownText.code(text);
        }

        @Override
        public String summary(String line) {
            return MarkdownText.line(line);
        }

        @Override
        public String foreign(String line) {
            return MarkdownText.foreign(line);
        }
    }

    /** Plain text. */
    record Plain() implements Style {
        @Override
        public String heading(String title) {
            return title;
        }

        @Override
        public String code(String text) {
            return text;
        }

        @Override
        public String summary(String line) {
            return line;
        }

        @Override
        public String foreign(String line) {
            return line;
        }
    }
}
