package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a prompt says, before any mark-up. */
record Guide(List<Part> parts) {

    /** A section: its tools' bullets, then passages of guidance, then lines of others. */
    record Part(String id, String title, List<Bullet> bullets, List<Passage> passages, List<String> items) {
        boolean isEmpty() {
            return bullets.isEmpty()
                    && items.isEmpty()
                    && passages.stream().allMatch(p -> p.paragraphs().isEmpty());
        }
    }

    /** One tool: what to write to call it, and its summary. */
    record Bullet(String call, String summary) {}

    /** Guidance from one source; without a tool it is the section's. */
    record Passage(String from, Optional<String> tool, int rank, List<Paragraph> paragraphs) {}

    /** A paragraph of guidance; its number makes it unique in the guide. */
    record Paragraph(int number, String text) {}

    /** Returns the guide without these paragraphs. */
    Guide without(Set<Integer> numbers) {
        List<Part> kept = new ArrayList<>();
        for (Part part : parts) {
            List<Passage> passages = part.passages().stream()
                    .map(passage -> new Passage(
                            passage.from(),
                            passage.tool(),
                            passage.rank(),
                            passage.paragraphs().stream()
                                    .filter(paragraph -> !numbers.contains(paragraph.number()))
                                    .toList()))
                    .filter(passage -> !passage.paragraphs().isEmpty())
                    .toList();
            Part left = new Part(part.id(), part.title(), part.bullets(), passages, part.items());
            if (!left.isEmpty()) {
                kept.add(left);
            }
        }
        return new Guide(kept);
    }
}
