package dev.toolspec4j.memory;

import java.text.Normalizer;
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

    /** Longer runs without blanks are read in pieces. */
    private static final int LONGEST_RUN = 4_096;

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

    /**
     * Returns a query's terms; empty when what it says is not indexed, as signs and stop words are not, nor one
     * character of a script that is indexed by pairs: such a query is to be looked for literally.
     */
    public static List<String> ofQuery(String text) {
        String asked = text.strip();
        boolean single = !asked.isEmpty() && asked.codePointCount(0, asked.length()) == 1;
        return single && Unspaced.is(asked.codePointAt(0)) ? List.of() : of(text);
    }

    private void run() {
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (Unspaced.is(point)) {
                at = unspaced(at);
            } else if (isWord(point)) {
                at = chunk(at);
            } else {
                at += Character.charCount(point);
            }
        }
    }

    /** Reads characters that need no blanks between words, with their marks. */
    private int unspaced(int start) {
        int at = start;
        while (at < text.length() && at - start < LONGEST_RUN) {
            int point = text.codePointAt(at);
            if (!Unspaced.is(point) && !isMark(point)) {
                break;
            }
            at += Character.charCount(point);
        }
        terms.addAll(Unspaced.pairs(text.substring(start, at)));
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
            if (isWord(point) && !Unspaced.is(point)) {
                at = next;
            } else if (isJoiner(point)
                    && next < text.length()
                    && isWord(text.codePointAt(next))
                    && at - start < LONGEST) {
                IdentifierParts.split(text.substring(partStart, at), parts);
                at = next;
                partStart = next;
            } else {
                break;
            }
        }
        IdentifierParts.split(text.substring(partStart, at), parts);
        emit(text.substring(start, at), parts);
        return at;
    }

    private void emit(String whole, List<String> parts) {
        for (String part : parts) {
            word(part);
        }
        if (parts.size() > 1 && whole.length() <= LONGEST) {
            term(fold(whole));
        }
    }

    private void word(String raw) {
        String word = fold(shortened(raw));
        if (StopWords.contains(word)) {
            return;
        }
        if (IdentifierParts.isHash(word)) {
            term(word);
            if (word.length() > IdentifierParts.SHORTEST_HASH) {
                stemmed(word.substring(0, IdentifierParts.SHORTEST_HASH));
            }
            return;
        }
        stemmed(word);
    }

    /** A pair of surrogates is not cut in two: no database could keep the half. */
    private static String shortened(String word) {
        if (word.length() <= LONGEST) {
            return word;
        }
        return word.substring(0, Character.isHighSurrogate(word.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    private void stemmed(String word) {
        term(isPlain(word) ? stemmer.stem(word) : word);
    }

    /** Nothing is left of a mark that stands alone, such as the one that turns a sign into an emoji. */
    private void term(String term) {
        if (!term.isEmpty()) {
            terms.add(term);
        }
    }

    private static boolean isWord(int point) {
        return Character.isLetterOrDigit(point) || point == '_' || isMark(point);
    }

    /** Whether the character changes the one before it, as accents and the vowel signs of Indian scripts do. */
    static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isJoiner(int point) {
        return ".-/\\:@#+'’".indexOf(point) >= 0;
    }

    private static boolean isPlain(String word) {
        for (int at = 0; at < word.length(); at++) {
            if (word.charAt(at) < 'a' || word.charAt(at) > 'z') {
                return false;
            }
        }
        return true;
    }

    /** Returns the word in lower case, without marks, and without the blanks that a few ligatures are spelled with. */
    private static String fold(String word) {
        if (isAscii(word)) {
            return word.toLowerCase(Locale.ROOT);
        }
        return Normalizer.normalize(word, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}\\s]+", "")
                .toLowerCase(Locale.ROOT)
                .replace("\u00DF", "ss")
                .replace('\u0131', 'i');
    }

    private static boolean isAscii(String word) {
        for (int at = 0; at < word.length(); at++) {
            if (word.charAt(at) >= 128) {
                return false;
            }
        }
        return true;
    }
}
