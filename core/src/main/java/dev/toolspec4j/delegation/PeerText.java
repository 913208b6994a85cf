package dev.toolspec4j.delegation;

import java.util.regex.Pattern;

/** A peer's words on their way to a model: never longer than a result may be, and quoted on request. */
final class PeerText {
    /** How many characters of a text one result shows. */
    static final int LIMIT = 20_000;

    /** All that any reader takes for the end of a line. */
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\u000B\f\r\u0085\u2028\u2029]");

    private static final int PREVIEW = 200;

    private final DelegationWording wording;
    private final boolean quoted;

    PeerText(DelegationWording wording, boolean quoted) {
        this.wording = wording;
        this.quoted = quoted;
    }

    /** Returns the part of a delegation's result or question that begins at the offset, with a mark where it is cut. */
    String result(Delegation delegation, String whole, int offset) {
        int from = between(whole, offset);
        int to = between(whole, Math.min(whole.length(), from + LIMIT));
        String part = quote(delegation.peer().name(), whole.substring(from, to));
        return to == whole.length() ? part : part + "\n" + wording.readOn(delegation.taskId(), to, whole.length());
    }

    /** Returns words of a peer as they are, or quoted: each line marked, so that none can pass for the end mark. */
    String quote(String peer, String words) {
        return quoted
                ? wording.quoteBegins(peer) + "\n| " + LINE_END.matcher(words).replaceAll("\n| ") + "\n"
                        + wording.quoteEnds()
                : words;
    }

    static String preview(String text) {
        return text.length() <= PREVIEW ? text : text.substring(0, between(text, PREVIEW)) + "…";
    }

    /** Returns the position, or the one before it where it would cut a character of two units. */
    private static int between(String text, int position) {
        boolean inside = position > 0
                && position < text.length()
                && Character.isSurrogatePair(text.charAt(position - 1), text.charAt(position));
        return inside ? position - 1 : position;
    }
}
