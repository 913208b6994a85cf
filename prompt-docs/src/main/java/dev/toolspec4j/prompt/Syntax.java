package dev.toolspec4j.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a text tells prose, strings and code apart. */
enum Syntax {
    MARKDOWN("md markdown mdx mdc"),
    TEXT("txt text prompt tmpl tpl j2 jinja jinja2 mustache hbs adoc rst xml html"),
    YAML("yaml yml"),
    JSON("json jsonc json5 jsonl"),
    JAVA("java kt kts groovy scala cs go rs swift"),
    PYTHON("py python pyi"),
    SCRIPT("ts js tsx jsx mjs cjs mts cts typescript javascript"),
    SHELL("sh bash zsh shell console shell-session");

    private final String names;

    Syntax(String names) {
        this.names = names;
    }

    /** Returns the syntax of the file by its extension; empty for files that are not looked into. */
    static Optional<Syntax> ofFile(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return name.equals("readme") || name.endsWith("rules") ? Optional.of(MARKDOWN) : Optional.empty();
        }
        return ofName(name.substring(dot + 1));
    }

    /**
     * Returns the syntax of a code fence by the word after its marker: prose without one, no prose when it is unknown.
     */
    static Syntax ofFence(String word) {
        return ofName(word.toLowerCase(Locale.ROOT)).orElse(word.isEmpty() || word.startsWith("plain") ? TEXT : SHELL);
    }

    /** Returns what a text without a name most likely is. */
    static Syntax guess(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[{") || start.startsWith("[\"") ? JSON : MARKDOWN;
    }

    /** Returns whether the text outside strings and comments is a program. */
    boolean isProgram() {
        return this == JAVA || this == PYTHON || this == SCRIPT;
    }

    private static Optional<Syntax> ofName(String name) {
        return Arrays.stream(values())
                .filter(syntax -> List.of(syntax.names.split(" ")).contains(name))
                .findFirst();
    }
}
