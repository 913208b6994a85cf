package dev.toolspec4j.prompt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The YAML between two lines of hyphens at the start of a document. */
final class FrontMatter {
    private static final Pattern BLOCK = Pattern.compile("\\A---\\n(.*?)^---\\s*$", Pattern.DOTALL | Pattern.MULTILINE);

    private FrontMatter() {}

    /** Returns the offset at which the front matter that starts the text ends. */
    static Optional<Integer> of(String text) {
        Matcher block = BLOCK.matcher(text);
        return block.find() ? Optional.of(block.end(1)) : Optional.empty();
    }
}
