package dev.toolspec4j.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import opennlp.tools.stemmer.PorterStemmer;

/**
 * Turns text into the terms that are indexed and searched: lower case, stemmed, without stop words. Identifiers, paths,
 * versions and hashes yield themselves as a whole and their parts, so that either finds them. The same text gives the
 * same terms in every store. Safe for use by several threads.
 */
public final class Terms {
    /** Longer runs of word characters are cut here: they are data, not words. */
    private static final int LONGEST = 128;

    private static final int SHORTEST_HASH = 7;

    private final String text;
    private final List<String> terms = new ArrayList<>();
    private final PorterStemmer stemmer = new PorterStemmer();

    private Terms(String text) {
        this.text = text;
    }

    /** Returns the text's terms in the order they stand in it, repeated as often as they do; linear in its length. */
    public static List<String> of(String text) {
        Terms scan = new Terms(text);
        scan.run();
        return scan.terms;
    }

    private void run() {
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (Character.isIdeographic(point)) {
                at = ideographs(at);
            } else if (isWord(point)) {
                at = chunk(at);
            } else {
                at += Character.charCount(point);
            }
        }
    }

    /** Scripts without blanks between words are indexed by pairs of characters. */
    private int ideographs(int start) {
        int at = start;
        int previous = 0;
        while (at < text.length() && Character.isIdeographic(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            if (previous != 0) {
                terms.add(Character.toString(previous) + Character.toString(point));
            }
            previous = point;
            at += Character.charCount(point);
        }
        if (at == start + Character.charCount(previous)) {
            terms.add(Character.toString(previous));
        }
        return at;
    }

    /** Reads word characters joined by single joiners, such as {@code src/main/App.java} or {@code self-care}. */
    private int chunk(int start) {
        int at = start;
        List<String> parts = new ArrayList<>();
        int partStart = start;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            if (isWord(point) && !Character.isIdeographic(point)) {
                at = next;
            } else if (isJoiner(point)
                    && next < text.length()
                    && isWord(text.codePointAt(next))
                    && at - start < LONGEST) {
                split(text.substring(partStart, at), parts);
                at = next;
                partStart = next;
            } else {
                break;
            }
        }
        split(text.substring(partStart, at), parts);
        emit(text.substring(start, at), parts);
        return at;
    }

    private void emit(String whole, List<String> parts) {
        for (String part : parts) {
            word(part);
        }
        if (parts.size() > 1 && whole.length() <= LONGEST) {
            terms.add(fold(whole));
        }
    }

    private void word(String raw) {
        String word = fold(raw.length() > LONGEST ? raw.substring(0, LONGEST) : raw);
        if (StopWords.contains(word)) {
            return;
        }
        if (isHash(word)) {
            terms.add(word);
            if (word.length() > SHORTEST_HASH) {
                terms.add(word.substring(0, SHORTEST_HASH));
            }
            return;
        }
        terms.add(isPlain(word) ? stemmer.stem(word) : word);
    }

    /** Splits at underscores, at the humps of camel case and between letters and digits. */
    private static void split(String run, List<String> parts) {
        if (isHash(fold(run))) {
            parts.add(run);
            return;
        }
        int start = 0;
        for (int at = 0; at < run.length(); at++) {
            if (run.charAt(at) == '_') {
                add(run.substring(start, at), parts);
                start = at + 1;
            } else if (at > start && isHump(run, at)) {
                add(run.substring(start, at), parts);
                start = at;
            }
        }
        add(run.substring(start), parts);
    }

    private static void add(String part, List<String> parts) {
        if (!part.isEmpty()) {
            parts.add(part);
        }
    }

    private static boolean isHump(String run, int at) {
        char before = run.charAt(at - 1);
        char here = run.charAt(at);
        if (Character.isDigit(before) != Character.isDigit(here)) {
            return true;
        }
        boolean nextIsLower = at + 1 < run.length() && Character.isLowerCase(run.charAt(at + 1));
        return Character.isUpperCase(here) && (Character.isLowerCase(before) || nextIsLower);
    }

    private static boolean isWord(int point) {
        return Character.isLetterOrDigit(point)
                || point == '_'
                || Character.getType(point) == Character.NON_SPACING_MARK;
    }

    private static boolean isJoiner(int point) {
        return ".-/\\:@#+'’".indexOf(point) >= 0;
    }

    private static boolean isHash(String word) {
        boolean digit = false;
        boolean letter = false;
        for (int at = 0; at < word.length(); at++) {
            char c = word.charAt(at);
            digit |= c >= '0' && c <= '9';
            letter |= c >= 'a' && c <= 'f';
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return digit && letter && word.length() >= SHORTEST_HASH;
    }

    private static boolean isPlain(String word) {
        for (int at = 0; at < word.length(); at++) {
            if (word.charAt(at) < 'a' || word.charAt(at) > 'z') {
                return false;
            }
        }
        return true;
    }

    private static String fold(String word) {
        String flat = word.chars().allMatch(c -> c < 128)
                ? word
                : java.text.Normalizer.normalize(word, java.text.Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "");
        return flat.toLowerCase(Locale.ROOT);
    }
}
