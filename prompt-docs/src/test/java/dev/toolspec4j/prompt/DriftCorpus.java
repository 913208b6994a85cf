package dev.toolspec4j.prompt;

import dev.toolspec4j.tool.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the labelled snippets. */
final class DriftCorpus {
    private DriftCorpus() {}

    record Snippet(String id, String catalogue, String file, String text, Set<Label> labels) {}

    /** What is wrong where; a missing tool has no line. */
    record Label(String kind, String found, int line) {
        static Label of(Drift drift) {
            boolean missing = drift.kind() == Drift.Kind.MISSING_TOOL;
            return new Label(drift.kind().id(), drift.found(), missing ? 0 : drift.line());
        }
    }

    static List<Snippet> read(String resource) throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (String part : resource(resource).split("(?m)^@@@ (?!expect)", -1)) {
            int expect = part.indexOf("@@@ expect");
            if (expect >= 0 && !part.startsWith("#")) {
                snippets.add(snippet(part, expect));
            }
        }
        return snippets;
    }

    static Catalogue catalogue(String name) throws IOException {
        return Catalogue.fromJson(resource(name + ".json"));
    }

    private static Snippet snippet(String part, int expect) {
        int firstLine = part.indexOf('\n');
        String[] head = part.substring(0, part.indexOf('|')).strip().split(" ", -1);
        String text = part.substring(firstLine + 1, expect);
        Set<Label> labels = new LinkedHashSet<>();
        part.substring(expect)
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .forEach(line -> labels.add(label(line.split(" ", -1), text)));
        return new Snippet(head[0], head[1], head[2], text, labels);
    }

    private static Label label(String[] words, String text) {
        if (words[0].equals("missing_tool")) {
            return new Label(words[0], words[1], 0);
        }
        int line = words.length > 2
                ? Integer.parseInt(words[2].substring(1))
                : (int) text.substring(0, text.indexOf(words[1]))
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
        return new Label(words[0], words[1], line);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DriftCorpus.class.getResourceAsStream("/drift/" + name)) {
            if (in == null) {
                throw new IOException("no resource /drift/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
