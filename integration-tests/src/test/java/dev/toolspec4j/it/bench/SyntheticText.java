package dev.toolspec4j.it.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** Text whose words are as unequally common as those of a language, with a ticket number here and there. */
final class SyntheticText {
    private static final int WORDS = 30_000;
    private static final String[] VOCABULARY =
            IntStream.range(0, WORDS).mapToObj(SyntheticText::word).toArray(String[]::new);
    private static final double[] UP_TO = distribution();

    private SyntheticText() {}

    static String row(SplittableRandom random) {
        String text = words(random, 9 + random.nextInt(12));
        return random.nextInt(8) == 0 ? text + " TICKET-" + random.nextInt(1_000_000) : text;
    }

    /** Returns about 150 characters, with a number that makes them different from all others. */
    static String sentence(SplittableRandom random) {
        return words(random, 22) + " TICKET-" + random.nextLong(1L << 40);
    }

    static String question(SplittableRandom random) {
        return words(random, 4 + random.nextInt(3));
    }

    private static String words(SplittableRandom random, int count) {
        StringJoiner words = new StringJoiner(" ");
        for (int i = 0; i < count; i++) {
            int found = Arrays.binarySearch(UP_TO, random.nextDouble() * UP_TO[WORDS - 1]);
            words.add(VOCABULARY[found < 0 ? -found - 1 : found]);
        }
        return words.toString();
    }

    /** Syllables, so that words look like words to the analyser; the k leaves nothing to stem. */
    private static String word(int rank) {
        StringBuilder word = new StringBuilder();
        for (int left = rank + 40; left > 0; left /= 40) {
            word.append("bdfghjklmn".charAt(left % 10)).append("aeou".charAt(left / 10 % 4));
        }
        return word.append('k').toString();
    }

    private static double[] distribution() {
        double[] upTo = new double[WORDS];
        double sum = 0;
        for (int rank = 0; rank < WORDS; rank++) {
            sum += 1.0 / (rank + 1);
            upTo[rank] = sum;
        }
        return upTo;
    }
}
