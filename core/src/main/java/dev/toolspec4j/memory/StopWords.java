package dev.toolspec4j.memory;

import java.util.Set;

/** Words so common that they say nothing about what a memory is about. */
final class StopWords {
    private static final Set<String> WORDS = Set.of(
            ("a about above after again against all also am an and any are aren as at be because been before being below"
                            + " between both but by can cannot could couldn d did didn do does doesn doing don down during each few"
                            + " for from further had hadn has hasn have haven having he her here hers herself him himself his how"
                            + " i if in into is isn it its itself just ll let m me might more most must my myself no nor not of off"
                            + " on once only or other our ours ourselves out over own re s same shall she should shouldn so some"
                            + " such t than that the their theirs them themselves then there these they this those through to too"
                            + " under until up upon us ve very was wasn we were weren what when where which while who whom whose"
                            + " why will with won would wouldn you your yours yourself yourselves")
                    .split(" "));

    private StopWords() {}

    static boolean contains(String word) {
        return WORDS.contains(word);
    }
}
