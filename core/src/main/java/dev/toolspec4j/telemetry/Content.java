package dev.toolspec4j.telemetry;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Decides whether what was said is recorded, and how much of it. */
final class Content {
    private static final int MOST = 8_192;

    private final Optional<UnaryOperator<String>> redactor;

    private Content(Optional<UnaryOperator<String>> redactor) {
        this.redactor = redactor;
    }

    static Content none() {
        return new Content(Optional.empty());
    }

    static Content redactedBy(UnaryOperator<String> redactor) {
        return new Content(Optional.of(redactor));
    }

    /** Returns what may be recorded of the text. */
    Optional<String> of(Supplier<String> text) {
        return redactor.map(redact -> Quietly.get(() -> cut(redact.apply(text.get())), ""))
                .filter(kept -> !kept.isEmpty());
    }

    private static String cut(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST);
    }
}
