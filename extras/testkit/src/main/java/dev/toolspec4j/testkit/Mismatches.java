package dev.toolspec4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What differs, all of it, so that one run tells the author everything there is to update. */
final class Mismatches {
    private final String adapter;
    private final List<String> found = new ArrayList<>();

    Mismatches(String adapter) {
        this.adapter = adapter;
    }

    void compare(String tool, String field, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            add(tool, field, expected, actual);
        }
    }

    void check(String tool, String field, boolean holds, Object expected, Object actual) {
        if (!holds) {
            add(tool, field, expected, actual);
        }
    }

    /** Ends the test when something differs. */
    void report() {
        if (!found.isEmpty()) {
            throw new AssertionError(String.join("\n", found));
        }
    }

    private void add(String tool, String field, Object expected, Object actual) {
        found.add("adapter '" + adapter + "', tool '" + tool + "', " + field + ":\n  expected: " + expected
                + "\n  actual:   " + actual);
    }
}
