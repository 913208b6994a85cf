package dev.toolspec4j.memory;

import java.util.List;

/** Takes identifiers apart, and knows what may be the hash of a commit. */
final class IdentifierParts {
    static final int SHORTEST_HASH = 7;

    private IdentifierParts() {}

    /** Splits at underscores, at the humps of camel case and between letters and digits; a hash stays whole. */
    static void split(String run, List<String> parts) {
        for (String word : run.split("_", -1)) {
            if (isHash(word)) {
                parts.add(word);
            } else if (word.startsWith("g") && isHash(word.substring(1))) {
                // What git describe makes of a commit's hash.
                parts.add("g");
                parts.add(word.substring(1));
            } else {
                humps(word, parts);
            }
        }
    }

    private static void humps(String word, List<String> parts) {
        int start = 0;
        for (int at = 1; at < word.length(); at++) {
            if (isHump(word, at)) {
                parts.add(word.substring(start, at));
                start = at;
            }
        }
        if (start < word.length()) {
            parts.add(word.substring(start));
        }
    }

    private static boolean isHump(String run, int at) {
        char before = run.charAt(at - 1);
        char here = run.charAt(at);
        if (Terms.isMark(here)) {
            return false;
        }
        if (Character.isDigit(before) != Character.isDigit(here)) {
            return true;
        }
        boolean nextIsLower = at + 1 < run.length() && Character.isLowerCase(run.charAt(at + 1));
        return Character.isUpperCase(here) && (Character.isLowerCase(before) || nextIsLower);
    }

    /** Returns whether the word is hexadecimal digits and letters, enough of them, and of both. */
    static boolean isHash(String word) {
        boolean digit = false;
        boolean letter = false;
        for (int at = 0; at < word.length(); at++) {
            char c = word.charAt(at);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isLetter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!isDigit && !isLetter) {
                return false;
            }
            digit |= isDigit;
            letter |= isLetter;
        }
        return digit && letter && word.length() >= SHORTEST_HASH;
    }
}
