package dev.toolspec4j.memory;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Scripts that put no blanks between words, or join what belongs to a word to it: found by pairs of characters. */
final class Unspaced {
    private static final Set<UnicodeScript> SCRIPTS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    /** Marks of vowels and voice belong to both Japanese syllabaries, and so to no script. */
    private static final String KANA_MARKS = "\u30FC\uFF70\uFF9E\uFF9F";

    private Unspaced() {}

    static boolean is(int point) {
        return point >= 0x0E00
                && (Character.isIdeographic(point)
                        || KANA_MARKS.indexOf(point) >= 0
                        || (Character.isLetterOrDigit(point) && SCRIPTS.contains(UnicodeScript.of(point))));
    }

    /** Returns each two neighbours of a run without their marks; one that stands alone is returned as it is. */
    static List<String> pairs(String run) {
        int[] points = Normalizer.normalize(run, Normalizer.Form.NFKC)
                .codePoints()
                .filter(point -> !Terms.isMark(point))
                .toArray();
        List<String> pairs = new ArrayList<>();
        for (int at = 1; at < points.length; at++) {
            pairs.add(Character.toString(points[at - 1]) + Character.toString(points[at]));
        }
        if (points.length == 1) {
            pairs.add(Character.toString(points[0]));
        }
        return pairs;
    }
}
