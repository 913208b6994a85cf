package dev.toolspec4j.memory;

import java.util.Locale;
import java.util.Optional;

/** Who may read a memory. Always judged by the hierarchy of the moment, not by that of the commit. */
public enum MemoryScope {
    /** The workspace itself. */
    LOCAL,
    /** The workspace, its parent, its siblings and its own children; two roots are no team. */
    TEAM,
    /** Every workspace; only one without a parent may write it. */
    GLOBAL;

    /** Returns the scope that the text names, ignoring case and blanks at its ends; empty when there is none. */
    public static Optional<MemoryScope> parse(String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        for (MemoryScope scope : values()) {
            if (scope.name().equals(wanted)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
