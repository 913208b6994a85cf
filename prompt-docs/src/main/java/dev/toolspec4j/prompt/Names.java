package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How names are written, and how near two of them are. */
final class Names {
    private static final Pattern WORD_BREAK = Pattern.compile("[_\\-.]+|(?<=[a-z0-9])(?=[A-Z])");
    private static final Set<String> VERBS = Set.of(
            ("accept add approve archive ask assign attach book browse build call cancel check clear click close commit"
                            + " complete convert copy create deactivate delegate delete deploy describe detach disable"
                            + " download drain drop edit enable escalate execute export extend fetch file find flag"
                            + " forget generate get grant import insert inspect install invite invoke list load lock"
                            + " log lookup make mark merge move notify open order page pause pay ping plan play poll"
                            + " post publish pull push put query read recall refresh refund register reject release"
                            + " remember remind remove rename renew reopen replace reply report request reserve reset"
                            + " resize resolve restart restore resume retrieve return revoke roll rollback route run"
                            + " save scale schedule search select send set share show sort start stop store submit"
                            + " subscribe suggest summarize sync tail tell terminate test trace track transfer translate"
                            + " trigger undo update upload upsert validate verify view wait watch write")
                    .split(" "));

    /** What may be a name; bounded, since a text may hold anything. */
    static final String PATTERN = "[A-Za-z][A-Za-z0-9]{0,63}(?:[_.-][A-Za-z0-9]{1,64}){0,12}";

    private static final int LONG_WORD = 8;

    private Names() {}

    /** How the parts of a name are joined. */
    enum Shape {
        WORD,
        SNAKE,
        KEBAB,
        CAMEL,
        DOTTED,
        NONE
    }

    static Shape shape(String name) {
        if (name.matches("[a-z][a-z0-9]*")) {
            return Shape.WORD;
        }
        if (name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)+")) {
            return Shape.SNAKE;
        }
        if (name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)+")) {
            return Shape.KEBAB;
        }
        if (name.matches("[a-z][a-z0-9]*([A-Z][a-z0-9]*)+")) {
            return Shape.CAMEL;
        }
        return name.matches("[a-z][\\w-]*(\\.[\\w-]+)+") ? Shape.DOTTED : Shape.NONE;
    }

    /** Returns the parts in lower case. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String word : WORD_BREAK.split(name, -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    /** Returns whether the first part says what is done. */
    static boolean startsWithVerb(String name) {
        List<String> words = words(name);
        return !words.isEmpty() && VERBS.contains(words.get(0));
    }

    /** Returns whether both differ in nothing but capitals and joints. */
    static boolean sameLetters(String a, String b) {
        return String.join("", words(a)).equals(String.join("", words(b)));
    }

    /** Returns whether one may be a misspelling of the other. */
    static boolean close(String a, String b) {
        if (a.equals(b)) {
            return false;
        }
        List<String> left = words(a);
        List<String> right = words(b);
        if (sameLetters(a, b) || sameWords(left, right)) {
            return true;
        }
        if (singular(left).equals(singular(right))) {
            return true;
        }
        int allowed = Math.min(a.length(), b.length()) < 5 ? 0 : Math.min(a.length(), b.length()) < 8 ? 1 : 2;
        return distance(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT)) <= allowed && !anotherWord(left, right);
    }

    /** Returns whether the name is the tool's without one of its words, as in add_comment for add_issue_comment. */
    static boolean lacksWord(String name, String tool) {
        List<String> left = singular(words(name));
        List<String> right = singular(words(tool));
        if (left.size() < 2 || right.size() != left.size() + 1 || !left.get(0).equals(right.get(0))) {
            return false;
        }
        int same = 0;
        while (same < left.size() && left.get(same).equals(right.get(same))) {
            same++;
        }
        return left.subList(same, left.size()).equals(right.subList(same + 1, right.size())) && same < left.size();
    }

    /** Returns how many words both share, out of all that either has: 0 to 1. */
    static double overlap(String a, String b) {
        Set<String> left = new HashSet<>(singular(words(a)));
        Set<String> right = new HashSet<>(singular(words(b)));
        Set<String> all = new HashSet<>(left);
        all.addAll(right);
        left.retainAll(right);
        return all.isEmpty() ? 0 : (double) left.size() / all.size();
    }

    /** Returns the number of letters to add, drop, change or swap with a neighbour. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private static boolean sameWords(List<String> left, List<String> right) {
        return left.size() > 1
                && left.stream()
                        .sorted()
                        .toList()
                        .equals(right.stream().sorted().toList());
    }

    private static List<String> singular(List<String> words) {
        return words.stream().map(Names::singular).toList();
    }

    private static String singular(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
        return plural ? word.substring(0, word.length() - 1) : word;
    }

    /** Two names that differ in a whole verb, such as get and set, are two names and not a slip. */
    private static boolean anotherWord(List<String> left, List<String> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            String a = left.get(i);
            String b = right.get(i);
            int allowed = Math.min(a.length(), b.length()) < LONG_WORD ? 1 : 2;
            if (!a.equals(b) && ((VERBS.contains(a) && VERBS.contains(b)) || distance(a, b) > allowed)) {
                return true;
            }
        }
        return false;
    }
}
