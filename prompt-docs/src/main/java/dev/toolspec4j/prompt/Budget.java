package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Guide.Paragraph;
import dev.toolspec4j.prompt.Guide.Passage;
import dev.toolspec4j.prompt.RenderedDocs.Dropped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Shortens a guide by whole paragraphs until it fits. */
final class Budget {
    private final OptionalInt maxTokens;
    private final OptionalInt maxCharacters;

    Budget(PromptOptions options) {
        this.maxTokens = options.maxTokens();
        this.maxCharacters = options.maxCharacters();
    }

    /** Returns the longest text that fits; throws {@link IllegalArgumentException} when what must stay does not fit. */
    RenderedDocs fit(Guide guide, Layout layout) {
        List<Candidate> order = dropOrder(guide);
        int fewest = 0;
        int most = order.size();
        while (fewest < most) {
            int half = (fewest + most) / 2;
            if (fits(layout.write(guide.without(first(half, order))))) {
                most = half;
            } else {
                fewest = half + 1;
            }
        }
        String text = layout.write(guide.without(first(fewest, order)));
        refuseTooLong(text);
        return new RenderedDocs(text, Tokens.in(text), report(order.subList(0, fewest)));
    }

    private static List<Candidate> dropOrder(Guide guide) {
        List<Candidate> all = new ArrayList<>();
        guide.parts()
                .forEach(part -> part.passages().forEach(passage -> {
                    List<Paragraph> paragraphs = passage.paragraphs();
                    for (int depth = 0; depth < paragraphs.size(); depth++) {
                        all.add(new Candidate(passage, depth, paragraphs.get(depth)));
                    }
                }));
        all.sort(Comparator.comparingInt((Candidate c) -> c.passage().rank())
                .thenComparing(Comparator.comparingInt(Candidate::depth).reversed())
                .thenComparing(
                        Comparator.comparingInt((Candidate c) -> c.paragraph().number())
                                .reversed()));
        return all;
    }

    private static Set<Integer> first(int count, List<Candidate> order) {
        Set<Integer> numbers = new HashSet<>();
        order.subList(0, count).forEach(c -> numbers.add(c.paragraph().number()));
        return numbers;
    }

    private static List<Dropped> report(List<Candidate> gone) {
        return gone.stream()
                .sorted(Comparator.comparingInt((Candidate c) -> c.paragraph().number()))
                .map(c -> new Dropped(c.passage().from(), c.paragraph().text()))
                .toList();
    }

    private boolean fits(String text) {
        return over(Tokens.in(text), maxTokens) <= 0 && over(text.length(), maxCharacters) <= 0;
    }

    private void refuseTooLong(String text) {
        refuse(Tokens.in(text), maxTokens, "tokens");
        refuse(text.length(), maxCharacters, "characters");
    }

    private static void refuse(int needed, OptionalInt limit, String unit) {
        int over = over(needed, limit);
        if (over > 0) {
            throw new IllegalArgumentException("the summaries alone need " + needed + " " + unit + ", " + over
                    + " more than the budget of " + limit.orElse(0) + "; raise the budget or choose fewer tools");
        }
    }

    private static int over(int needed, OptionalInt limit) {
        return needed - limit.orElse(Integer.MAX_VALUE);
    }

    /** A paragraph that may go; the deeper it stands in its passage, the sooner. */
    private record Candidate(Passage passage, int depth, Paragraph paragraph) {}
}
