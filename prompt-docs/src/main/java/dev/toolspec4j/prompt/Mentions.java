package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a text says about tools, before anybody judges whether it is right. Used by one thread. */
final class Mentions {
    private final Map<Integer, Mention> byOffset = new LinkedHashMap<>();
    private final Map<Integer, Argument> arguments = new LinkedHashMap<>();
    private final Set<String> defined = new HashSet<>();
    private final List<Span> excused = new ArrayList<>();

    /** How sure it is that a name stands for a tool; later ones are surer. */
    enum Evidence {
        /** It stands in prose or in a string. */
        WORD,
        /** The reader is told to call it. */
        CALLED,
        /** It is said to be a tool. */
        NAMED,
        /** It is called, with arguments or in a form that only tools have. */
        USED
    }

    /**
     * A name.
     *
     * @param found the text to report, prefix included
     * @param server the server that the text says the tool belongs to
     */
    record Mention(int offset, String name, String found, Evidence evidence, Optional<String> server) {}

    /** An argument that a text gives to a tool. */
    record Argument(int offset, String tool, String name, String found) {}

    private record Span(int start, int end) {}

    void tool(int offset, String name, Evidence evidence) {
        tool(new Mention(offset, name, name, evidence, Optional.empty()));
    }

    /** Keeps the surest mention at each place. */
    void tool(Mention mention) {
        byOffset.merge(mention.offset(), mention, (a, b) -> a.evidence().compareTo(b.evidence()) >= 0 ? a : b);
    }

    void argument(int offset, String tool, String name) {
        arguments.putIfAbsent(offset, new Argument(offset, tool, name, name));
    }

    void argument(Argument argument) {
        arguments.putIfAbsent(argument.offset(), argument);
    }

    /** Says that the text itself defines something of this name. */
    void defined(String name) {
        defined.add(name);
    }

    /** Says that what stands between the offsets tells of the past. */
    void excuse(int start, int end) {
        excused.add(new Span(start, end));
    }

    boolean isExcused(int offset) {
        return excused.stream().anyMatch(span -> span.start() <= offset && offset < span.end());
    }

    boolean isDefined(String name) {
        return defined.contains(name);
    }

    List<Mention> tools() {
        List<Mention> all = new ArrayList<>(byOffset.values());
        all.sort(Comparator.comparingInt(Mention::offset));
        return all;
    }

    List<Argument> arguments() {
        List<Argument> all = new ArrayList<>(arguments.values());
        all.sort(Comparator.comparingInt(Argument::offset));
        return all;
    }
}
